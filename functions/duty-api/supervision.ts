import type { DeskContacts } from '../../shared/contract/answers/desk-contacts.ts'
import type { DeskDrills } from '../../shared/contract/answers/drills.ts'
import { dutyParsers } from '../../shared/contract/duty.ts'
import { contactHealthOf } from '../../shared/domain/contact-health.ts'
import { heirOf, type ServedDesk } from '../../shared/domain/desk.ts'
import { type DrillView, toDrillView } from '../../shared/domain/drill.ts'
import { policy } from '../../shared/domain/policy.ts'
import { isOfDesk } from '../../shared/domain/report-states.ts'
import { type HttpReply, type HttpWork, refuse, refuseProblems } from '../../shared/lambda/http.ts'
import type { Contacts } from '../../shared/ports/contacts.ts'
import type { Drills } from '../../shared/ports/drills.ts'
import type { Officer, OfficerTokens } from '../../shared/ports/officer-tokens.ts'
import type { ReportLogs } from '../../shared/ports/report-logs.ts'
import type { ReportStore } from '../../shared/ports/report-store.ts'
import { type OfficerCall, withSignedIn } from './officer-call.ts'

/** What supervising needs. */
export interface SupervisionDeps {
  readonly tokens: OfficerTokens
  readonly contacts: Pick<Contacts, 'all' | 'failing'>
  readonly drills: Pick<Drills, 'newestOf'>
  readonly reports: ReportStore
  readonly logs: ReportLogs
  readonly now: () => Date
}

const maySupervise = ({ supervises, desks, isOperator }: Officer, desk: ServedDesk): boolean =>
  isOperator || desks.includes('duty-control') || supervises.includes(desk)

/** Answers those who supervise a desk: the one that they name, or the only one that they supervise. */
const ofSupervisedDesk = ({ tokens }: SupervisionDeps, work: (desk: ServedDesk) => Promise<HttpReply>): HttpWork =>
  withSignedIn(tokens, async ({ request, officer }: OfficerCall) => {
    const query = dutyParsers.supervisedDeskQuery(request.query)
    if (!query.ok) return refuseProblems(query.problems)
    const [only, ...others] = officer.supervises
    const desk = query.value.desk ?? (others.length === 0 ? only : undefined)
    if (desk !== undefined && maySupervise(officer, desk)) return work(desk)
    const isSupervisor = officer.isOperator || officer.desks.includes('duty-control') || only !== undefined
    if (desk !== undefined || !isSupervisor) {
      return refuse('not-a-supervisor', 'this is for supervisors of the desk, for duty control and for operators')
    }
    return refuseProblems([{ pointer: '/desk', detail: 'is missing; choose a desk', code: 'desk-needed' }])
  })

const viewOf = async ({ reports, logs }: SupervisionDeps, reportId: string): Promise<readonly DrillView[]> => {
  const [drill, log] = await Promise.all([reports.find(reportId), logs.findLog(reportId)])
  const view = drill && log && isOfDesk(drill) ? toDrillView(drill, log.entries) : undefined
  return view === undefined ? [] : [view]
}

/** Answers with the newest drills of a desk, and what came of each. */
export const createDrillList = (deps: SupervisionDeps): HttpWork =>
  ofSupervisedDesk(deps, async (desk) => {
    const reportIds = await deps.drills.newestOf(desk, policy.listedDrills)
    const drills = await Promise.all(reportIds.map((reportId) => viewOf(deps, reportId)))
    return { status: 200, body: { desk, at: deps.now().toISOString(), drills: drills.flat() } satisfies DeskDrills }
  })

/** Answers which contacts of a desk fail, by channel and cause and without an address. */
export const createContactList = (deps: SupervisionDeps): HttpWork =>
  ofSupervisedDesk(deps, async (desk) => {
    const [all, failing] = await Promise.all([deps.contacts.all(), deps.contacts.failing()])
    const own = heirOf(desk)
    const failingIds = failing.map(({ contact }) => contact.contactId)
    const unreachable = contactHealthOf(all, failingIds).unreachable.filter((each) => each.desk === own)
    const body: DeskContacts = {
      desk,
      at: deps.now().toISOString(),
      unreachable: unreachable.map(({ recipients }) => recipients),
      failing: failing
        .filter(({ contact }) => contact.isEnabled && contact.audience.desk === own)
        .map(({ contact, at, cause }) => ({
          recipients: contact.audience.recipients,
          channel: contact.channel,
          at,
          cause,
        }))
        .toSorted((one, other) => (one.at > other.at ? -1 : 1)),
    }
    return { status: 200, body }
  })

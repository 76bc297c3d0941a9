import { isEngine, isSameAudience } from '../domain/contact.ts'
import type { ReportDesk } from '../domain/desk.ts'
import { type Audience, alertsOf, audiencesReached, everyAudienceOf, type NotifiableReport } from '../domain/ladder.ts'
import type { ChangeName } from '../domain/lifecycle.ts'
import type { ReportIn } from '../domain/report.ts'
import type { Log } from '../lambda/log.ts'
import type { Contacts } from '../ports/contacts.ts'
import type { DeliveryQueue, EngineEvent } from '../ports/deliveries.ts'
import { sendOrLeaveToDeadline } from './send-or-leave-to-deadline.ts'

/** What saying to on-call engines that an officer has a report needs. */
export interface SayingDeps {
  readonly contacts: Pick<Contacts, 'ofAudience'>
  readonly deliveries: DeliveryQueue
  readonly newDigestId: () => string
  readonly log: Log
}

/** The changes that an on-call engine hears of at once. A withdrawn report it hears of by the digest of that. */
const actions: Readonly<Partial<Record<ChangeName, 'acknowledge' | 'resolve'>>> = {
  'report.acknowledged': 'acknowledge',
  'report.closed': 'resolve',
  'drill.acknowledged': 'resolve',
  'report.rerouted': 'resolve',
}

/** A change of a report, and the desk that had the report before it. */
export interface Answered {
  readonly what: ChangeName
  /** As the change left it. */
  readonly next: NotifiableReport | ReportIn<'erased'>
  /** The desk that had it before. */
  readonly desk: ReportDesk
}

/**
 * Says to on-call engines that an officer has a report, or that nothing is left to do with it, after some changes. It
 * is of the alerts before the change: of one that begins with it nothing is said.
 */
export const sayAnswered = async (deps: SayingDeps, { what, next, desk }: Answered): Promise<void> => {
  const action = actions[what]
  const alerts = alertsOf(next).filter((since) => since <= next.seq)
  const others = what === 'report.rerouted' && next.state !== 'erased' ? audiencesReached(next) : []
  if (action !== undefined) await sayToEngines(deps, { reportId: next.reportId, desk, action, alerts, others })
}

/** What on-call engines hear of a report. */
export interface EngineNews extends Pick<EngineEvent, 'reportId' | 'action' | 'alerts'> {
  readonly desk: ReportDesk
  /** Audiences that are left out: they hear of it by a digest, or the report still waits for them. */
  readonly others: readonly Audience[]
}

/**
 * Says to every on-call engine that may have an alert of a report that an officer acknowledged it, or that nothing is
 * left to do with it at its desk. It is said once the change is stored. What cannot be said is logged and left: the
 * engine's alert then stays open until a person closes it there.
 */
export const sayToEngines = async (deps: SayingDeps, { desk, others, ...news }: EngineNews): Promise<void> =>
  sendOrLeaveToDeadline(deps.log, news.reportId, async () => {
    const audiences = everyAudienceOf(desk).filter(
      (audience) => !others.some((other) => isSameAudience(audience, other)),
    )
    const contacts = (await Promise.all(audiences.map(deps.contacts.ofAudience))).flat()
    const engines = contacts.filter(({ channel }) => isEngine(channel))
    const digestId = deps.newDigestId()
    await deps.deliveries.send(
      engines.map(({ contactId }) => ({ kind: 'engine-event', digestId, contactId, ...news, tried: 0 })),
    )
  })

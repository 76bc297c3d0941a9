import { isSameAlert, markQueued } from '../../shared/domain/alert-changes.ts'
import { type Addressee, isEngine } from '../../shared/domain/contact.ts'
import { contactsFor, type Digest, mostUrgentFirst, toDigestWords } from '../../shared/domain/digest.ts'
import { pendingLineOf } from '../../shared/domain/digest-line.ts'
import { isDrill } from '../../shared/domain/drill.ts'
import {
  type Audience,
  actByOf,
  alertsOf,
  audiencesOfPending,
  isDeadlineMissed,
  type NotifiableReport,
  pendingAlertOf,
} from '../../shared/domain/ladder.ts'
import { policy } from '../../shared/domain/policy.ts'
import { type Log, withLogFields } from '../../shared/lambda/log.ts'
import type { Contacts } from '../../shared/ports/contacts.ts'
import type { AlertDigests, Delivery, DeliveryQueue } from '../../shared/ports/deliveries.ts'
import type { ReportStore } from '../../shared/ports/report-store.ts'
import { advance } from '../../shared/workflow/advance.ts'
import { markAlerts } from '../../shared/workflow/mark-alerts.ts'
import { sayToEngines } from '../../shared/workflow/say-answered.ts'
import { sideBySide } from '../../shared/workflow/side-by-side.ts'

/** What notify-team needs from outside. */
export interface NotifyTeamDeps {
  readonly reports: ReportStore
  readonly contacts: Contacts
  readonly alertDigests: AlertDigests
  readonly deliveries: DeliveryQueue
  /** Returns a random id for a digest. */
  readonly newDigestId: () => string
  /** Where officers sign in; the only link in a digest. */
  readonly consoleUrl: string
  readonly now: () => Date
  readonly log: Log
}

/**
 * Puts the pending alerts of all these reports into one digest an audience, sends one delivery a contact, and then
 * marks the alerts as queued. An audience without any contact counts as failed at once, so that the ladder goes on.
 *
 * Send before mark: a crash between them makes another digest, which is harmless. The other order could lose one. Once
 * the deliveries are sent nothing is sent again for a conflict: the mark is decided anew, and is left out when another
 * alert took the place of this one. An alert whose deadline has passed is left to watch-deadlines, which goes one rung
 * up.
 *
 * @returns the reports that failed; their messages come again
 */
export const createNotifyTeam =
  (deps: NotifyTeamDeps) =>
  async (reportIds: readonly string[]): Promise<ReadonlySet<string>> => {
    const failed = new Set<string>()
    const at = deps.now()
    const pending = await findPending(deps, { reportIds, at, failed })
    const digests: MadeDigest[] = []
    for (const [audience, reports] of groupByAudience(pending)) {
      try {
        digests.push(await queueDigest(deps, { audience, reports, at }))
      } catch (error) {
        deps.log.fault('delivery.failed', error, audience)
        for (const { reportId } of reports) failed.add(reportId)
      }
    }
    const queued = pending.filter(({ reportId }) => !failed.has(reportId))
    await sideBySide(queued, (report) => sayOver(deps, report))
    const unmarked = await sideBySide(queued, (report) => mark(deps, report, { at, digests }))
    for (const { item, error } of unmarked) {
      deps.log.fault('alert.not-marked', error, { reportId: item.reportId })
      failed.add(item.reportId)
    }
    for (const digest of digests) if (digest.toNobody) await markAlerts(deps, digest, 'failed')
    return failed
  }

/** Says to the engines that this digest does not reach, and an earlier one may have, that a text is erased. */
const sayOver = async (deps: NotifyTeamDeps, report: NotifiableReport): Promise<void> => {
  if (report.state !== 'withdrawn') return
  const { reportId, desk } = report
  const others = audiencesOfPending(report)
  await sayToEngines(deps, { reportId, desk, action: 'resolve', alerts: alertsOf(report), others })
}

/** The reports of a batch, when it was taken, and which of them failed. */
interface Batch {
  readonly reportIds: readonly string[]
  readonly at: Date
  readonly failed: Set<string>
}

const findPending = async (
  { reports, log }: NotifyTeamDeps,
  { reportIds, at, failed }: Batch,
): Promise<readonly NotifiableReport[]> => {
  const pending: NotifiableReport[] = []
  const unread = await sideBySide(reportIds, async (reportId) => {
    const report = await reports.find(reportId)
    const alerted = report && pendingAlertOf(report)
    const isToSend = alerted !== undefined && alerted.alerting.queued === undefined && !isDeadlineMissed(alerted, at)
    if (isToSend) pending.push(alerted)
    else log.event('alert.skipped', { reportId, outcome: report === undefined ? 'not-found' : 'nothing-to-do' })
  })
  for (const { item: reportId, error } of unread) {
    log.fault('message.failed', error, { reportId })
    failed.add(reportId)
  }
  return pending
}

const groupByAudience = (
  reports: readonly NotifiableReport[],
): ReadonlyArray<readonly [Audience, readonly NotifiableReport[]]> => {
  const pairs = reports.flatMap((report) => audiencesOfPending(report).map((audience) => ({ audience, report })))
  // No message says both: a drill must never pass for a report, nor a report for a drill.
  const groups = Map.groupBy(
    pairs,
    ({ audience: { desk, recipients }, report }) => `${desk} ${recipients} ${isDrill(report) ? 'drill' : 'report'}`,
  )
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    return first === undefined ? [] : [[first.audience, group.map(({ report }) => report)] as const]
  })
}

interface Grouped {
  readonly audience: Audience
  readonly reports: readonly NotifiableReport[]
  readonly at: Date
}

/** A digest that was made, or that no contact is there for. */
interface MadeDigest extends Pick<Digest, 'digestId' | 'reportIds'> {
  readonly toNobody: boolean
}

const queueDigest = async (deps: NotifyTeamDeps, { audience, reports, at }: Grouped): Promise<MadeDigest> => {
  const lines = mostUrgentFirst(reports.map((report) => pendingLineOf(report, at)))
  const contacts = contactsFor(lines, await deps.contacts.ofAudience(audience))
  const digestId = deps.newDigestId()
  const counts = { ...audience, digestId, reports: reports.length, contacts: contacts.length }
  deps.log.event(contacts.length === 0 ? 'digest.reached-nobody' : 'digest.queued', counts)
  const reportIds = lines.map(({ reportId }) => reportId)
  if (contacts.length === 0) return { digestId, reportIds, toNobody: true }
  const contactIds = contacts.map(({ contactId }) => contactId)
  const rung = Math.max(...lines.map((line) => line.rung))
  const words = toDigestWords(lines, deps.consoleUrl)
  await deps.alertDigests.put({ digestId, audience, at: at.toISOString(), rung, reportIds, contactIds, ...words })
  const ended = audience.recipients === 'duty' ? reports.filter(({ state }) => state === 'withdrawn') : []
  const endedIds = new Set(ended.map(({ reportId }) => reportId))
  await deps.deliveries.send(contacts.flatMap((contact) => toDeliveries(contact, { digestId, reportIds, endedIds })))
  return { digestId, reportIds, toNobody: false }
}

interface Delivered extends Pick<Digest, 'digestId' | 'reportIds'> {
  /** Those of the reports that nothing is left to do with: an engine closes the alert of each. */
  readonly endedIds: ReadonlySet<string>
}

/**
 * One delivery of the digest; for an on-call engine one for each of the most urgent reports, one for each that has
 * ended, and one for the rest.
 */
const toDeliveries = (
  { contactId, channel }: Addressee,
  { digestId, reportIds, endedIds }: Delivered,
): readonly Delivery[] => {
  const whole = { kind: 'digest', digestId, contactId, tried: 0 } as const
  if (!isEngine(channel)) return [whole]
  const waiting = reportIds.filter((reportId) => !endedIds.has(reportId))
  const alone = [...waiting.slice(0, policy.engineAlerts), ...endedIds]
  const deliveries = alone.map((reportId) => ({ ...whole, kind: 'report' as const, reportId }))
  return waiting.length > policy.engineAlerts ? [...deliveries, whole] : deliveries
}

interface Made {
  readonly at: Date
  readonly digests: readonly MadeDigest[]
}

const mark = (
  { reports, log, now }: NotifyTeamDeps,
  decidedOn: NotifiableReport,
  { at, digests }: Made,
): Promise<void> =>
  withLogFields({ reportId: decidedOn.reportId }, async () => {
    const own = digests.filter(({ reportIds }) => reportIds.includes(decidedOn.reportId))
    const digestIds = own.map(({ digestId }) => digestId)
    const queued = { at: at.toISOString(), actBy: actByOf(decidedOn, at), digestIds }
    const marked = await advance(reports, decidedOn.reportId, async (report) => {
      const pending = pendingAlertOf(report)
      if (pending === undefined || !isSameAlert(pending, decidedOn)) return undefined
      return { change: markQueued(pending, queued, now()) }
    })
    if (typeof marked === 'string') return log.event('alert.skipped', { outcome: marked })
    const { desk, alerting } = marked.change.next
    log.event('alert.queued', { desk, kind: alerting.kind, rung: alerting.rung, actBy: queued.actBy })
  })

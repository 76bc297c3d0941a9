import type { AlertAudience } from '../../shared/domain/contact.ts'
import type { NotifiableReport } from '../../shared/domain/ladder.ts'
import type { LogEntry } from '../../shared/domain/log.ts'
import type { Report } from '../../shared/domain/report.ts'
import type { KeptReport } from '../fakes/report-store.ts'
import { addressOf, engineKeyOf, isEngineId } from './engines.ts'
import { skewMs } from './log-promises.ts'
import type { MadeDigest } from './outside.ts'
import { must } from './promise.ts'
import type { World } from './world.ts'

/** True while the engine of an audience calls somebody about a report, by whatever alert of it. */
const isCalled = ({ engines }: World, audience: AlertAudience, { reportId }: Report): boolean =>
  engines.isCalling(`${addressOf(audience)} ${engineKeyOf(reportId)} `)

/** The changes by which a report goes up a rung. */
const rises: ReadonlySet<string> = new Set(['report.escalated', 'addition.escalated', 'officer.reminded'])

/** A report with its log. */
type Logged = Pick<KeptReport, 'report' | 'log'>

interface Taken {
  readonly address: string
  readonly takenMs: number
}

/** True when the report went up a rung, and its engine heard of it, since somebody took the alert there. */
const hasRisen = ({ published }: World, { report, log }: Logged, { address, takenMs }: Taken): boolean => {
  const risen = log.find(({ what, at }) => rises.has(what) && Date.parse(at) - skewMs > takenMs)
  if (risen === undefined) return false
  const fromMs = Date.parse(risen.at) + skewMs
  return published.some((each) => each.reportId === report.reportId && each.address === address && each.atMs > fromMs)
}

/**
 * True while the engine of an audience calls somebody by the newest alert of a report, or somebody took that alert at
 * the engine and no higher rung has come since.
 */
export const isCalledOrTaken = (
  world: World,
  audience: AlertAudience,
  { report, log }: Logged & { readonly report: NotifiableReport },
): boolean => {
  const { reportId, alerting } = report
  const address = addressOf(audience)
  const alert = `${address} ${engineKeyOf(`${reportId} ${alerting.since}`)}`
  const takenMs = world.engines.takenMs(alert)
  return (
    world.engines.isCalling(alert) || (takenMs !== undefined && !hasRisen(world, { report, log }, { address, takenMs }))
  )
}

/** What an officer does after which engines are to call nobody. */
const answers: ReadonlySet<string> = new Set(['report.acknowledged', 'report.closed', 'drill.acknowledged'])

/** True where a report that duty control handed over still waits for it too: from the second rung on, or to and fro. */
const waitsForDutyControl = (report: Report): boolean =>
  report.state !== 'received' && (report.alerting.rung > 1 || report.alerting.also !== undefined)

/** True for an answer to a digest: an officer's, or a handover to another desk. */
const isAnswerTo =
  ({ audience: { desk } }: MadeDigest, report: Report) =>
  ({ what, facts }: LogEntry): boolean => {
    if (what !== 'report.rerouted') return answers.has(what)
    return facts['from'] === desk && (desk !== 'duty-control' || !waitsForDutyControl(report))
  }

/** True when an engine may have missed an answer. A person must then close the alert at the engine. */
const isUnsaid = ({ unsaid, deliveries }: World, reportId: string): boolean =>
  unsaid.has(reportId) ||
  [...deliveries.lost, ...deliveries.dead].some((each) => each.kind === 'engine-event' && each.reportId === reportId)

/** The newest digest of a report for each desk's officers. */
const newestDigests = (world: World, { reportId }: Report): readonly MadeDigest[] => {
  const own = [...world.made.values()].filter(
    ({ audience, alerts }) => audience.recipients === 'duty' && alerts.some((each) => each.reportId === reportId),
  )
  return [...new Map(own.map((digest) => [digest.audience.desk, digest])).values()]
}

const checkReport = (world: World, { report, log }: KeptReport): void => {
  if (isUnsaid(world, report.reportId)) return
  for (const digest of newestDigests(world, report)) {
    const answer = log.findLast(isAnswerTo(digest, report))
    const isRefused = digest.contactIds.some((id) => isEngineId(id) && world.refused.has(id))
    if (isRefused || answer === undefined || Date.parse(answer.at) - skewMs <= digest.madeMs) continue
    const isQuiet = !isCalled(world, digest.audience, report)
    must(isQuiet, 'no engine goes on calling a desk about a report that it has answered')
  }
}

/** Checks that an engine of supervisors that took the alert of a closing calls them, whatever comes late. */
const checkClosing = (world: World, { report, log }: KeptReport): void => {
  if (report.state !== 'closed' || report.alerting.kind !== 'closing') return
  const audience = { desk: report.desk, recipients: 'supervisor' } as AlertAudience
  const isHeard = world.published.some(
    ({ reportId, address, kind, atMs }) =>
      reportId === report.reportId &&
      address === addressOf(audience) &&
      kind === 'closing' &&
      atMs - skewMs > Date.parse(report.closedAt),
  )
  if (isHeard)
    must(isCalledOrTaken(world, audience, { report, log }), 'supervisors are called about a closing that they must see')
}

/**
 * Checks that no engine goes on calling the officers of a desk about a report that one of them has answered since, or
 * that another desk has, and that supervisors are called about a closing. @throws Violation
 */
export const checkQuiet = (world: World): void => {
  for (const kept of world.reports.kept.values()) {
    checkReport(world, kept)
    checkClosing(world, kept)
  }
}

import type { HttpsPost } from '../../shared/adapters/https-post.ts'
import type { AlertAudience, Contact } from '../../shared/domain/contact.ts'
import type { NotifiableReport } from '../../shared/domain/ladder.ts'
import type { LogEntry } from '../../shared/domain/log.ts'
import type { Report } from '../../shared/domain/report.ts'
import type { KeptReport } from '../fakes/report-store.ts'
import { skewMs } from './log-promises.ts'
import type { MadeDigest } from './outside.ts'
import { must } from './promise.ts'
import type { World } from './world.ts'

/** Where an alert stands at an engine: whoever is on call is called for as long as it is triggered. */
type Standing = 'triggered' | 'acknowledged' | 'resolved'

/** An engine's answer to an event that it took. */
const accepted = 202

/**
 * On-call engines, one an address, as PagerDuty describes its Events API v2: one alert a `dedup_key`. A trigger for one
 * that is triggered or acknowledged joins it and calls nobody anew; after a resolve the next trigger opens it again.
 *
 * @see https://developer.pagerduty.com/docs/events-api-v2/trigger-events/
 */
export const createEngines = () => {
  const standings = new Map<string, Standing>()
  /** The alerts that a person acknowledged at their engine. */
  const taken = new Set<string>()
  const post: HttpsPost = async (address, { body }) => {
    const event = JSON.parse(body) as { readonly event_action: string; readonly dedup_key: string }
    const alert = `${address} ${event.dedup_key}`
    const isOpen = (standings.get(alert) ?? 'resolved') !== 'resolved'
    if (event.event_action === 'trigger' && !isOpen) standings.set(alert, 'triggered')
    if (event.event_action === 'acknowledge' && isOpen) standings.set(alert, 'acknowledged')
    if (event.event_action === 'resolve') standings.set(alert, 'resolved')
    return accepted
  }
  const calling = (): readonly string[] => [...standings.keys()].filter((alert) => standings.get(alert) === 'triggered')
  return {
    post,
    /** True while an alert that begins so calls somebody. */
    isCalling: (start: string): boolean => calling().some((alert) => alert.startsWith(start)),
    isTaken: (alert: string): boolean => taken.has(alert),
    /** Somebody on call acknowledges what calls them about a report: at their engine, and not in Harbour. */
    acknowledge: (reportId: string): void => {
      for (const alert of calling()) {
        if (!alert.includes(` ${engineKeyOf(reportId)} `)) continue
        standings.set(alert, 'acknowledged')
        taken.add(alert)
      }
    },
  }
}

const addressOf = ({ desk, recipients }: AlertAudience): string => `https://engine.example/${desk}-${recipients}`

const idEnd = '-engine'

/** Returns the engine of the people whom another contact reaches. */
export const engineBeside = (contact: Contact): Contact => ({
  ...contact,
  contactId: `${contact.contactId}${idEnd}`,
  channel: 'pagerduty',
  address: addressOf(contact.audience),
  secretName: 'engine',
})

/** True for the contact id of an engine. */
export const isEngineId = (contactId: string): boolean => contactId.endsWith(idEnd)

/** Returns the pseudonym of what names an alert of a report: its id and the number of the alert. */
export const engineKeyOf = (alert: string): string => `pseudonym of report ${alert}`

/** True while the engine of an audience calls somebody about a report, by whatever alert of it. */
const isCalled = ({ engines }: World, audience: AlertAudience, { reportId }: Report): boolean =>
  engines.isCalling(`${addressOf(audience)} ${engineKeyOf(reportId)} `)

/**
 * True while the engine of an audience calls somebody by the newest alert of a report, or somebody took that alert at
 * the engine.
 */
export const isCalledOrTaken = ({ engines }: World, audience: AlertAudience, report: NotifiableReport): boolean => {
  const { reportId, alerting } = report
  const alert = `${addressOf(audience)} ${engineKeyOf(`${reportId} ${alerting.since}`)}`
  return engines.isCalling(alert) || engines.isTaken(alert)
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
const checkClosing = (world: World, { report }: KeptReport): void => {
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
    must(isCalledOrTaken(world, audience, report), 'supervisors are called about a closing that they must see')
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

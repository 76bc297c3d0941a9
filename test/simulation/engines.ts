import type { HttpsPost } from '../../shared/adapters/https-post.ts'
import type { AlertAudience, Contact } from '../../shared/domain/contact.ts'
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
  /** When a person acknowledged an alert at its engine, true time, milliseconds since 1970. */
  const taken = new Map<string, number>()
  const post: HttpsPost = async (address, { body }) => {
    const event = JSON.parse(body) as { readonly event_action: string; readonly dedup_key: string }
    const alert = `${address} ${event.dedup_key}`
    const isOpen = (standings.get(alert) ?? 'resolved') !== 'resolved'
    if (event.event_action !== 'trigger') taken.delete(alert)
    if (event.event_action === 'trigger' && !isOpen) standings.set(alert, 'triggered')
    if (event.event_action === 'acknowledge' && isOpen) standings.set(alert, 'acknowledged')
    if (event.event_action === 'resolve') standings.set(alert, 'resolved')
    return accepted
  }
  return {
    post,
    isCalling: (alert: string): boolean => standings.get(alert) === 'triggered',
    takenMs: (alert: string): number | undefined => taken.get(alert),
    /** Somebody on call acknowledges every alert of a key that calls them: at its engine, and not in Harbour. */
    take: (dedupKey: string, atMs: number): void => {
      for (const [alert, standing] of standings) {
        if (standing !== 'triggered' || !alert.endsWith(` ${dedupKey}`)) continue
        standings.set(alert, 'acknowledged')
        taken.set(alert, atMs)
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

/** Returns the pseudonym by which engines know a report. */
export const engineKeyOf = (reportId: string): string => `pseudonym of report ${reportId}`

const alertOf = (audience: AlertAudience, { reportId }: Report): string =>
  `${addressOf(audience)} ${engineKeyOf(reportId)}`

/** True while the engine of an audience calls somebody about a report. */
const isCalled = ({ engines }: World, audience: AlertAudience, report: Report): boolean =>
  engines.isCalling(alertOf(audience, report))

/**
 * True while the engine of an audience calls somebody about a report, or somebody took the alert there and no later
 * rung has come since.
 */
export const isCalledOrTaken = (world: World, audience: AlertAudience, report: Report): boolean => {
  const takenMs = world.engines.takenMs(alertOf(audience, report))
  if (takenMs === undefined) return isCalled(world, audience, report)
  return !world.published.some(
    ({ reportId, address, rung, atMs }) =>
      reportId === report.reportId && address === addressOf(audience) && rung > 1 && atMs - skewMs > takenMs,
  )
}

/** What an officer does after which engines are to call nobody. */
const answers: ReadonlySet<string> = new Set(['report.acknowledged', 'report.closed', 'drill.acknowledged'])

/** True for an answer to a digest. Duty control may still be notified of a report that it handed over. */
const isAnswerTo =
  ({ audience: { desk } }: MadeDigest) =>
  ({ what, facts }: LogEntry): boolean =>
    answers.has(what) || (what === 'report.rerouted' && facts['from'] === desk && desk !== 'duty-control')

/** True where an engine may not have heard of an answer: a person then closes the alert there. */
const isUnsaid = ({ unsaid, wasDown, deliveries }: World, reportId: string): boolean =>
  unsaid.has(reportId) ||
  wasDown('engine') ||
  wasDown('contacts') ||
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
    const answer = log.findLast(isAnswerTo(digest))
    if (answer === undefined || Date.parse(answer.at) - skewMs <= digest.madeMs) continue
    const isQuiet = !isCalled(world, digest.audience, report)
    must(isQuiet, 'no engine goes on calling a desk about a report that it has answered')
  }
}

/**
 * Checks that no engine goes on calling the officers of a desk about a report that one of them has answered since, or
 * that another desk has. @throws Violation
 */
export const checkQuiet = (world: World): void => {
  for (const kept of world.reports.kept.values()) checkReport(world, kept)
}

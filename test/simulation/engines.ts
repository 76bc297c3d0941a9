import type { HttpsPost } from '../../shared/adapters/https-post.ts'
import type { AlertAudience, Contact } from '../../shared/domain/contact.ts'

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
  /** When a person acknowledged an alert at their engine, true time, milliseconds since 1970. */
  const taken = new Map<string, number>()
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
    takenMs: (alert: string): number | undefined => taken.get(alert),
    /** Somebody on call acknowledges what calls them about a report: at their engine, and not in Harbour. */
    acknowledge: (reportId: string, atMs: number): void => {
      for (const alert of calling()) {
        if (!alert.includes(` ${engineKeyOf(reportId)} `)) continue
        standings.set(alert, 'acknowledged')
        taken.set(alert, atMs)
      }
    },
  }
}

/** Returns the address of the engine of an audience. */
export const addressOf = ({ desk, recipients }: AlertAudience): string => `https://engine.example/${desk}-${recipients}`

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

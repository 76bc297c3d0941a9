import type { ContactEntry } from '../../shared/domain/contact.ts'
import type { Trigger } from '../../shared/ports/channels.ts'
import { given } from './given.ts'
import { createHarbourInMemory } from './harbour.ts'

/** The officers of the desk in Leith. */
export const audience = { desk: 'division-e', recipients: 'duty' } as const

export const pagerDuty = {
  channel: 'pagerduty',
  address: 'https://one.example/',
  secretName: 'one',
  isEnabled: true,
} as const
export const goAlert = {
  channel: 'goalert',
  address: 'https://two.example/',
  secretName: 'two',
  isEnabled: true,
} as const

/** Two engines and a mailbox for them. */
export const engines: readonly ContactEntry[] = [
  { ...pagerDuty, audience },
  { ...goAlert, audience },
  { audience, channel: 'email', address: 'duty@police.example', isEnabled: true },
]

/**
 * Returns how each alert stands that an engine has open after these events, in the order in which they were opened. A
 * trigger for one that is open changes nothing: it calls nobody anew.
 */
export const openAfter = (events: readonly Trigger[]): readonly string[] => {
  const open = new Map<string, 'calls' | 'acknowledged'>()
  for (const { action, dedupKey, endedKeys = [] } of events) {
    if (action === 'trigger' && !open.has(dedupKey)) open.set(dedupKey, 'calls')
    if (action === 'acknowledge' && open.has(dedupKey)) open.set(dedupKey, 'acknowledged')
    if (action === 'resolve') open.delete(dedupKey)
    for (const key of endedKeys) open.delete(key)
  }
  return [...open.values()]
}

/** A harbour whose desk in Leith has two engines and a mailbox, with so many reports in one digest. */
export const withEngines = async (count = 1) => {
  const harbour = createHarbourInMemory()
  await harbour.contacts.put(engines)
  const reports = []
  for (let each = 0; each < count; each += 1) reports.push((await given.routedReport({ in: harbour })).report)
  const [report] = reports
  if (report === undefined) throw new Error('there is a report')
  await harbour.notify(reports.map(({ reportId }) => reportId))
  const eventsAt = (channel: string) =>
    harbour.channels.sent.flatMap(({ contact, trigger }) => (contact.channel === channel && trigger ? [trigger] : []))
  return { harbour, report, reports, eventsAt, openAt: (channel: string) => openAfter(eventsAt(channel)) }
}

import type { HarbourInMemory } from './harbour.ts'

/** A moment of a test: how much had happened by then. */
export interface Mark {
  readonly changes: ReadonlySet<string>
  readonly routingMessages: number
  readonly deskMessages: number
  readonly deliveries: number
  readonly alerts: number
  readonly lines: number
}

/** A log line without its time, its function and its stack: the event and its fields. */
export type Line = Readonly<Record<string, unknown>> & { readonly event: string }

const changesIn = ({ reports }: HarbourInMemory): ReadonlyArray<readonly [hash: string, words: string]> =>
  [...reports.kept.values()].flatMap(({ log }) =>
    log.map(({ hash, what, who }) => [hash, `${what} by ${who}`] as const),
  )

/** Marks this moment of a test. */
export const markOf = (harbour: HarbourInMemory): Mark => ({
  changes: new Set(changesIn(harbour).map(([hash]) => hash)),
  routingMessages: harbour.routingQueue.sent.length,
  deskMessages: harbour.deskQueues.sent.length,
  deliveries: harbour.deliveries.sent.length,
  alerts: harbour.channels.sent.length,
  lines: harbour.lines.length,
})

/** Returns the alerts that contacts were sent since, each as `kind rung: audience, audience`. */
export const alertsSince = (
  { channels, alertDigests }: HarbourInMemory,
  { alerts }: Pick<Mark, 'alerts'>,
): readonly string[] => {
  const sends = channels.sent.slice(alerts).flatMap(({ digestId, contact: { audience } }) => {
    const sent = alertDigests.alerts.get(digestId) ?? []
    return sent.map((alert) => ({ alert, to: `${audience.desk} ${audience.recipients}` }))
  })
  const byAlert = Map.groupBy(sends, ({ alert }) => alert)
  return [...byAlert].map(([alert, each]) => `${alert}: ${each.map(({ to }) => to).join(', ')}`)
}

/** Returns the queue messages that were sent since, each as `queue reportId`. */
export const messagesSince = (
  { routingQueue, deskQueues, deliveries }: HarbourInMemory,
  mark: Mark,
): readonly string[] => [
  ...routingQueue.sent.slice(mark.routingMessages).map((reportId) => `routing ${reportId}`),
  ...deskQueues.sent.slice(mark.deskMessages).map(([desk, reportId]) => `${desk} ${reportId}`),
  ...deliveries.sent.slice(mark.deliveries).map(({ delivery }) => `delivery to ${delivery.contactId}`),
]

/** Returns the changes that were stored since, each as `change by maker`. */
export const changesSince = (harbour: HarbourInMemory, { changes }: Mark): readonly string[] =>
  changesIn(harbour).flatMap(([hash, words]) => (changes.has(hash) ? [] : [words]))

/** Returns the lines that were logged since. */
export const linesSince = ({ lines }: HarbourInMemory, mark: Pick<Mark, 'lines'>): readonly Line[] =>
  lines.slice(mark.lines).map((line) => {
    const {
      timestamp: _at,
      level: _level,
      functionName: _name,
      stage: _stage,
      errorStack: _stack,
      _aws,
      ...rest
    } = JSON.parse(line)
    return rest as Line
  })

/** Returns every effect since: what was stored, sent, published and logged. */
export const happenedSince = (harbour: HarbourInMemory, mark: Mark) => ({
  changes: changesSince(harbour, mark),
  messages: messagesSince(harbour, mark),
  alerts: alertsSince(harbour, mark),
  lines: linesSince(harbour, mark),
})

/** What `happenedSince` returns where nothing happened. */
export const nothingHappened = { changes: [], messages: [], alerts: [], lines: [] }

import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'

/** An alert that SNS accepted for at least one recipient. */
export interface SentAlert {
  /** When SNS accepted it, by the functions' clock. ISO 8601 UTC. */
  readonly at: string
  /** The desk whose topic it went to. */
  readonly desk: string
  /** The rung of the ladder of escalation. */
  readonly step: number
  /** Whom of the desk it reached: `duty` or `supervisor`. */
  readonly recipients: string
  readonly text: string
}

/** An alert as the log keeps it. */
export interface LoggedAlert {
  /** The id that SNS gave it. */
  readonly messageId: string
  /** When SNS accepted it, in real time, for the order. */
  readonly publishedAt: string
  readonly alert: SentAlert
}

/** The alerts that were sent, each once. */
export interface AlertLog {
  /** Returns every alert in the order in which SNS accepted them. */
  list(): readonly SentAlert[]
  /** Logs an alert unless it is logged already. When it returns, the alert is on disk, if there is a data directory. */
  add(logged: LoggedAlert): void
}

/** Creates the log of alerts: in memory, and in `alerts.jsonl` of the data directory if there is one. */
export const createAlertLog = (dataDirectory: string | undefined): AlertLog => {
  const file = dataDirectory === undefined ? undefined : join(dataDirectory, 'alerts.jsonl')
  const entries = file === undefined ? [] : [...readEntries(file)]
  const known = new Set(entries.map(({ messageId }) => messageId))
  return {
    list: () =>
      entries.toSorted((a, b) => Date.parse(a.publishedAt) - Date.parse(b.publishedAt)).map(({ alert }) => alert),
    add: (entry) => {
      if (known.has(entry.messageId)) return
      if (file !== undefined) appendFileSync(file, `${JSON.stringify(entry)}\n`)
      known.add(entry.messageId)
      entries.push(entry)
    },
  }
}

/** Reads the log. A kill can leave half a line at the end; it is cut off, because its message is still in the queue. */
const readEntries = (file: string): readonly LoggedAlert[] => {
  if (!existsSync(file)) return []
  const text = readFileSync(file, 'utf8')
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole))
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LoggedAlert)
}

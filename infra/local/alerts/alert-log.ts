import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { damaged, parseKept, toKept } from '../machine/kept-file.ts'

/** A message that a channel's service accepted for somebody. */
export interface SentAlert {
  /** When it was accepted, by the functions' clock. ISO 8601 UTC. */
  readonly at: string
  /** The desk whose people it is for. */
  readonly desk: string
  /** The highest rung of the ladder of escalation among its alerts. */
  readonly step: number
  /** Which people of the desk: `duty` or `supervisor`. */
  readonly recipients: string
  /** How it was sent, such as `email` or `sms`. */
  readonly channel: string
  /** The address that it went to. */
  readonly to: string
  /** How many reports it is about. */
  readonly reports: number
  readonly text: string
}

/** The messages that were sent, in the order in which they were accepted. */
export interface AlertLog {
  list(): readonly SentAlert[]
  /** Logs a message. When it returns, the message is on disk, if there is a data directory. */
  add(alert: SentAlert): void
}

/** Creates the log of messages: in memory, and in `alerts.jsonl` of the data directory if there is one. */
export const createAlertLog = (dataDirectory: string | undefined): AlertLog => {
  const file = dataDirectory === undefined ? undefined : join(dataDirectory, 'alerts.jsonl')
  const entries = file === undefined ? [] : [...readEntries(file)]
  // Made at the first start, so that its absence later can be said.
  if (file !== undefined) appendFileSync(file, '')
  return {
    list: () => [...entries],
    add: (entry) => {
      if (file !== undefined) appendFileSync(file, `${toKept(entry)}\n`)
      entries.push(entry)
    },
  }
}

const wayOut = 'remove it: the list of alerts begins anew, and no report is lost'

const isAlert = (content: object): content is SentAlert => {
  const { at, desk, text } = content as Partial<SentAlert>
  return [at, desk, text].every((each) => typeof each === 'string')
}

/**
 * Reads the log. A kill can leave half a line at the end; it is cut off, because its message is sent again.
 *
 * @throws Error in one line when another line is damaged
 */
const readEntries = (file: string): readonly SentAlert[] => {
  if (!existsSync(file)) return []
  const text = readFileSync(file, 'utf8')
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole))
  const lines = whole.split('\n').slice(0, -1)
  return lines.map((line, index) => {
    const parsed = parseKept(line)
    const problem = 'problem' in parsed ? parsed.problem : 'it is no alert'
    if ('problem' in parsed || !isAlert(parsed.content)) throw damaged(file, `line ${index + 1}: ${problem}`, wayOut)
    return parsed.content
  })
}

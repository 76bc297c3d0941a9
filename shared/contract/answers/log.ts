import * as v from 'valibot'
import type { LogEntry } from '../../domain/log.ts'
import { changeWords } from '../words/changes.ts'
import { answerOf, flag, instant, listOf, oneOf, optional, text, whole } from './describe.ts'

/** A page of the log of a report, and whether the log is every entry that was written. */
export interface ReportLogPage {
  readonly reportId: string
  readonly whole: boolean
  readonly breaksAt?: number
  readonly entries: readonly LogEntry[]
  readonly next?: string
}

const seq = (about: string) => whole(about, { least: 1, most: Number.MAX_SAFE_INTEGER })

const facts = v.pipe(
  v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.pipe(v.array(v.string()), v.readonly())])),
  v.description('Identifiers, closed answers and times; never report text.'),
)

const logEntry = answerOf<LogEntry>('One thing that happened.')({
  seq: seq('1 for the first entry; each next one adds 1.'),
  at: instant('When it happened.'),
  who: text("A function's name, an officer's subject id, or `reporter`."),
  what: oneOf('What happened: who made which change.', changeWords),
  facts,
  previousHash: text('The `hash` of the entry before; empty for the first.'),
  hash: text('SHA-256 of the entry without this field, lower-case hex.'),
})

/** The 200 of GET /duty/reports/{reportId}/log. */
export const logAnswer = answerOf<ReportLogPage>('A page of the log of a report.')({
  reportId: text('The reference without its hyphens.'),
  whole: flag('True when the log, with its other pages, is every entry that was written, in order and unchanged.'),
  breaksAt: optional(seq('Where the log is not whole: the first place that is not what was written.')),
  entries: listOf('Entries, oldest first.', logEntry),
  next: optional(text('There are more entries: send this as `cursor` to get the next page.')),
})

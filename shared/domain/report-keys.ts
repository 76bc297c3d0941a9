import type { ReportDesk } from './desk.ts'
import { policy } from './policy.ts'
import type { Shelf } from './report.ts'
import { versionAttribute } from './stored-forms.ts'

/**
 * The keys of the report table and its sparse due index: one place for the stack that makes them and the adapters that
 * use them.
 */
export const reportKeys = {
  /** 12 characters, the reference without hyphens. */
  partitionKey: 'reportId',
  /** `report` for the report itself; sealed texts, shelves, older log entries and closings have a form each. */
  sortKey: 'item',
  /** Holds a report for as long as it has a `dueAt`; keys only. */
  dueIndex: { name: 'due', partitionKey: 'duePartition', sortKey: 'dueAt' },
  /** Holds a report from the moment a desk owns it, in one of the desk's lists; keys only. */
  deskIndex: { name: 'desk', partitionKey: 'deskList', sortKey: 'listOrder' },
} as const

/** The only attributes of a report that accept-report may read back: what proves that a second post is a retry. */
export const proofAttributes = [
  reportKeys.partitionKey,
  reportKeys.sortKey,
  versionAttribute,
  'receivedAt',
  'keyHash',
  'submissionHash',
  'state',
  'withdrawal',
] as const

/** The only attributes that keep-digest may read: the end of each log. */
export const newestHashAttributes = [
  reportKeys.partitionKey,
  reportKeys.sortKey,
  versionAttribute,
  'seq',
  'hash',
] as const

/** The only attributes that watch-deadlines may name when it looks for shelves. */
export const shelfAttributes = [reportKeys.partitionKey, reportKeys.sortKey, 'supplements'] as const

/** The sort key of the report itself. */
export const reportItem = 'report'

/** Returns the sort key of a sealed text. */
export const sealedItem = (textId: string): string => `sealed#${textId}`

/** The prefix of the sort keys of shelves. */
export const shelfPrefix = 'shelf#'

const inEight = (seq: number): string => String(seq).padStart(8, '0')

/** Returns the sort key of one copy of a shelf. */
export const shelfItem = ({ filledSeq, copiedSeq, desk }: Pick<Shelf, 'filledSeq' | 'copiedSeq' | 'desk'>): string =>
  `${shelfPrefix}${inEight(filledSeq)}#${inEight(copiedSeq)}#${desk}`

/** Returns the `seq` that a report had when the copy of this sort key was made. */
export const copiedSeqOf = (item: string): number => Number(item.split('#')[2])

/** The prefix of the sort keys of older log entries. */
export const logPagePrefix = 'log#'

/** Returns the sort key of the item that holds the log entries up to `lastSeq`. */
export const logPageItem = (lastSeq: number): string => `${logPagePrefix}${inEight(lastSeq)}`

/** Returns the partition key under which the drills of a desk are found: no reference begins so. */
export const drillsKey = (desk: ReportDesk): string => `drills#${desk}`

/** Returns the partition key of what is kept of an officer: no reference begins so. */
export const officerKey = (subject: string): string => `officer#${subject}`

/** The sort key of the reports that an officer closed lately. */
export const closingsItem = 'closings'

/** What the name of every log digest in its bucket begins with; its day follows. */
export const digestPrefix = 'log-digest/'

/** Every partition of the due index, in two digits. */
export const duePartitions: readonly string[] = Array.from({ length: policy.duePartitions }, (_, index) =>
  String(index).padStart(2, '0'),
)

/** Returns the due partition of a report: always the same one, spread evenly because a reportId is a hash. */
export const duePartitionOf = (reportId: string): string => {
  let sum = 0
  for (let index = 0; index < reportId.length; index += 1) sum = (sum * 31 + reportId.charCodeAt(index)) % 65_536
  return duePartitions[sum % policy.duePartitions] ?? '00'
}

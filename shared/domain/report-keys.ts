import { policy } from './policy.ts'

/** The keys of the report table and its sparse due index: one place for the stack that makes them and the adapters that use them. */
export const reportKeys = {
  /** 12 characters, the reference without hyphens. */
  partitionKey: 'reportId',
  /** `report` for the report itself; sealed texts, older log entries and wrong attempts have a form each. */
  sortKey: 'part',
  /** Holds an item for as long as it has a `dueAt`; keys only. */
  dueIndex: { name: 'due', partitionKey: 'duePartition', sortKey: 'dueAt' },
  /** Holds a report from the moment a desk owns it, in one of the desk's lists; keys only. */
  deskIndex: { name: 'desk', partitionKey: 'deskList', sortKey: 'listOrder' },
} as const

/** The sort key of the report itself. */
export const reportPart = 'report'

/** Gives the sort key of a sealed text. */
export const sealedPart = (textId: string): string => `sealed#${textId}`

/** What the sort keys of older log entries begin with. */
export const logPagePrefix = 'log#'

/** Gives the sort key of the item that holds the log entries up to `lastSeq`. */
export const logPagePart = (lastSeq: number): string => `${logPagePrefix}${String(lastSeq).padStart(8, '0')}`

/** The sort key of the count of wrong follow-up codes. */
export const attemptsPart = 'attempts'

/** Every partition of the due index: `00` to `15`. */
export const duePartitions: readonly string[] = Array.from({ length: policy.duePartitions }, (_, index) =>
  String(index).padStart(2, '0'),
)

/** Gives the due partition of a report: the same one always, spread evenly because a reportId is a hash. */
export const duePartitionOf = (reportId: string): string => {
  let sum = 0
  for (let index = 0; index < reportId.length; index += 1) sum = (sum * 31 + reportId.charCodeAt(index)) % 65_536
  return duePartitions[sum % policy.duePartitions] ?? '00'
}

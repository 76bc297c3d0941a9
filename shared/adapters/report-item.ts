import { isReportDesk } from '../domain/desk.ts'
import { listPlaceOf } from '../domain/desk-list.ts'
import { without } from '../domain/record.ts'
import type { Report, ReportBase, ReportState } from '../domain/report.ts'
import { duePartitionOf, reportKeys } from '../domain/report-keys.ts'
import { readForm, versionOf } from '../domain/stored-forms.ts'

/** A stored item as plain values: DynamoDB's numbers, strings, binaries, maps and lists. */
export type Stored = Readonly<Record<string, unknown>>

type FieldOf<Kind> = Kind extends unknown ? keyof Kind : never
type ChangingField = Exclude<FieldOf<Report>, keyof ReportBase> | 'state'

/** Every field that a change may set, or it does not compile. Fields that `next` lacks are removed from the item. */
export const changingFields = Object.keys({
  state: true,
  dueAt: true,
  wrappedKey: true,
  textId: true,
  desk: true,
  grade: true,
  decision: true,
  alerting: true,
  officer: true,
  acknowledgedAt: true,
  unreadSince: true,
  outcome: true,
  closedAt: true,
  heldBy: true,
  withdrawnAt: true,
  supplements: true,
  shelves: true,
  sweepAt: true,
  withdrawal: true,
  handledAt: true,
  wishUndoneAt: true,
  readAt: true,
  handover: true,
  eraseAt: true,
  isDrill: true,
} satisfies Record<ChangingField, true>)

/** Where a report stands in the lists of its desk. */
export const listFields = ['deskList', 'listOrder'] as const

type Check = (value: unknown) => boolean

const isText: Check = (value) => typeof value === 'string' && value !== ''
const isRecord: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
const isBytes: Check = (value) => value instanceof Uint8Array

const base: Readonly<Record<string, Check>> = {
  reportId: isText,
  receivedAt: isText,
  facts: isRecord,
  seq: Number.isInteger,
  hash: isText,
}
const readable: Readonly<Record<string, Check>> = { wrappedKey: isBytes, textId: isText }
const owned: Readonly<Record<string, Check>> = {
  desk: isReportDesk,
  grade: isText,
  decision: isRecord,
  alerting: isRecord,
}
const acknowledged: Readonly<Record<string, Check>> = { officer: isText, acknowledgedAt: isText }
const closed: Readonly<Record<string, Check>> = { outcome: isText, closedAt: isText, eraseAt: isText }

const fieldsByState: Readonly<Record<ReportState, Readonly<Record<string, Check>>>> = {
  received: { dueAt: isText, ...readable },
  routed: { dueAt: isText, ...readable, ...owned },
  alerted: { dueAt: isText, ...readable, ...owned },
  acknowledged: { dueAt: isText, ...readable, ...owned, ...acknowledged },
  closed: { ...readable, ...owned, ...closed },
  erased: { ...owned, ...closed },
  withdrawn: { withdrawnAt: isText, ...owned },
}

const isState = (value: unknown): value is ReportState =>
  typeof value === 'string' && Object.hasOwn(fieldsByState, value)

/**
 * Returns the report of a stored item.
 *
 * @throws Error naming a version that this code does not read, or the first field that is not what its state needs,
 *   never its value
 */
export const fromItem = (stored: Stored): Report => {
  const item = readForm('report', stored)
  const { state } = item
  if (!isState(state)) throw new Error('stored report has no known state')
  for (const [field, check] of Object.entries({ ...base, ...fieldsByState[state] })) {
    if (!check(item[field])) throw new Error(`stored report in state ${state} has no valid ${field}`)
  }
  return without(item, reportKeys.sortKey, 'duePartition') as unknown as Report
}

/**
 * Returns the changing fields of a report as they are stored: with its version, its due partition while it has a
 * `dueAt`, and its place in a list.
 */
export const toChanges = (report: Report): Stored => {
  const fields = changingFields.flatMap((field) => {
    const value = (report as unknown as Stored)[field]
    return value === undefined ? [] : [[field, value] as const]
  })
  const due = 'dueAt' in report && report.dueAt !== undefined ? { duePartition: duePartitionOf(report.reportId) } : {}
  const place = listPlaceOf(report)
  const listed = place === undefined ? {} : { deskList: place.list, listOrder: place.order }
  return { ...versionOf('report'), ...Object.fromEntries(fields), ...due, ...listed }
}

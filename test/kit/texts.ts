import { desks } from '../../shared/domain/desk.ts'
import { unrouted } from '../../shared/domain/report.ts'
import { supplementsOf } from '../../shared/domain/report-states.ts'
import { reportLabel } from '../../shared/ports/sealer.ts'
import type { HarbourInMemory, Named } from './harbour.ts'

const holders = [unrouted, ...desks]

const openAs = (harbour: HarbourInMemory, reportId: string, desk: string): string | undefined => {
  const report = harbour.reportOf(reportId)
  const sealed = harbour.reports.sealedOf(reportId)
  if (!('wrappedKey' in report) || sealed === undefined) throw new Error('the report has no sealed text')
  const binding = { reportId, receivedAt: report.receivedAt, label: reportLabel }
  try {
    return harbour.key.open(desk, binding, report.wrappedKey, sealed)
  } catch {
    return undefined
  }
}

/** Returns every holder of a key, desk or `unrouted`, who can open a report. */
export const whoOpens = (harbour: HarbourInMemory, { reportId }: Named): readonly string[] =>
  holders.filter((holder) => openAs(harbour, reportId, holder) !== undefined)

/** Returns the text of a report as whoever holds it opens it. @throws Error when nobody can */
export const textOf = (harbour: HarbourInMemory, { reportId }: Named): string => {
  const text = holders.map((holder) => openAs(harbour, reportId, holder)).find((opened) => opened !== undefined)
  if (text === undefined) throw new Error('nobody can open the report')
  return text
}

/**
 * Returns the additions and notes of a report by their id, as whoever holds each opens it.
 *
 * @throws Error when one cannot be opened
 */
export const supplementTextsOf = (harbour: HarbourInMemory, { reportId }: Named): Readonly<Record<string, string>> => {
  const texts = supplementsOf(harbour.reportOf(reportId)).map(([id, { at, desk, wrappedKey }]) => {
    const sealed = harbour.reports.texts.get(`${reportId}/${id}`)
    if (sealed === undefined) throw new Error(`supplement ${id} has no sealed text`)
    return [id, harbour.key.open(desk, { reportId, receivedAt: at, label: id }, wrappedKey, sealed)] as const
  })
  return Object.fromEntries(texts)
}

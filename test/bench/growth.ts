import { randomBytes } from 'node:crypto'
import { createDueReports } from '../../shared/adapters/dynamo-due-reports.ts'
import { createReportAcceptance, createReportStore } from '../../shared/adapters/dynamo-reports.ts'
import { createSealedTexts } from '../../shared/adapters/dynamo-sealed-texts.ts'
import { sealText } from '../../shared/adapters/envelope.ts'
import { markAlerted } from '../../shared/domain/alert-changes.ts'
import { decideDue } from '../../shared/domain/due-change.ts'
import { acknowledge, addNote } from '../../shared/domain/officer-changes.ts'
import type { ReportIn, Supplement } from '../../shared/domain/report.ts'
import { decideRoute } from '../../shared/domain/route.ts'
import { markRouted } from '../../shared/domain/routing-changes.ts'
import { startDynalite, tableAt } from '../contracts/engines.ts'
import { newReport } from '../contracts/reports.ts'
import { fullSubmission } from '../kit/submissions.ts'
import { createReportTable, meterUnits } from './report-table.ts'

const startMeteredTable = async () => {
  const engine = await startDynalite()
  await createReportTable(engine.url)
  const table = tableAt(engine.url)
  const meter = meterUnits(table.dynamo)
  const reports = { ...createReportAcceptance(table), ...createReportStore(table), ...createDueReports(table) }
  return { reports, texts: createSealedTexts(table), meter, stop: engine.stop }
}

type Metered = Awaited<ReturnType<typeof startMeteredTable>>

const binding = { reportId: '7F3K9QWX2M4C', receivedAt: '2026-11-24T12:00:00.000Z', label: 'report' }
const sealed = sealText(randomBytes(32), binding, JSON.stringify(fullSubmission))

const start = Date.parse('2026-11-24T12:00:00.000Z')
const minute = (count: number) => new Date(start + count * 60_000)

/** One report through accepting, routing and alerting: what each of the functions reads and writes. */
const passOne = async ({ reports, texts }: Metered): Promise<ReportIn<'alerted'>> => {
  const fresh = newReport()
  const { reportId } = fresh.report
  await texts.put(reportId, fresh.report.textId, sealed)
  await reports.accept(fresh)
  const received = (await reports.find(reportId)) as ReportIn<'received'>
  await reports.update(
    received,
    markRouted(
      received,
      { decision: decideRoute(received.facts), keys: { wrappedKey: randomBytes(184), supplements: {}, shelves: [] } },
      minute(1),
    ),
  )
  const routed = (await reports.find(reportId)) as ReportIn<'routed'>
  await reports.update(routed, markAlerted(routed, minute(2)))
  return (await reports.find(reportId)) as ReportIn<'alerted'>
}

const metered = async ({ meter }: Metered, work: () => Promise<unknown>): Promise<number> => {
  const before = meter.units
  await work()
  return meter.units - before
}

const sample = 20

/** DynamoDB units that one report costs, with so many reports in the table before it. */
export const unitsByReports = async (count: number): Promise<number> => {
  const table = await startMeteredTable()
  for (let index = 0; index < count; index += 1) await passOne(table)
  const units = await metered(table, async () => {
    for (let index = 0; index < sample; index += 1) await passOne(table)
  })
  await table.stop()
  return units / sample
}

/** DynamoDB units that driving one due report on costs, with so many open reports in the due index that are not due. */
export const unitsByOpen = async (count: number): Promise<number> => {
  const table = await startMeteredTable()
  for (let index = 0; index < count; index += 1) {
    const report = await passOne(table)
    await table.reports.update(report, acknowledge(report, { who: 'officer-1', now: minute(3) }))
  }
  for (let index = 0; index < sample; index += 1) await passOne(table)
  const now = minute(600)
  const units = await metered(table, async () => {
    for (const { reportId } of await table.reports.findDue(now, 1000)) {
      const report = await table.reports.find(reportId)
      const due = report && decideDue(report, now)
      if (report !== undefined && due !== undefined) await table.reports.update(report, due.change)
    }
  })
  await table.stop()
  return units / sample
}

/** DynamoDB units that one more step costs a report with so many log entries. */
export const unitsByLogEntries = async (count: number): Promise<number> => {
  const table = await startMeteredTable()
  let report = await passOne(table)
  const note: Supplement = {
    kind: 'note',
    at: minute(3).toISOString(),
    wrappedKey: randomBytes(184),
    desk: report.desk,
  }
  const step = async () => {
    await table.texts.put(report.reportId, `n${report.seq}`, sealed)
    await table.reports.update(report, addNote(report, { noteId: 'n1', note }, { who: 'officer-1', now: minute(3) }))
    report = (await table.reports.find(report.reportId)) as ReportIn<'alerted'>
  }
  while (report.seq < count) await step()
  const units = await metered(table, async () => {
    for (let index = 0; index < sample; index += 1) await step()
  })
  await table.stop()
  return units / sample
}

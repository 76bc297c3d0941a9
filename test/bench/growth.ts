import { randomBytes } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { localClient, localEnvironment } from '../../infra/local/local-client.ts'
import { createDynamoCalls, type DynamoCalls } from '../../shared/adapters/aws-calls.ts'
import { createDueReports } from '../../shared/adapters/dynamo-due-reports.ts'
import { createReportAcceptance, createReportStore } from '../../shared/adapters/dynamo-reports.ts'
import { createSealedTexts } from '../../shared/adapters/dynamo-sealed-texts.ts'
import { sealText } from '../../shared/adapters/envelope.ts'
import { decideDue } from '../../shared/domain/due-step.ts'
import { acknowledge, addNote } from '../../shared/domain/officer-steps.ts'
import type { Part, ReportIn } from '../../shared/domain/report.ts'
import { decideRoute } from '../../shared/domain/route.ts'
import { markAlerted, markRouted } from '../../shared/domain/steps.ts'
import { fullSubmission } from '../kit/submissions.ts'
import { startDynalite } from '../contracts/engines.ts'
import { newReport } from '../contracts/reports.ts'
import { createReportTable } from './report-table.ts'

/** What DynamoDB says that its calls cost, in capacity units of both kinds together. */
interface Meter {
  units: number
}

type AnyCall = (
  operation: string,
  input: object,
) => Promise<{ readonly ConsumedCapacity?: { readonly CapacityUnits?: number } }>

const startMeteredTable = async () => {
  const engine = await startDynalite()
  await createReportTable(new DynamoDBClient(localClient(engine.url)))
  const meter: Meter = { units: 0 }
  const call = createDynamoCalls(localEnvironment(engine.url)) as AnyCall
  const metered: AnyCall = async (operation, input) => {
    const answer = await call(operation, { ...input, ReturnConsumedCapacity: 'TOTAL' })
    meter.units += answer.ConsumedCapacity?.CapacityUnits ?? 0
    return answer
  }
  const table = { dynamo: metered as DynamoCalls, table: 'Reports' }
  const reports = { ...createReportAcceptance(table), ...createReportStore(table), ...createDueReports(table) }
  return { reports, texts: createSealedTexts(table), meter, stop: engine.stop }
}

type Metered = Awaited<ReturnType<typeof startMeteredTable>>

const binding = { reportId: '7F3K9QWX2M4C', receivedAt: '2026-11-24T12:00:00.000Z', part: 'report' }
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
    markRouted(received, decideRoute(received.facts), { wrappedKey: randomBytes(184), parts: {} }, minute(1)),
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
    await table.reports.update(report, acknowledge(report, { officer: 'officer-1', now: minute(3) }))
  }
  for (let index = 0; index < sample; index += 1) await passOne(table)
  const now = minute(600)
  const units = await metered(table, async () => {
    for (const { reportId } of await table.reports.findDue(now, 1000)) {
      const report = await table.reports.find(reportId)
      const due = report && decideDue(report, now)
      if (report !== undefined && due !== undefined) await table.reports.update(report, due.step)
    }
  })
  await table.stop()
  return units / sample
}

/** DynamoDB units that one more step costs a report with so many log entries. */
export const unitsByLogEntries = async (count: number): Promise<number> => {
  const table = await startMeteredTable()
  let report = await passOne(table)
  const note: Part = { kind: 'note', at: minute(3).toISOString(), wrappedKey: randomBytes(184), desk: report.desk }
  const step = async () => {
    await table.texts.put(report.reportId, `n${report.seq}`, sealed)
    await table.reports.update(report, addNote(report, 'n1', note, { officer: 'officer-1', now: minute(3) }))
    report = (await table.reports.find(report.reportId)) as ReportIn<'alerted'>
  }
  while (report.seq < count) await step()
  const units = await metered(table, async () => {
    for (let index = 0; index < sample; index += 1) await step()
  })
  await table.stop()
  return units / sample
}

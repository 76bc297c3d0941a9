import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createDynamoDb, triedOnce } from '../../shared/adapters/aws-clients.ts'
import { createReportAcceptance, createReportStore } from '../../shared/adapters/dynamo-reports.ts'
import { createSealedTexts } from '../../shared/adapters/dynamo-sealed-texts.ts'
import { sealText } from '../../shared/adapters/envelope.ts'
import { fromItem } from '../../shared/adapters/report-item.ts'
import type { ReportIn, Supplement } from '../../shared/domain/report.ts'
import { addAddition } from '../../shared/domain/reporter-changes.ts'
import { decideRoute } from '../../shared/domain/route.ts'
import { markRouted } from '../../shared/domain/routing-changes.ts'
import { eraseWithdrawn } from '../../shared/domain/withdrawal-changes.ts'
import type { ReportAcceptance, ReportStore } from '../../shared/ports/report-store.ts'
import { createReportTable } from '../bench/report-table.ts'
import { type Engine, startDynalite, tableAt } from '../contracts/engines.ts'
import { newReport } from '../contracts/reports.ts'
import { answer, useScriptedAws } from './scripted-aws.ts'

describe('erasing in DynamoDB', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await startDynalite()
    await createReportTable(engine.url)
  })
  afterAll(() => engine.stop())

  const later = new Date('2026-11-24T12:05:00.000Z')
  const { received: removals, answers, client } = useScriptedAws()

  /** A store that asks another server to erase texts, and the names of the errors that it had from there. */
  const createWithEraser = () => {
    const table = { ...tableAt(engine.url), dynamoOnce: createDynamoDb({ ...client(), ...triedOnce }) }
    const failures: unknown[] = []
    table.dynamoOnce.middlewareStack.add(
      (next) => (args) =>
        next(args).catch((error: unknown) => {
          failures.push(error instanceof Error ? error.name : error)
          throw error
        }),
      { step: 'initialize' },
    )
    return { failures, reports: { ...createReportAcceptance(table), ...createReportStore(table) } }
  }

  const routed = async (reports: ReportStore, reportId: string): Promise<ReportIn<'routed'>> => {
    const received = (await reports.find(reportId)) as ReportIn<'received'>
    const decision = decideRoute(received.facts)
    const { wrappedKey } = received
    await reports.update(
      received,
      markRouted(received, { decision, keys: { wrappedKey, supplements: {}, shelves: [] } }, later),
    )
    return (await reports.find(reportId)) as ReportIn<'routed'>
  }

  /** A routed report with one addition. */
  const accepted = async (reports: ReportAcceptance & ReportStore): Promise<ReportIn<'routed'>> => {
    const { report, ...rest } = newReport()
    await reports.accept({ report, ...rest })
    const part: Supplement = { kind: 'addition', at: report.receivedAt, wrappedKey: Buffer.of(1), desk: 'unrouted' }
    const received = await routed(reports, report.reportId)
    await reports.update(received, addAddition(received, { additionId: 'p1', addition: part }, later))
    return (await reports.find(report.reportId)) as ReportIn<'routed'>
  }

  it('an erasing change is stored though its texts could not be deleted, and the first failure ends the deleting', async () => {
    const { reports, failures } = createWithEraser()
    const report = await accepted(reports)
    answers.push(answer(500, '{"__type":"InternalServerError"}'))
    expect(await reports.update(report, eraseWithdrawn(report, later))).toBe('stored')
    expect((await reports.find(report.reportId))?.state).toBe('withdrawn')
    expect(removals.map(({ body }) => JSON.parse(body))).toEqual([
      expect.objectContaining({ UpdateExpression: 'REMOVE sealed' }),
    ])
    expect(failures).toEqual(['InternalServerError'])
  })

  it('an erasing change is stored though deleting its texts lasts, and two seconds end the deleting', async () => {
    const { reports, failures } = createWithEraser()
    const report = await accepted(reports)
    const giving = new AbortController()
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(giving.signal)
    answers.push(() => giving.abort())
    expect(await reports.update(report, eraseWithdrawn(report, later))).toBe('stored')
    expect(timeout.mock.calls).toEqual([[2000]])
    expect(failures).toEqual(['AbortError'])
  })

  it('the texts are deleted when the change comes again, for the process may have died before it did', async () => {
    const table = tableAt(engine.url)
    const texts = createSealedTexts(table)
    const { reports } = createWithEraser()
    answers.push(answer(500, ''))
    const fresh = newReport()
    const { reportId, textId } = fresh.report
    await texts.put(reportId, textId, sealText(randomBytes(32), { reportId, receivedAt: '', label: 'report' }, 'text'))
    await reports.accept(fresh)
    const received = await routed(reports, reportId)
    expect(await reports.update(received, eraseWithdrawn(received, later))).toBe('stored')
    expect(await texts.findSealed(reportId, textId)).toBeDefined()
    expect(await createReportStore(table).update(received, eraseWithdrawn(received, later))).toBe('stored')
    expect(await texts.findSealed(reportId, textId)).toBeUndefined()
  })
})

describe('a stored report', () => {
  const { report } = newReport()
  const read = { ...report, seq: 1, hash: 'a'.repeat(64) }
  const item = { v: 1, ...read }

  it('a report is read as it was stored', () => {
    expect(fromItem(item)).toEqual(read)
  })

  it.each(['textId', 'wrappedKey', 'dueAt', 'receivedAt', 'facts', 'seq', 'hash'])(
    'a stored report without its %s is refused by that name',
    (field) => {
      expect(() => fromItem({ ...item, [field]: undefined })).toThrow(
        `stored report in state received has no valid ${field}`,
      )
    },
  )
})

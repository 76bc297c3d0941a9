import { randomBytes } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localClient, localEnvironment } from '../../infra/local/machine/local-client.ts'
import { createDynamoCalls, type DynamoCalls } from '../../shared/adapters/aws-calls.ts'
import { createReportAcceptance, createReportStore } from '../../shared/adapters/dynamo-reports.ts'
import { createSealedTexts } from '../../shared/adapters/dynamo-sealed-texts.ts'
import { sealText } from '../../shared/adapters/envelope.ts'
import { fromItem } from '../../shared/adapters/report-item.ts'
import type { Part, ReportIn } from '../../shared/domain/report.ts'
import { addAddition, withdraw } from '../../shared/domain/reporter-steps.ts'
import { createReportTable } from '../bench/report-table.ts'
import { type Engine, startDynalite } from '../contracts/engines.ts'
import { newReport } from '../contracts/reports.ts'

describe('erasing in DynamoDB', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await startDynalite()
    await createReportTable(new DynamoDBClient(localClient(engine.url)))
  })
  afterAll(() => engine.stop())

  const later = new Date('2026-11-24T12:05:00.000Z')
  const isRemoval = (input: object) =>
    'UpdateExpression' in input && String(input.UpdateExpression).startsWith('REMOVE')

  /** A store whose engine does not take texts away, and how it was asked to. */
  const createFailing = () => {
    const call = createDynamoCalls(localEnvironment(engine.url)) as (name: string, input: object) => Promise<unknown>
    const removals: unknown[] = []
    const failing = async (name: string, input: object, options?: object) => {
      if (!isRemoval(input)) return call(name, input)
      removals.push(options)
      throw new Error('DynamoDB is down')
    }
    const table = { dynamo: failing as DynamoCalls, table: 'Reports' }
    return { removals, reports: { ...createReportAcceptance(table), ...createReportStore(table) } }
  }

  it('is stored though the texts could not be taken away, and asks no further after the first that failed', async () => {
    const { removals, reports } = createFailing()
    const { report, ...rest } = newReport()
    await reports.accept({ report, ...rest })
    const part: Part = { kind: 'addition', at: report.receivedAt, wrappedKey: Buffer.of(1), desk: 'unrouted' }
    const received = (await reports.find(report.reportId)) as ReportIn<'received'>
    await reports.update(received, addAddition(received, 'p1', part, later))
    const added = (await reports.find(report.reportId)) as ReportIn<'received'>
    expect(await reports.update(added, withdraw(added, later))).toBe('stored')
    expect((await reports.find(report.reportId))?.state).toBe('withdrawn')
    expect(removals).toEqual([{ onceUntil: expect.any(AbortSignal) }])
  })

  it('takes the texts away when the step comes again, for the process may have died before it did', async () => {
    const table = { dynamo: createDynamoCalls(localEnvironment(engine.url)), table: 'Reports' }
    const texts = createSealedTexts(table)
    const { reports } = createFailing()
    const fresh = newReport()
    const { reportId, textId } = fresh.report
    await texts.put(reportId, textId, sealText(randomBytes(32), { reportId, receivedAt: '', part: 'report' }, 'text'))
    await reports.accept(fresh)
    const received = (await reports.find(reportId)) as ReportIn<'received'>
    expect(await reports.update(received, withdraw(received, later))).toBe('stored')
    expect(await texts.findSealed(reportId, textId)).toBeDefined()
    expect(await createReportStore(table).update(received, withdraw(received, later))).toBe('stored')
    expect(await texts.findSealed(reportId, textId)).toBeUndefined()
  })
})

describe('a stored report', () => {
  const { report } = newReport()
  const item = { ...report, seq: 1, hash: 'a'.repeat(64) }

  it('is read as it was stored', () => {
    expect(fromItem(item)).toEqual(item)
  })

  it.each(['textId', 'wrappedKey', 'dueAt', 'receivedAt', 'facts', 'seq', 'hash'])(
    'is none without its %s, which is named',
    (field) => {
      expect(() => fromItem({ ...item, [field]: undefined })).toThrow(
        `stored report in state received has no valid ${field}`,
      )
    },
  )
})

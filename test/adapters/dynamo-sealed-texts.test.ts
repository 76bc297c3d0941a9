import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSealedTexts } from '../../shared/adapters/dynamo-sealed-texts.ts'
import { sealText } from '../../shared/adapters/envelope.ts'
import { createReporterCredentials, newTextId } from '../../shared/adapters/reporter-credentials.ts'
import { createReportTable, meterUnits } from '../bench/report-table.ts'
import { type Engine, startDynalite, tableAt } from '../contracts/engines.ts'

describe('a sealed text in its item', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await startDynalite()
    await createReportTable(engine.url)
  })
  afterAll(() => engine.stop())

  /** What DynamoDB bills for putting a text of so many bytes. */
  const unitsOf = async (bytes: number): Promise<number> => {
    const table = tableAt(engine.url)
    const meter = meterUnits(table.dynamo)
    const texts = createSealedTexts(table)
    const credentials = createReporterCredentials()
    const { reportId } = credentials.derive(credentials.newKey(), 0)
    const binding = { reportId, receivedAt: new Date().toISOString(), label: 'report' }
    await texts.put(reportId, newTextId(), sealText(randomBytes(32), binding, 'x'.repeat(bytes)))
    return meter.units
  }

  it.each([
    [0, 1],
    [828, 1],
    [829, 2],
    [1852, 2],
    [1853, 4],
    [20_000, 32],
  ])('of %d bytes fills the %d KiB that DynamoDB bills, and not a byte of the next', async (bytes, units) => {
    expect(await unitsOf(bytes)).toBe(units)
  })
})

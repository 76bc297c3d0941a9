import { describe, expect, it } from 'vitest'
import { policy } from '../../shared/domain/policy.ts'
import { given, opening, pass } from '../kit/given.ts'
import { happenedSince, markOf, nothingHappened } from '../kit/happenings.ts'
import type { HarbourInMemory } from '../kit/harbour.ts'
import { fife, leith } from '../kit/officers.ts'

interface Page {
  readonly supplements: ReadonlyArray<{ readonly kind: string; readonly text?: string }>
  readonly earlier?: string
}

type GivenReport = Awaited<ReturnType<typeof given.readReport>>['report']

const many = 2000
const numbered = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `addition ${index}.`)

const addAll = async (harbour: HarbourInMemory, report: GivenReport, texts: readonly string[]): Promise<void> => {
  for (const [index, text] of texts.entries()) {
    harbour.advance(0.01)
    expect(await report.add(text)).toMatchObject({ status: 202 })
    if (index % 70 === 69) await harbour.deliver()
  }
  await harbour.deliver()
}

/** Opens every page of a report, and returns the texts of its additions, oldest first. */
const readAll = async (report: GivenReport, officer: typeof leith) => {
  const texts: Array<string | undefined> = []
  let before: string | undefined
  let largest = 0
  do {
    const reply = await report.act(officer, 'opening', before === undefined ? opening : { ...opening, before })
    expect(reply.status).toBe(200)
    const page = reply.body as Page
    largest = Math.max(largest, JSON.stringify(JSON.stringify(page)).length)
    texts.unshift(...page.supplements.flatMap(({ kind, text }) => (kind === 'addition' ? [text] : [])))
    before = page.earlier
  } while (before !== undefined)
  return { texts, largest }
}

describe('a report that is added to without end', () => {
  it('refuses none of 2,000 additions, and its desk reads each, once', async () => {
    const { harbour, report } = await given.acknowledgedReport({ by: leith })
    await addAll(harbour, report, numbered(many))
    const isUnread = () => 'unreadSince' in harbour.reportOf(report.reportId)
    expect(isUnread()).toBe(true)
    expect((await report.act(leith, 'closing', { outcome: 'advice-given' })).status).toBe(409)
    expect((await readAll(report, leith)).texts).toEqual(numbered(many))
    expect(isUnread()).toBe(false)
    expect((await report.act(leith, 'closing', { outcome: 'advice-given' })).status).toBe(200)
  })

  it('is handed over whole: the other desk reads every addition, and the first none', async () => {
    const { harbour, report } = await given.readReport({ by: leith })
    const texts = numbered(350)
    await addAll(harbour, report, texts)
    const handover = { desk: 'division-p', reason: 'lives-elsewhere' }
    expect((await report.act(leith, 'reroute', handover)).status).toBe(200)
    await harbour.deliver()
    expect((await report.act(leith, 'opening', opening)).status).toBe(404)
    expect((await readAll(report, fife)).texts).toEqual(texts)
    await pass(harbour, policy.sweepMinutes)
    const copies = [...harbour.reports.copies.values()].flatMap((copy) => Object.values(copy))
    expect(new Set(copies.map(({ desk }) => desk))).toEqual(new Set(['division-p']))
  })

  it('leaves no key and no text once it is erased', async () => {
    const { harbour, report } = await given.readReport({ by: leith })
    await addAll(harbour, report, numbered(350))
    await readAll(report, leith)
    expect((await report.act(leith, 'closing', { outcome: 'advice-given' })).status).toBe(200)
    await pass(harbour, policy.retentionMinutes)
    expect(harbour.stateOf(report)).toBe('erased')
    await pass(harbour, policy.sweepMinutes)
    expect([harbour.reports.copies.size, harbour.reports.texts.size]).toEqual([0, 0])
    expect('dueAt' in harbour.reportOf(report.reportId)).toBe(false)
  })

  it('knows an addition that is on a shelf when it is sent again, and another text under the same key', async () => {
    const { harbour, report } = await given.acknowledgedReport({ by: leith })
    const key = '5f0c1b1e-6f52-4a1e-9d3f-0d1f5a9a7c11'
    const first = await report.with({ key }).add('sent twice')
    await addAll(harbour, report, numbered(policy.heldSupplements + policy.shelfSupplements))
    const mark = markOf(harbour)
    expect(await report.with({ key }).add('sent twice')).toMatchObject({ status: 202, body: first.body })
    expect(happenedSince(harbour, mark).changes).toEqual([])
    expect((await report.with({ key }).add('another text')).status).toBe(202)
    await harbour.deliver()
    const { texts } = await readAll(report, leith)
    expect(texts.filter((text) => text === 'sent twice')).toHaveLength(1)
    expect(texts).toContain('another text')
  })

  it('is opened by pages that fit the answer of a Lambda function, however long its additions are', async () => {
    const { harbour, report } = await given.acknowledgedReport({ by: leith })
    const long = numbered(60).map((text) => text + '"'.repeat(30_000))
    await addAll(harbour, report, long)
    const { texts, largest } = await readAll(report, leith)
    expect(texts).toEqual(long)
    // AWS Lambda quotas: a synchronous answer has 6 MB.
    expect(largest).toBeLessThan(6 * 1024 * 1024)
  })

  it('takes as many notes as officers write', async () => {
    const { harbour, report } = await given.acknowledgedReport({ by: leith })
    for (let count = 0; count < 250; count += 1) {
      harbour.advance(0.01)
      expect((await report.act(leith, 'notes', { text: `note ${count}` })).status).toBe(200)
    }
    expect((await report.act(leith, 'opening', opening)).status).toBe(200)
  })

  it('a page before an addition that the report does not have is refused, and no reading is logged', async () => {
    const { harbour, report } = await given.acknowledgedReport({ by: leith })
    const mark = markOf(harbour)
    const reply = await report.act(leith, 'opening', { ...opening, before: 'toString' })
    expect(reply).toMatchObject({ status: 400, body: { problems: [{ pointer: '/before' }] } })
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  })
})

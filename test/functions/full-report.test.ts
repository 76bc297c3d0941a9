import { describe, expect, it } from 'vitest'
import { policy } from '../../shared/domain/policy.ts'
import { type Given, given, opening, pass } from '../kit/given.ts'
import { happenedSince, markOf, nothingHappened } from '../kit/happenings.ts'
import { fife, leith, type OnDuty } from '../kit/officers.ts'

interface Page {
  readonly supplements: ReadonlyArray<{ readonly kind: string; readonly text?: string }>
  readonly earlier?: string
}

/** Opens page by page. Returns the texts of additions, oldest first, and how many pages they were on. */
const readAll = async ({ report }: Given, by: OnDuty) => {
  const texts: Array<string | undefined> = []
  let before: string | undefined
  let pages = 0
  do {
    const reply = await report.act(by, 'opening', before === undefined ? opening : { ...opening, before })
    expect(reply.status).toBe(200)
    expect(Buffer.byteLength(JSON.stringify({ body: JSON.stringify(reply.body) }))).toBeLessThan(6 * 1024 * 1024)
    const page = reply.body as Page
    texts.unshift(...page.supplements.filter(({ kind }) => kind === 'addition').map(({ text }) => text))
    before = page.earlier
    pages += 1
  } while (before !== undefined)
  return { texts, pages }
}

const addMany = async ({ harbour, report }: Given, count: number, text = (index: number) => `addition ${index}.`) => {
  for (let index = 0; index < count; index += 1) {
    harbour.advance(0.001)
    expect((await report.add(text(index))).status).toBe(202)
    if (index % 50 === 49) await harbour.route(report.reportId)
  }
  await harbour.route(report.reportId)
}

const copiesOf = ({ harbour }: Given) => [...harbour.reports.copies.keys()]

describe('a report with more additions than its item holds', () => {
  it('2,000 additions are taken, read, handed over, read by the other desk, closed and erased: no key is left', async () => {
    const begun = await given.readReport()
    const { harbour, report } = begun
    await addMany(begun, 2000)
    const wanted = Array.from({ length: 2000 }, (_, index) => `addition ${index}.`)
    expect((await report.act(leith, 'closing', { outcome: 'advice-given' })).status).toBe(409)
    const read = await readAll(begun, leith)
    expect(read.texts).toEqual(wanted)
    expect(read.pages).toBeLessThan(5)
    expect('unreadSince' in harbour.reportOf(report.reportId)).toBe(false)

    const old = new Set(copiesOf(begun))
    expect((await report.act(leith, 'reroute', { desk: 'division-p', reason: 'wrong-desk' })).status).toBe(200)
    await pass(harbour, policy.sweepMinutes)
    expect(copiesOf(begun).filter((name) => old.has(name))).toEqual([])
    expect((await report.act(fife, 'acknowledgement')).status).toBe(200)
    expect((await readAll(begun, fife)).texts).toEqual(wanted)
    expect((await report.act(fife, 'closing', { outcome: 'advice-given' })).status).toBe(200)

    await pass(harbour, policy.retentionMinutes)
    await pass(harbour, policy.sweepMinutes)
    expect(harbour.reportOf(report.reportId)).toMatchObject({ state: 'erased' })
    expect(harbour.reportOf(report.reportId)).not.toHaveProperty('dueAt')
    expect([copiesOf(begun), harbour.reports.texts.size]).toEqual([[], 0])
  }, 60_000)

  it('a desk closes what was handed over to it only once it has read every page itself', async () => {
    const begun = await given.readReport()
    const { report } = begun
    await addMany(begun, policy.heldSupplements + 30, (index) => `${index} ${'x'.repeat(19_000)}`)
    await readAll(begun, leith)
    expect((await report.act(leith, 'reroute', { desk: 'division-p', reason: 'wrong-desk' })).status).toBe(200)
    await begun.harbour.deliver()
    await report.act(fife, 'acknowledgement')
    const page = (await report.act(fife, 'opening', opening)).body as Page
    expect(page.earlier).toBeDefined()
    expect((await report.act(fife, 'closing', { outcome: 'advice-given' })).status).toBe(409)
    await readAll(begun, fife)
    expect((await report.act(fife, 'closing', { outcome: 'advice-given' })).status).toBe(200)
  })

  it('an addition that stands on a shelf is not added again by its Idempotency-Key', async () => {
    const begun = await given.readReport()
    const key = '5b0e3ac7-7e1f-4a56-9c7e-0a1f5c2d3e4f'
    const first = await begun.report.with({ key }).add('only once')
    await addMany(begun, policy.heldSupplements + policy.shelfSupplements)
    const { seq } = begun.harbour.reportOf(begun.report.reportId)
    expect(await begun.report.with({ key }).add('only once')).toEqual(first)
    expect(begun.harbour.reportOf(begun.report.reportId).seq).toBe(seq)
    const strict = begun.report.with({ key, prefer: 'handling=strict' })
    expect((await strict.add('another text')).body).toMatchObject({ code: 'key-reused' })
  })

  it('an opening of the longest additions pages before its answer is too long', async () => {
    const begun = await given.readReport()
    await addMany(begun, policy.heldSupplements + 50, (index) => `${index} ${'"'.repeat(30_000)}`)
    const { texts, pages } = await readAll(begun, leith)
    expect(texts.length).toBeGreaterThanOrEqual(policy.heldSupplements + 50)
    expect(new Set(texts).size).toBe(policy.heldSupplements + 50)
    expect(pages).toBeGreaterThan(5)
    expect((await begun.report.act(leith, 'closing', { outcome: 'advice-given' })).status).toBe(200)
  }, 60_000)

  it('a report takes as many notes as officers write', async () => {
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

import { describe, expect, it } from 'vitest'
import { given, opening } from '../../kit/given.ts'
import { happenedSince, markOf, nothingHappened } from '../../kit/happenings.ts'
import { createHarbourInMemory, type HarbourInMemory } from '../../kit/harbour.ts'
import { childProtection, control, fife, leith, type OnDuty, officerOf } from '../../kit/officers.ts'
import { kestrel, withKestrel } from '../../kit/submissions.ts'

const list = (harbour: HarbourInMemory, { token }: OnDuty, query: Record<string, string> = {}) =>
  harbour.duty('GET /duty/reports', '', { token, query })

interface Page {
  readonly reports: ReadonlyArray<{ readonly reportId: string }>
  readonly next?: string
}

/** How many pages are read at most, so that a list without an end fails. */
const mostPages = 10

const pagesOf = async (harbour: HarbourInMemory, officer: OnDuty): Promise<readonly (readonly string[])[]> => {
  const pages: string[][] = []
  let query: Record<string, string> | undefined = {}
  while (query !== undefined && pages.length < mostPages) {
    const { status, body } = await list(harbour, officer, query)
    if (status !== 200) throw new Error(`the desk has no such page: ${status}`)
    const { reports, next } = body as Page
    pages.push(reports.map(({ reportId }) => reportId))
    query = next === undefined ? undefined : { cursor: next }
  }
  return pages
}

describe('the list of a desk', () => {
  it('an officer lists the facts of their desk, and neither changes nor logs anything', async () => {
    const { harbour, report } = await given.alertedReport({ submission: withKestrel(kestrel) })
    const mark = markOf(harbour)
    expect(await list(harbour, childProtection)).toMatchObject({
      status: 200,
      body: { reports: [{ reportId: report.reportId, state: 'alerted', division: 'P' }] },
    })
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  })

  it("a list says when it was read by Harbour's clock, so that no wrong clock of a computer hides what is late", async () => {
    const { harbour } = await given.alertedReport()
    expect(await list(harbour, leith)).toMatchObject({ body: { at: harbour.clock.at.toISOString() } })
  })

  it('an officer who follows `next` meets every report of the desk once, most urgent first', async () => {
    const harbour = createHarbourInMemory()
    const reportIds: string[] = []
    for (let count = 0; count < 5; count += 1) {
      const { report } = await given.alertedReport({ in: harbour })
      reportIds.push(report.reportId)
      harbour.advance(1)
    }
    const [first = '', second = '', third = '', fourth = '', last = ''] = reportIds
    await harbour.duty('POST /duty/reports/{reportId}/grade', last, {
      token: leith.token,
      body: { grade: 'immediate' },
    })
    expect(await pagesOf(harbour, leith)).toEqual([[last, first], [second, third], [fourth]])
  })

  it('duty control lists the facts of any desk, and other officers only those of their own', async () => {
    const { harbour } = await given.alertedReport({ submission: withKestrel(kestrel) })
    const own = await list(harbour, childProtection)
    expect((await list(harbour, control, { desk: 'child-protection' })).body).toEqual(own.body)
    expect((await list(harbour, fife, { desk: 'child-protection' })).status).toBe(404)
    expect(await list(harbour, fife)).toMatchObject({ status: 200, body: { desk: 'division-p', reports: [] } })
  })

  it('an officer of two desks has to name one of them', async () => {
    const { harbour } = await given.alertedReport({ submission: withKestrel(kestrel) })
    const two = officerOf('officer-two', 'division-p', 'child-protection')
    expect((await list(harbour, two)).status).toBe(400)
    const own = await list(harbour, childProtection)
    expect((await list(harbour, two, { desk: 'child-protection' })).body).toEqual(own.body)
  })

  it('a cursor that no page returned, and a question that nobody may ask, are refused with 400', async () => {
    const { harbour } = await given.alertedReport({ submission: withKestrel(kestrel) })
    expect((await list(harbour, childProtection, { cursor: 'AAAA' })).status).toBe(400)
    expect((await list(harbour, childProtection, { stat: 'closed' })).status).toBe(400)
    expect((await list(harbour, childProtection, { state: 'closed' })).body).toMatchObject({ reports: [] })
  })
})

describe('the facts of one report', () => {
  const find = (harbour: HarbourInMemory, { token }: OnDuty, reportId: string) =>
    harbour.duty('GET /duty/reports/{reportId}', reportId, { token })

  it('its desk and duty control are told which desk has a report, and nobody else is', async () => {
    const { harbour, report } = await given.alertedReport({ submission: withKestrel(kestrel) })
    const mark = markOf(harbour)
    const { body, ...found } = await find(harbour, childProtection, report.reportId)
    expect(found.status).toBe(200)
    expect(body).toMatchObject({ reportId: report.reportId, desk: 'child-protection', state: 'alerted' })
    expect((await find(harbour, control, report.reportId)).body).toEqual(body)
    expect((await find(harbour, fife, report.reportId)).status).toBe(404)
    expect((await find(harbour, control, 'ZZZZZZZZZZZZ')).status).toBe(404)
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  })
})

describe('duty control', () => {
  it('duty control sees the facts of every report, and may not open or change one of another desk', async () => {
    const { harbour, report } = await given.alertedReport()
    expect((await report.readLog(control)).status).toBe(200)
    const mark = markOf(harbour)
    for (const [what, body] of [
      ['opening', opening],
      ['acknowledgement', {}],
      ['reroute', { desk: 'duty-control', reason: 'wrong-desk' }],
      ['notes', { text: 'a note of duty control' }],
      ['hold', { held: true }],
    ] as const) {
      expect((await report.act(control, what, body)).status).toBe(403)
    }
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  })

  it('duty control opens a report that is addressed to it', async () => {
    const submission = { age: { now: '45-plus', inImages: '45-plus' } }
    const { report } = await given.alertedReport({ submission })
    expect((await report.act(control, 'opening', opening)).status).toBe(200)
  })
})

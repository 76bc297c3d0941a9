import { describe, expect, it } from 'vitest'
import { policy } from '../../shared/domain/policy.ts'
import { largestSupplementCounts } from '../../shared/domain/report.ts'
import { supplementsOf } from '../../shared/domain/report-states.ts'
import { given, opening } from '../kit/given.ts'
import { happenedSince, markOf, nothingHappened } from '../kit/happenings.ts'
import { leith } from '../kit/officers.ts'
import { withSupplements } from '../kit/reports.ts'
import { adultWhoWrites } from '../kit/submissions.ts'

interface Page {
  readonly supplements: ReadonlyArray<{ readonly text?: string }>
  readonly earlier?: string
}

describe('a report that is as full as it can be', () => {
  it('a report that is full of additions can still be noted, opened page by page, and closed', async () => {
    const { harbour, report } = await given.acknowledgedReport({ by: leith })
    const most = largestSupplementCounts.addition
    for (let count = 0; count < most; count += 1) {
      harbour.advance(1)
      expect((await report.add(`addition ${count}.`)).status).toBe(202)
    }
    await harbour.route(report.reportId)
    expect((await report.add('one more')).status).toBe(409)
    expect((await report.act(leith, 'notes', { text: 'a great many' })).status).toBe(200)
    const texts: Array<string | undefined> = []
    let before: string | undefined
    let pages = 0
    const isUnread = () => 'unreadSince' in harbour.reportOf(report.reportId)
    do {
      expect(isUnread()).toBe(true)
      const reply = await report.act(leith, 'opening', before === undefined ? opening : { ...opening, before })
      const page = reply.body as Page
      expect(page.supplements.length).toBeLessThanOrEqual(policy.openedSupplements)
      texts.unshift(...page.supplements.map(({ text }) => text))
      before = page.earlier
      pages += 1
    } while (before !== undefined)
    expect([pages, isUnread()]).toEqual([6, false])
    const added = texts.filter((text) => text?.startsWith('addition'))
    expect(added).toEqual(Array.from({ length: most }, (_, count) => `addition ${count}.`))
    expect((await report.act(leith, 'closing', { outcome: 'advice-given' })).status).toBe(200)
  })

  it('a page before an addition that the report does not have is refused, and no reading is logged', async () => {
    const { harbour, report } = await given.acknowledgedReport({ by: leith })
    const mark = markOf(harbour)
    const reply = await report.act(leith, 'opening', { ...opening, before: 'toString' })
    expect(reply).toMatchObject({ status: 400, body: { problems: [{ pointer: '/before' }] } })
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  })

  it('a report that is full of notes takes no more, and is opened all the same, without the words of the officer', async () => {
    const { harbour, report } = await given.acknowledgedReport({ by: leith })
    for (let count = 0; count < policy.openedSupplements; count += 1) {
      await report.act(leith, 'notes', { text: `note ${count}` })
    }
    const fillTo = (notes: number) => {
      const found = harbour.reportOf(report.reportId)
      harbour.replace(withSupplements(found, { kind: 'note', count: notes - supplementsOf(found).length }))
    }
    fillTo(largestSupplementCounts.note)
    const refusal = await report.act(leith, 'notes', { text: 'one more' })
    expect(refusal).toMatchObject({ status: 409, body: { detail: expect.stringContaining('can still be opened') } })
    fillTo(largestSupplementCounts.opening)
    const reply = await report.act(leith, 'opening', opening)
    expect(reply).toMatchObject({ status: 200, body: { report: adultWhoWrites, noteKept: false } })
    const [opened, read] = harbour.logOf(report).slice(-2)
    expect(opened).toMatchObject({ what: 'report.opened', facts: { reason: opening.reason, noteKept: false } })
    expect(read?.what).toBe('report.read')
  })
})

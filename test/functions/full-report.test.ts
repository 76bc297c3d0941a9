import { describe, expect, it } from 'vitest'
import { policy } from '../../shared/domain/policy.ts'
import { largestSupplementCounts, type Supplement } from '../../shared/domain/report.ts'
import { adultInLeith } from '../builders/submission.ts'
import { alertedIn, createHarbourInMemory, tokenOf } from './duty.ts'

const leith = tokenOf('officer-leith', 'division-e')
const opening = { reason: 'news-from-reporter', note: 'read what came' }

const taken = async () => {
  const harbour = createHarbourInMemory()
  const { reportId, followUpCode } = await alertedIn(harbour, adultInLeith)
  await harbour.act('acknowledgement', reportId, leith)
  const add = (text: string) => harbour.followUp('additions', reportId, { body: { followUpCode, text } })
  return { harbour, reportId, add }
}

describe('a report that is full of additions', () => {
  it('takes no more of them, and can still be noted, opened page by page, and closed', async () => {
    const { harbour, reportId, add } = await taken()
    for (let count = 0; count < largestSupplementCounts.addition; count += 1) {
      harbour.advance(1)
      expect((await add(`addition ${count}.`)).status).toBe(202)
    }
    await harbour.route(reportId)
    expect((await add('one more')).status).toBe(409)
    expect((await harbour.act('notes', reportId, leith, { text: 'a great many' })).status).toBe(200)
    const texts: Array<string | undefined> = []
    let before: string | undefined
    let pages = 0
    const isUnread = () => 'unreadSince' in harbour.reportOf(reportId)
    do {
      expect(isUnread()).toBe(true)
      const body = before === undefined ? opening : { ...opening, before }
      const reply = await harbour.act('opening', reportId, leith, body)
      const page = reply.body as { parts: ReadonlyArray<{ text?: string }>; earlier?: string }
      expect(page.parts.length).toBeLessThanOrEqual(policy.openedSupplements)
      texts.unshift(...page.parts.map(({ text }) => text))
      before = page.earlier
      pages += 1
    } while (before !== undefined)
    expect([pages, isUnread()]).toEqual([3, false])
    const added = texts.filter((text) => text?.startsWith('addition'))
    expect(added).toEqual(Array.from({ length: largestSupplementCounts.addition }, (_, count) => `addition ${count}.`))
    expect((await harbour.act('closing', reportId, leith, { outcome: 'advice-given' })).status).toBe(200)
  })

  it('refuses a page before a part that it does not have, and logs no reading', async () => {
    const { harbour, reportId } = await taken()
    const { seq } = harbour.reportOf(reportId)
    const reply = await harbour.act('opening', reportId, leith, { ...opening, before: 'toString' })
    expect(reply).toMatchObject({ status: 400, body: { problems: [{ pointer: '/before' }] } })
    expect(harbour.reportOf(reportId).seq).toBe(seq)
  })

  it('has room for openings that notes cannot take, and when that is full it is opened all the same', async () => {
    const { harbour, reportId } = await taken()
    for (let count = 0; count < policy.openedSupplements; count += 1) {
      await harbour.act('notes', reportId, leith, { text: `note ${count}` })
    }
    const report = harbour.reportOf(reportId)
    const newest = 'supplements' in report ? report.supplements : {}
    const old: Supplement = {
      kind: 'note',
      at: '2026-01-01T00:00:00.000Z',
      wrappedKey: new Uint8Array(1),
      desk: 'division-e',
    }
    const fillTo = (count: number) => {
      const older = Array.from({ length: count - policy.openedSupplements }, (_, index) => [`n${index}`, old] as const)
      const supplements = { ...Object.fromEntries(older), ...newest }
      Object.assign(harbour.reports.kept.get(reportId) ?? {}, { report: { ...report, supplements } })
    }
    fillTo(largestSupplementCounts.note)
    const refusal = await harbour.act('notes', reportId, leith, { text: 'more' })
    expect(refusal).toMatchObject({ status: 409, body: { detail: expect.stringContaining('can still be opened') } })
    fillTo(largestSupplementCounts.opening)
    const reply = await harbour.act('opening', reportId, leith, opening)
    expect(reply).toMatchObject({ status: 200, body: { report: adultInLeith, noteKept: false } })
    const [opened, read] = harbour.reports.kept.get(reportId)?.log.slice(-2) ?? []
    expect(opened).toMatchObject({ what: 'report.opened', facts: { reason: opening.reason, noteKept: false } })
    expect(read?.what).toBe('report.read')
  })
})

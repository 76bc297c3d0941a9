import { describe, expect, it } from 'vitest'
import { policy } from '../../shared/domain/policy.ts'
import { largestPartCounts, type Part } from '../../shared/domain/report.ts'
import { adultInLeith } from '../builders/submission.ts'
import { alertedIn, createHarbourInMemory, type HarbourInMemory, tokenOf } from './duty.ts'

const leith = tokenOf('officer-leith', 'division-e')
const opening = { reason: 'news-from-reporter', note: 'read what came' }

/** Lets a minute-by-minute watch run until so many minutes are over, and the queues with it. */
const watchFor = async (harbour: HarbourInMemory, reportId: string, minutes: number) => {
  harbour.advance(minutes)
  await harbour.watch()
  await harbour.route(reportId)
  await harbour.notify(reportId)
}

/** What was published since, as `kind step: audiences`. */
const toldSince = ({ topics }: HarbourInMemory, before: number): readonly string[] => {
  const byAlert = Map.groupBy(topics.published.slice(before), ({ alert }) => `${alert.kind} ${alert.step}`)
  return [...byAlert].map(([alert, told]) => {
    return `${alert}: ${told.map(({ desk, recipients }) => `${desk} ${recipients}`).join(', ')}`
  })
}

const begin = async () => {
  const harbour = createHarbourInMemory()
  const accepted = await alertedIn(harbour, adultInLeith)
  for (const minutes of [policy.firstAlertMinutes.standard, ...policy.escalationMinutes]) {
    await watchFor(harbour, accepted.reportId, minutes)
  }
  await harbour.act('acknowledgement', accepted.reportId, leith)
  const add = (text: string) =>
    harbour.followUp('additions', accepted.reportId, { body: { followUpCode: accepted.followUpCode, text } })
  return { harbour, ...accepted, add, before: harbour.topics.published.length }
}

describe('a report that climbed the whole ladder and was then acknowledged', () => {
  it('and not closed is reminded of every hour, to its desk alone', async () => {
    const { harbour, reportId, before } = await begin()
    await watchFor(harbour, reportId, policy.acknowledgedMinutes)
    await watchFor(harbour, reportId, policy.reminderMinutes)
    await watchFor(harbour, reportId, policy.reminderMinutes - 1)
    expect(toldSince(harbour, before)).toEqual(['reminder 6: division-e duty', 'reminder 7: division-e duty'])
  })

  it('and withdrawn tells its desk alone', async () => {
    const { harbour, reportId, followUpCode, before } = await begin()
    await harbour.followUp('withdrawal', reportId, { body: { followUpCode } })
    await harbour.notify(reportId)
    expect(toldSince(harbour, before)).toEqual(['withdrawal 5: division-e duty'])
  })

  it('and added to tells its desk, and goes wider in the words of an addition until somebody reads it', async () => {
    const { harbour, reportId, before, add } = await begin()
    await add('they wrote again')
    await watchFor(harbour, reportId, 0)
    await watchFor(harbour, reportId, policy.firstAlertMinutes.standard)
    await watchFor(harbour, reportId, policy.escalationMinutes[0])
    expect(toldSince(harbour, before)).toEqual([
      'addition 1: division-e duty',
      'addition 2: division-e duty, duty-control duty',
      'addition 3: division-e duty, duty-control duty, division-e supervisor',
    ])
    expect(harbour.topics.published.at(-1)?.alert.text).toContain('the reporter added to it, read by')
    expect((await harbour.act('opening', reportId, leith, opening)).status).toBe(200)
    const read = harbour.topics.published.length
    await watchFor(harbour, reportId, policy.acknowledgedMinutes - 1)
    expect(toldSince(harbour, read)).toEqual([])
    await watchFor(harbour, reportId, 1)
    expect(toldSince(harbour, read)).toEqual(['reminder 4: division-e duty'])
  })

  it('and added to again and again gives nobody more time', async () => {
    const { harbour, reportId, add } = await begin()
    const minutes = policy.firstAlertMinutes.standard / 4
    for (let round = 0; round < 4; round += 1) {
      await add(`they wrote again, ${round}`)
      await watchFor(harbour, reportId, 0)
      harbour.advance(minutes)
    }
    await harbour.watch()
    expect(harbour.reportOf(reportId)).toMatchObject({ alerting: { kind: 'addition', step: 2 } })
  })

  it('and added to is not closed before somebody reads it, and says so', async () => {
    const { harbour, reportId, add } = await begin()
    await add('they wrote again')
    await watchFor(harbour, reportId, 0)
    const close = () => harbour.act('closing', reportId, leith, { outcome: 'advice-given' })
    expect(await close()).toMatchObject({ status: 409, body: { detail: expect.stringContaining('open this report') } })
    await harbour.act('opening', reportId, leith, opening)
    expect(await close()).toMatchObject({ status: 200, body: { state: 'closed' } })
  })
})

describe('a report that is full of additions', () => {
  it('takes no more of them, and can still be noted, opened page by page, and closed', async () => {
    const { harbour, reportId, add } = await begin()
    for (let count = 0; count < largestPartCounts.addition; count += 1) {
      harbour.advance(1)
      expect((await add(`addition ${count}.`)).status).toBe(202)
    }
    expect((await add('one more')).status).toBe(409)
    await harbour.route(reportId)
    expect((await harbour.act('notes', reportId, leith, { text: 'a great many' })).status).toBe(200)
    const texts: Array<string | undefined> = []
    let before: string | undefined
    let pages = 0
    do {
      const body = before === undefined ? opening : { ...opening, before }
      const reply = await harbour.act('opening', reportId, leith, body)
      const page = reply.body as { parts: ReadonlyArray<{ text?: string }>; earlier?: string }
      expect(page.parts.length).toBeLessThanOrEqual(policy.openedParts)
      texts.unshift(...page.parts.map(({ text }) => text))
      before = page.earlier
      pages += 1
    } while (before !== undefined)
    expect(pages).toBe(3)
    const added = texts.filter((text) => text?.startsWith('addition'))
    expect(added).toEqual(Array.from({ length: largestPartCounts.addition }, (_, count) => `addition ${count}.`))
    expect((await harbour.act('closing', reportId, leith, { outcome: 'advice-given' })).status).toBe(200)
  })

  it('refuses a page before a part that it does not have, and logs no reading', async () => {
    const { harbour, reportId } = await begin()
    const { seq } = harbour.reportOf(reportId)
    const reply = await harbour.act('opening', reportId, leith, { ...opening, before: 'toString' })
    expect(reply).toMatchObject({ status: 400, body: { problems: [{ pointer: '/before' }] } })
    expect(harbour.reportOf(reportId).seq).toBe(seq)
  })

  it('has room for openings that notes cannot take, and at its end says so', async () => {
    const { harbour, reportId } = await begin()
    const report = harbour.reportOf(reportId)
    const note: Part = {
      kind: 'note',
      at: '2026-11-24T12:00:00.000Z',
      wrappedKey: new Uint8Array(1),
      desk: 'division-e',
    }
    const withNotes = (count: number) => {
      const parts = Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, note]))
      Object.assign(harbour.reports.kept.get(reportId) ?? {}, { report: { ...report, parts } })
    }
    withNotes(largestPartCounts.note)
    expect(await harbour.act('notes', reportId, leith, { text: 'more' })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('can still be opened') },
    })
    withNotes(largestPartCounts.opening)
    expect(await harbour.act('opening', reportId, leith, opening)).toMatchObject({ status: 409 })
  })
})

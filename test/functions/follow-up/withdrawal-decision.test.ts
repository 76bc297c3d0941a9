import { describe, expect, it } from 'vitest'
import { policy } from '../../../shared/domain/policy.ts'
import { type Given, type GivenReport, given, opening, pass } from '../../kit/given.ts'
import { alertsSince, changesSince, markOf } from '../../kit/happenings.ts'
import { control, fife, leith } from '../../kit/officers.ts'
import { adultInLeith, withKestrel } from '../../kit/submissions.ts'
import { textOf } from '../../kit/texts.ts'

const keep = { decision: 'keep', reason: 'may-be-coerced' }
const erase = { decision: 'erase', reason: 'reporter-confirmed' }
const day = 24 * 60

const inDanger = () => given.alertedReport({ submission: { ...adultInLeith, danger: { selfHarm: 'plan' } } })
const openedOnce = async () => {
  const begun = await given.alertedReport()
  await begun.report.act(leith, 'opening', opening)
  return begun
}
const held = async () => {
  const begun = await given.alertedReport()
  await begun.report.act(leith, 'hold', { held: true })
  return begun
}
const handedOver = async () => {
  const begun = await given.acknowledgedReport({ by: leith })
  await begun.report.act(leith, 'reroute', { desk: 'division-p', reason: 'lives-elsewhere' })
  return begun
}

describe('withdrawing a report of which an officer must decide', () => {
  it.each<[string, () => Promise<Given>]>([
    ["is a child's", () => given.alertedReport({ submission: withKestrel('kestrel') })],
    ['says that a life may be in danger', inDanger],
    ['was acknowledged', () => given.acknowledgedReport({ by: leith })],
    ['was opened once', openedOnce],
    ['is held', held],
    ['was acknowledged by another desk, which handed it over,', handedOver],
    ['is closed', () => given.closedReport({ by: leith })],
  ])(
    'the text of a report that %s is never erased by itself, and the desk is reminded every day',
    async (_why, begin) => {
      const { harbour, report } = await begin()
      const text = textOf(harbour, report)
      await report.withdraw()
      await pass(harbour, policy.withdrawalMinutes)
      await pass(harbour, 1)
      const mark = markOf(harbour)
      for (let hour = 0; hour < 48; hour += 1) await pass(harbour, 60)
      expect(
        changesSince(harbour, mark).filter((each) => each === 'withdrawal.reminded by watch-deadlines'),
      ).toHaveLength(2)
      expect(textOf(harbour, report)).toBe(text)
    },
  )

  it('an officer who keeps the text says why, the reporter reads that, and nobody is reminded again', async () => {
    const { harbour, report } = await given.readReport({ by: leith })
    await report.withdraw()
    await harbour.deliver()
    const mark = markOf(harbour)
    expect(await report.act(leith, 'withdrawal', keep)).toMatchObject({
      status: 200,
      body: { withdrawalKeptAt: expect.any(String), withdrawalKeptFor: 'may-be-coerced' },
    })
    expect(changesSince(harbour, mark)).toEqual(['withdrawal.refused by officer-leith'])
    const { body } = await report.askStatus()
    expect(body).toMatchObject({ withdrawal: { keptAt: expect.any(String) } })
    expect(JSON.stringify(body)).toMatch(/an officer decided to keep it/)
    expect(JSON.stringify(body)).not.toMatch(/coerced|officer-leith/)
    await pass(harbour, policy.withdrawalMinutes + day)
    expect(alertsSince(harbour, mark).filter((alert) => alert.startsWith('withdrawal'))).toEqual([])
    expect(textOf(harbour, report)).toContain('EH6 6AA')
  })

  it('an officer who erases has read the report, and says why', async () => {
    const { harbour, report } = await given.acknowledgedReport({ by: leith })
    await report.withdraw()
    expect(await report.act(leith, 'withdrawal', erase)).toMatchObject({ status: 409, body: { code: 'not-read' } })
    await report.act(leith, 'opening', opening)
    expect((await report.act(leith, 'withdrawal', { decision: 'erase' })).status).toBe(400)
    expect((await report.act(leith, 'withdrawal', { ...erase, reason: 'may-be-coerced' })).status).toBe(400)
    const mark = markOf(harbour)
    expect(await report.act(leith, 'withdrawal', erase)).toMatchObject({ status: 200, body: { state: 'withdrawn' } })
    expect(changesSince(harbour, mark)).toEqual(['withdrawal.granted by officer-leith'])
    expect(harbour.reports.texts.size).toBe(0)
    const { body } = await report.askStatus()
    expect(JSON.stringify(body)).toMatch(/An officer erased what you wrote, as you asked/)
  })

  it.each<[string, (report: GivenReport) => Promise<unknown>, string]>([
    ['an officer holds', (report) => report.act(leith, 'hold', { held: true }), 'on-hold'],
    ['has an addition that nobody read', (report) => report.add('wait'), 'unread-additions'],
  ])('the text of a report that %s is not erased by a decision either', async (_why, prepare, code) => {
    const { harbour, report } = await given.readReport({ by: leith })
    await report.withdraw()
    await prepare(report)
    expect(await report.act(leith, 'withdrawal', erase)).toMatchObject({ status: 409, body: { code } })
    await harbour.deliver()
    expect(await report.act(leith, 'withdrawal', erase)).toMatchObject({ status: 409, body: { code } })
  })

  it('nothing is decided where nothing was withdrawn, nor by another desk or duty control', async () => {
    const { report } = await given.readReport({ by: leith })
    expect(await report.act(leith, 'withdrawal', keep)).toMatchObject({ status: 409, body: { code: 'not-withdrawn' } })
    await report.withdraw()
    expect((await report.act(fife, 'withdrawal', keep)).status).toBe(404)
    expect((await report.act(control, 'withdrawal', erase)).status).toBe(403)
  })

  it('a report whose withdrawal nobody decided is not closed, so that its desk never loses sight of it', async () => {
    const { report } = await given.readReport({ by: leith })
    await report.withdraw()
    const closing = { outcome: 'advice-given' }
    expect(await report.act(leith, 'closing', closing)).toMatchObject({
      status: 409,
      body: { code: 'withdrawal-undecided' },
    })
    await report.act(leith, 'withdrawal', keep)
    expect((await report.act(leith, 'closing', closing)).status).toBe(200)
  })

  it('a closed report that is withdrawn is erased at its erase date all the same, and until then its desk is reminded', async () => {
    const { harbour, report } = await given.closedReport({ by: leith })
    const mark = markOf(harbour)
    await report.withdraw()
    await pass(harbour, 1)
    expect(alertsSince(harbour, mark)).toEqual(['withdrawal 1: division-e duty'])
    expect(harbour.channels.sent.at(-1)?.text).toContain('act by 12:00 GMT 27 Nov')
    for (let hour = 0; hour < 31 * 24; hour += 1) await pass(harbour, 60)
    expect(harbour.stateOf(report)).toBe('erased')
  })
})

import { describe, expect, it } from 'vitest'
import { policy } from '../../../shared/domain/policy.ts'
import { type Given, type GivenReport, given, opening, pass } from '../../kit/given.ts'
import { alertsSince, changesSince, happenedSince, linesSince, markOf, nothingHappened } from '../../kit/happenings.ts'
import { control, fife, leith } from '../../kit/officers.ts'
import { down } from '../../kit/outage.ts'
import { adultInLeith, withKestrel } from '../../kit/submissions.ts'
import { textOf } from '../../kit/texts.ts'

const undoUntil = '2026-11-27T12:00:00.000Z'
const keep = { decision: 'keep', reason: 'may-be-coerced' }
const erase = { decision: 'erase', reason: 'reporter-confirmed' }
const day = 24 * 60

describe('withdrawing a report that nobody took', () => {
  it('a withdrawal erases nothing for 72 hours, and the desk is notified at once', async () => {
    const { harbour, report } = await given.alertedReport()
    const mark = markOf(harbour)
    expect(await report.withdraw()).toMatchObject({ status: 200, body: { textErased: false, undoUntil } })
    expect(happenedSince(harbour, mark)).toEqual({
      changes: ['withdrawal.requested by reporter'],
      messages: [`division-e ${report.reportId}`],
      alerts: [],
      lines: [{ event: 'withdrawal.requested', reportId: report.reportId }],
    })
    await harbour.deliver()
    expect(alertsSince(harbour, mark)).toEqual(['withdrawal 1: division-e duty'])
    harbour.advance(policy.withdrawalMinutes - 1)
    await harbour.watch()
    expect(textOf(harbour, report)).toContain('EH6 6AA')
  })

  it('the text of an adult whom no officer has dealt with is erased after 72 hours, and the desk reads that nothing is to be done', async () => {
    const { harbour, report } = await given.alertedReport()
    await report.withdraw()
    const mark = markOf(harbour)
    await pass(harbour, policy.withdrawalMinutes)
    expect(changesSince(harbour, mark)).toContain('report.withdrawn by watch-deadlines')
    expect(harbour.stateOf(report)).toBe('withdrawn')
    expect(harbour.reports.texts.size).toBe(0)
    expect(alertsSince(harbour, mark).at(-1)).toBe('withdrawal 1: division-e duty')
    const after = markOf(harbour)
    expect(await report.withdraw()).toMatchObject({ status: 200, body: { textErased: true } })
    expect((await report.undo()).status).toBe(409)
    await pass(harbour, 100_000)
    expect(changesSince(harbour, after)).toEqual([])
  })

  it('a report that is withdrawn again stays as it is, and gets the same answer', async () => {
    const { harbour, report } = await given.alertedReport()
    const first = await report.withdraw()
    harbour.advance(60)
    const mark = markOf(harbour)
    expect(await report.withdraw()).toEqual(first)
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  })

  it('a withdrawal that is undone erases nothing, the desk is notified, and undoing it again changes nothing', async () => {
    const { harbour, report } = await given.alertedReport()
    await report.withdraw()
    await harbour.deliver()
    const mark = markOf(harbour)
    const undone = await report.undo()
    expect(undone).toMatchObject({ status: 200, body: { text: expect.stringMatching(/goes on as before/) } })
    await harbour.deliver()
    expect(alertsSince(harbour, mark)).toEqual(['withdrawal-undone 1: division-e duty'])
    const again = markOf(harbour)
    expect(await report.undo()).toEqual(undone)
    expect(happenedSince(harbour, again)).toEqual(nothingHappened)
    await pass(harbour, policy.withdrawalMinutes * 2)
    expect(textOf(harbour, report)).toContain('EH6 6AA')
  })

  it('an addition after a withdrawal is taken, and keeps the text until an officer decides', async () => {
    const { harbour, report } = await given.alertedReport()
    await report.withdraw()
    expect((await report.add('it was not me who withdrew this')).status).toBe(202)
    await harbour.deliver()
    await pass(harbour, policy.withdrawalMinutes)
    expect(harbour.stateOf(report)).toBe('alerted')
  })

  it('a withdrawal that the table does not take erases nothing', async () => {
    const { harbour, report } = await given.alertedReport()
    const mark = markOf(harbour)
    const ports = { reports: { ...harbour.ports.reports, update: down('DynamoDB') } }
    await expect(report.with({ ports }).withdraw()).rejects.toThrow('DynamoDB is down')
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  })

  it('a withdrawal that the queue does not take is stored and logged, and the desk is notified a minute later', async () => {
    const { harbour, report } = await given.alertedReport()
    const mark = markOf(harbour)
    expect((await report.with({ ports: { deskQueues: { send: down('SQS') } } }).withdraw()).status).toBe(200)
    expect(linesSince(harbour, mark)).toMatchObject([{ event: 'withdrawal.requested' }, { event: 'queue.send-failed' }])
    await pass(harbour, 1)
    expect(alertsSince(harbour, mark)).toEqual(['withdrawal 1: division-e duty'])
  })

  it('the desk is notified of an immediate report before it is notified that the reporter withdraws it', async () => {
    const submission = { ...withKestrel('kestrel'), danger: { inDangerNow: 'yes' } }
    const { harbour, report } = await given.receivedReport({ submission })
    const mark = markOf(harbour)
    await report.withdraw()
    await harbour.deliver()
    expect(alertsSince(harbour, mark)).toEqual(['new 1: child-protection duty'])
    expect(harbour.reportOf(report.reportId)).toHaveProperty('withdrawal')
  })
})

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

describe('somebody who holds the phone of the person who reported', () => {
  const isKept = async ({ harbour, report }: Given) => {
    await harbour.deliver()
    await pass(harbour, policy.withdrawalMinutes + day)
    expect(textOf(harbour, report)).toContain('EH6 6AA')
    expect(harbour.logOf(report).map(({ what }) => what)).toContain('withdrawal.reminded')
  }

  it('does not erase by a second withdrawal what an officer decided to keep', async () => {
    const begun = await given.alertedReport()
    await begun.report.withdraw()
    expect((await begun.report.act(leith, 'withdrawal', keep)).status).toBe(200)
    expect((await begun.report.withdraw()).status).toBe(200)
    await isKept(begun)
  })

  it('does not erase by a second withdrawal what was withdrawn, protested against and taken back', async () => {
    const begun = await given.alertedReport()
    await begun.report.withdraw()
    begun.harbour.advance(1)
    expect((await begun.report.add('it was not me who withdrew this')).status).toBe(202)
    begun.harbour.advance(1)
    await begun.report.undo()
    await begun.report.withdraw()
    await isKept(begun)
  })

  it.each([
    ['a note', 'notes', { text: 'she called: her life is at risk' }],
    ['a grade', 'grade', { grade: 'prompt' }],
    ['a hold that is lifted again', 'hold', { held: false }],
  ] as const)('does not erase what an officer has dealt with by %s', async (_what, act, body) => {
    const begun = await given.alertedReport()
    if (act === 'hold') expect((await begun.report.act(leith, 'hold', { held: true })).status).toBe(200)
    expect((await begun.report.act(leith, act, body)).status).toBe(200)
    await begun.report.withdraw()
    await isKept(begun)
  })

  it('does not hold the ladder by withdrawing and taking back in turn while nobody can be reached', async () => {
    const { harbour, report } = await given.alertedReport()
    await harbour.contacts.put([])
    await pass(harbour, policy.firstAlertMinutes.standard)
    for (let times = 0; times < 20; times += 1) {
      await (times % 2 === 0 ? report.withdraw() : report.undo())
      await pass(harbour, 0.5)
    }
    const rungs = harbour
      .logOf(report)
      .flatMap(({ what, facts }) => (what === 'report.escalated' ? [facts['rung']] : []))
    expect(Math.max(...rungs.map(Number))).toBeGreaterThanOrEqual(policy.audienceFromRung['duty-control-supervisor'])
  })
})

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

describe('finding a report by its reference', () => {
  it('duty control finds which desk has a report, and another desk finds no such report', async () => {
    const { harbour, report } = await given.alertedReport()
    const mark = markOf(harbour)
    expect(await report.find(control)).toMatchObject({ status: 200, body: { desk: 'division-e', state: 'alerted' } })
    expect(await report.find(leith)).toMatchObject({ status: 200 })
    expect((await report.find(fife)).status).toBe(404)
    expect(JSON.stringify((await report.find(control)).body)).not.toContain('EH6')
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  })
})

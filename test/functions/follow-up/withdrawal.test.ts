import { describe, expect, it } from 'vitest'
import { policy } from '../../../shared/domain/policy.ts'
import { type Given, given, pass } from '../../kit/given.ts'
import { alertsSince, changesSince, happenedSince, linesSince, markOf, nothingHappened } from '../../kit/happenings.ts'
import { leith } from '../../kit/officers.ts'
import { down } from '../../kit/outage.ts'
import { withKestrel } from '../../kit/submissions.ts'
import { textOf } from '../../kit/texts.ts'

const undoUntil = '2026-11-27T12:00:00.000Z'
const keep = { decision: 'keep', reason: 'may-be-coerced' }
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

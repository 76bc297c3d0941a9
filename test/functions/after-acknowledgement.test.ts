import { describe, expect, it } from 'vitest'
import { policy } from '../../shared/domain/policy.ts'
import { given, opening, pass } from '../kit/given.ts'
import { alertsSince, markOf } from '../kit/happenings.ts'
import { leith } from '../kit/officers.ts'

const givenTaken = async () => {
  const begun = await given.reportReadAfterEveryRung({ by: leith })
  return { ...begun, taken: markOf(begun.harbour) }
}

describe('alerts of a report that everybody was notified of before an officer read it', () => {
  it('only its own desk is reminded, every hour, of an acknowledged report that is not closed', async () => {
    const { harbour, taken } = await givenTaken()
    await pass(harbour, policy.acknowledgedMinutes)
    await pass(harbour, policy.reminderMinutes)
    await pass(harbour, policy.reminderMinutes - 1)
    expect(alertsSince(harbour, taken)).toEqual(['reminder 6: division-e duty', 'reminder 7: division-e duty'])
  })

  it('only its own desk is notified that the reporter withdraws an acknowledged report', async () => {
    const { harbour, report, taken } = await givenTaken()
    await report.withdraw()
    await harbour.deliver()
    expect(alertsSince(harbour, taken)).toEqual(['withdrawal 5: division-e duty'])
  })

  it('an addition notifies the desk, and one audience more each time, until an officer reads it', async () => {
    const { harbour, report, taken } = await givenTaken()
    await report.add('they wrote again')
    await harbour.deliver()
    await pass(harbour, policy.firstAlertMinutes.standard)
    await pass(harbour, policy.escalationMinutes[0])
    expect(alertsSince(harbour, taken)).toEqual([
      'addition 1: division-e duty',
      'addition 2: division-e duty, duty-control duty',
      'addition 3: division-e duty, duty-control duty, division-e supervisor',
    ])
    expect((await report.act(leith, 'opening', opening)).status).toBe(200)
    const read = markOf(harbour)
    await pass(harbour, policy.acknowledgedMinutes - 1)
    expect(alertsSince(harbour, read)).toEqual([])
    await pass(harbour, 1)
    expect(alertsSince(harbour, read)).toEqual(['reminder 4: division-e duty'])
  })

  it('another addition while the alert of the first still runs notifies the desk alone', async () => {
    const { harbour, report } = await givenTaken()
    await report.add('they wrote again')
    await harbour.deliver()
    await pass(harbour, policy.firstAlertMinutes.standard)
    const mark = markOf(harbour)
    await report.add('and once more')
    await pass(harbour, 1)
    expect(alertsSince(harbour, mark)).toEqual(['addition 2: division-e duty'])
  })

  it('a reporter who adds again and again gives the desk no more time', async () => {
    const { harbour, report } = await givenTaken()
    const minutes = policy.firstAlertMinutes.standard / 4
    for (let round = 0; round < 4; round += 1) {
      await report.add(`they wrote again, ${round}`)
      await harbour.deliver()
      harbour.advance(minutes)
    }
    await harbour.watch()
    expect(harbour.reportOf(report.reportId)).toMatchObject({ alerting: { kind: 'addition', rung: 2 } })
  })

  it('the next audience is notified of an addition in time though its own desk could not be notified', async () => {
    const { harbour, report } = await givenTaken()
    await report.add('they wrote again')
    await harbour.deliver()
    await pass(harbour, policy.firstAlertMinutes.standard)
    await report.add('and once more')
    await harbour.route(report.reportId)
    harbour.advance(policy.escalationMinutes[0])
    const mark = markOf(harbour)
    await harbour.notify(report.reportId)
    expect(alertsSince(harbour, mark)).toEqual([])
    await harbour.watch()
    await harbour.deliver()
    expect(alertsSince(harbour, mark)).toEqual([
      'addition 3: division-e duty, duty-control duty, division-e supervisor',
    ])
  })
})

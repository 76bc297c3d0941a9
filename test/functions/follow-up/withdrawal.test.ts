import { describe, expect, it } from 'vitest'
import { given } from '../../kit/given.ts'
import { alertsSince, changesSince, happenedSince, linesSince, markOf, nothingHappened } from '../../kit/happenings.ts'
import { leith } from '../../kit/officers.ts'
import { down } from '../../kit/outage.ts'
import { adultInLeith, withCanary } from '../../kit/submissions.ts'
import { textOf } from '../../kit/texts.ts'

describe('withdrawing a report that nobody took', () => {
  it('a withdrawal erases the text of a report that nobody took, and its desk is notified', async () => {
    const { harbour, report } = await given.alertedReport()
    const mark = markOf(harbour)
    expect(await report.withdraw()).toMatchObject({ status: 200, body: { textErased: true } })
    expect(happenedSince(harbour, mark)).toEqual({
      changes: ['report.withdrawn by reporter'],
      messages: [`division-e ${report.reportId}`],
      alerts: [],
      lines: [{ event: 'report.withdrawn', reportId: report.reportId }],
    })
    expect(harbour.stateOf(report)).toBe('withdrawn')
    expect(harbour.reports.texts.size).toBe(0)
    await harbour.deliver()
    expect(alertsSince(harbour, mark)).toEqual(['withdrawal 1: division-e duty'])
  })

  it('a report that is withdrawn again stays as it is, gets the same answer, and is never due again', async () => {
    const { harbour, report } = await given.alertedReport()
    const first = await report.withdraw()
    await harbour.deliver()
    const mark = markOf(harbour)
    expect(await report.withdraw()).toEqual(first)
    harbour.advance(100_000)
    await harbour.watch()
    expect(changesSince(harbour, mark)).toEqual([])
  })

  it('a withdrawal that the table does not take erases nothing', async () => {
    const { harbour, report } = await given.alertedReport()
    const mark = markOf(harbour)
    const ports = { reports: { ...harbour.ports.reports, update: down('DynamoDB') } }
    await expect(report.with({ ports }).withdraw()).rejects.toThrow('DynamoDB is down')
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
    expect(textOf(harbour, report)).toContain('EH6 6AA')
  })

  it('a withdrawal that the queue does not take is stored and logged, and the desk is notified a minute later', async () => {
    const { harbour, report } = await given.alertedReport()
    const mark = markOf(harbour)
    expect((await report.with({ ports: { deskQueues: { send: down('SQS') } } }).withdraw()).status).toBe(200)
    expect(linesSince(harbour, mark)).toMatchObject([{ event: 'report.withdrawn' }, { event: 'queue.send-failed' }])
    harbour.advance(1)
    await harbour.watch()
    await harbour.deliver()
    expect(alertsSince(harbour, mark)).toEqual(['withdrawal 1: division-e duty'])
  })
})

describe('withdrawing a report whose text stays', () => {
  it('a withdrawal erases no text where a life may be in danger, and its answer says so', async () => {
    const submission = { ...adultInLeith, danger: { selfHarm: 'plan' } }
    const { harbour, report } = await given.alertedReport({ submission })
    expect(await report.withdraw()).toMatchObject({ status: 200, body: { textErased: false } })
    expect(textOf(harbour, report)).toBe(JSON.stringify(submission))
  })

  it('a withdrawal erases no text where an officer has the report, and the desk is notified once', async () => {
    const { harbour, report } = await given.acknowledgedReport({ by: leith })
    const mark = markOf(harbour)
    const first = await report.withdraw()
    expect(first).toMatchObject({ status: 200, body: { textErased: false } })
    expect(linesSince(harbour, mark)).toEqual([{ event: 'withdrawal.requested', reportId: report.reportId }])
    await harbour.deliver()
    expect(alertsSince(harbour, mark)).toEqual(['withdrawal 1: division-e duty'])
    const again = markOf(harbour)
    expect(await report.withdraw()).toEqual(first)
    expect(happenedSince(harbour, again)).toEqual(nothingHappened)
  })

  it('the desk is notified of an immediate report before it is notified that the reporter withdraws it', async () => {
    const submission = { ...withCanary('canary'), danger: { inDangerNow: 'yes' } }
    const { harbour, report } = await given.receivedReport({ submission })
    const mark = markOf(harbour)
    await report.withdraw()
    await harbour.deliver()
    expect(alertsSince(harbour, mark)).toEqual(['new 1: child-protection duty'])
    expect(harbour.reportOf(report.reportId)).toHaveProperty('withdrawalRequestedAt')
  })
})

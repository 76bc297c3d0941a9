import { expect, it } from 'vitest'
import { policy } from '../../../shared/domain/policy.ts'
import { given, opening, pass } from '../../kit/given.ts'
import { alertsSince, happenedSince, markOf, nothingHappened } from '../../kit/happenings.ts'
import { leith, leithToo } from '../../kit/officers.ts'
import { down } from '../../kit/outage.ts'

it('an officer who acknowledges a report takes it, and nobody is notified', async () => {
  const { harbour, report } = await given.alertedReport()
  const mark = markOf(harbour)
  const reply = await report.act(leith, 'acknowledgement')
  expect(reply).toMatchObject({ status: 200, body: { state: 'acknowledged', acknowledgedBy: 'officer-leith' } })
  expect(happenedSince(harbour, mark)).toEqual({
    ...nothingHappened,
    changes: ['report.acknowledged by officer-leith'],
    lines: [{ event: 'report.acknowledged', officer: 'officer-leith', reportId: report.reportId }],
  })
})

it('nothing escalates after an officer read a report, and a reminder comes in a day', async () => {
  const { harbour } = await given.readReport({ by: leith })
  const mark = markOf(harbour)
  await pass(harbour, policy.firstAlertMinutes.standard + 60)
  expect(alertsSince(harbour, mark)).toEqual([])
  await pass(harbour, policy.acknowledgedMinutes)
  expect(alertsSince(harbour, mark)).toEqual(['reminder 2: division-e duty'])
})

it('a report that its officer does not open in time goes one rung wider each time, until somebody reads it', async () => {
  const { harbour, report } = await given.acknowledgedReport({ by: leith })
  const mark = markOf(harbour)
  await pass(harbour, policy.minutesToOpen.standard - 1)
  expect(alertsSince(harbour, mark)).toEqual([])
  await pass(harbour, 1)
  await pass(harbour, policy.escalationMinutes[0])
  expect(alertsSince(harbour, mark)).toEqual([
    'escalation 2: division-e duty, duty-control duty',
    'escalation 3: division-e duty, duty-control duty, division-e supervisor',
  ])
  expect(harbour.stateOf(report)).toBe('acknowledged')
  await report.act(leithToo, 'opening', opening)
  const read = markOf(harbour)
  await pass(harbour, policy.acknowledgedMinutes - 1)
  expect(alertsSince(harbour, read)).toEqual([])
})

it('of two officers who acknowledge at once one takes the report, and the other reads who did', async () => {
  const { harbour, report } = await given.alertedReport()
  const officers = [leith, leithToo]
  const replies = await Promise.all(officers.map((officer) => report.act(officer, 'acknowledgement')))
  expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409])
  const taken = harbour.reportOf(report.reportId)
  const winner = officers.find(({ subject }) => taken.state === 'acknowledged' && taken.officer === subject)
  if (winner === undefined) throw new Error('neither officer has the report')
  expect(JSON.stringify(replies.find(({ status }) => status === 409)?.body)).toContain(winner.subject)
  expect(harbour.logOf(report)).toHaveLength(5)
})

it('an officer who acknowledges a report again changes nothing', async () => {
  const { harbour, report } = await given.acknowledgedReport({ by: leith })
  const mark = markOf(harbour)
  expect((await report.act(leith, 'acknowledgement')).status).toBe(200)
  expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
})

it('a report that is closed cannot be acknowledged', async () => {
  const { harbour, report } = await given.closedReport()
  const mark = markOf(harbour)
  expect((await report.act(leith, 'acknowledgement')).status).toBe(409)
  expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
})

it('an acknowledgement that the table does not take changes nothing and logs no change', async () => {
  const { harbour, report } = await given.alertedReport()
  const mark = markOf(harbour)
  const ports = { reports: { ...harbour.ports.reports, update: down('DynamoDB') } }
  await expect(report.with({ ports }).act(leith, 'acknowledgement')).rejects.toThrow('DynamoDB is down')
  expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
})

import { expect, it } from 'vitest'
import { given } from '../../kit/given.ts'
import { happenedSince, markOf, nothingHappened } from '../../kit/happenings.ts'
import { control, leith } from '../../kit/officers.ts'

it('an officer raises a grade without a reason, and the change is logged', async () => {
  const { harbour, report } = await given.alertedReport()
  const mark = markOf(harbour)
  const reply = await report.act(leith, 'grade', { grade: 'immediate' })
  expect(reply).toMatchObject({ status: 200, body: { grade: 'immediate' } })
  expect(happenedSince(harbour, mark)).toEqual({
    ...nothingHappened,
    changes: ['report.regraded by officer-leith'],
    lines: [{ event: 'report.regraded', officer: 'officer-leith', reportId: report.reportId }],
  })
})

it('a grade that is set again changes nothing', async () => {
  const { harbour, report } = await given.alertedReport()
  await report.act(leith, 'grade', { grade: 'immediate' })
  const mark = markOf(harbour)
  expect((await report.act(leith, 'grade', { grade: 'immediate' })).status).toBe(200)
  expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
})

it('a grade is lowered only with a reason', async () => {
  const { harbour, report } = await given.alertedReport()
  await report.act(leith, 'grade', { grade: 'immediate' })
  const mark = markOf(harbour)
  const refusal = await report.act(leith, 'grade', { grade: 'standard' })
  expect(refusal).toMatchObject({ status: 400, body: { problems: [{ pointer: '/reason' }] } })
  expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  expect((await report.act(leith, 'grade', { grade: 'standard', reason: 'risk-assessed' })).status).toBe(200)
  expect(harbour.reportOf(report.reportId)).toMatchObject({ grade: 'standard' })
})

it('duty control changes the grade of a report of another desk', async () => {
  const { report } = await given.alertedReport()
  expect((await report.act(control, 'grade', { grade: 'immediate' })).status).toBe(200)
})

it('the grade of a closed report cannot be changed', async () => {
  const { report } = await given.closedReport({ by: leith })
  expect((await report.act(leith, 'grade', { grade: 'immediate' })).status).toBe(409)
})

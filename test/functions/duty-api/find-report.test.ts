import { expect, it } from 'vitest'
import { given } from '../../kit/given.ts'
import { happenedSince, markOf, nothingHappened } from '../../kit/happenings.ts'
import { control, fife, leith } from '../../kit/officers.ts'

it('duty control finds which desk has a report, and another desk finds no such report', async () => {
  const { harbour, report } = await given.alertedReport()
  const mark = markOf(harbour)
  expect(await report.find(control)).toMatchObject({ status: 200, body: { desk: 'division-e', state: 'alerted' } })
  expect(await report.find(leith)).toMatchObject({ status: 200 })
  expect((await report.find(fife)).status).toBe(404)
  expect(JSON.stringify((await report.find(control)).body)).not.toContain('EH6')
  expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
})

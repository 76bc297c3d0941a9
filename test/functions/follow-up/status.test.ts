import { expect, it } from 'vitest'
import { given } from '../../kit/given.ts'
import { happenedSince, markOf, nothingHappened } from '../../kit/happenings.ts'
import { leith } from '../../kit/officers.ts'
import { down } from '../../kit/outage.ts'

it('a reporter reads in plain words where the report stands, and never who has it or where', async () => {
  const { harbour, report } = await given.alertedReport()
  expect((await report.askStatus()).body).toMatchObject({ state: 'waiting' })
  await report.act(leith, 'acknowledgement')
  await report.act(leith, 'opening', { reason: 'investigation', note: 'to call back' })
  await report.act(leith, 'closing', { outcome: 'advice-given' })
  const mark = markOf(harbour)
  const { status, body } = await report.askStatus()
  expect([status, body]).toMatchObject([200, { state: 'closed' }])
  const { updates } = body as { readonly updates: ReadonlyArray<{ readonly text: string }> }
  expect(updates.map(({ text }) => text)).toEqual([
    'We received your report.',
    'We assigned your report to the team that deals with it.',
    'We have sent an alert to the team.',
    'An officer has taken your report.',
    'An officer opened your report.',
    'Your report was closed.',
  ])
  expect(JSON.stringify(body)).not.toMatch(/officer-leith|division|investigation|advice-given/)
  expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
})

it('a status that cannot be read fails, and neither changes nor logs anything', async () => {
  const { harbour, report } = await given.alertedReport()
  const mark = markOf(harbour)
  const failing = report.with({ ports: { logs: { findLog: down('DynamoDB') } } })
  await expect(failing.askStatus()).rejects.toThrow('DynamoDB is down')
  expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
})

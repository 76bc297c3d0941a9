import { expect, it } from 'vitest'
import { given } from '../kit/given.ts'
import { happenedSince, linesSince, markOf, nothingHappened } from '../kit/happenings.ts'
import { createHarbourInMemory } from '../kit/harbour.ts'
import { leith } from '../kit/officers.ts'
import { down } from '../kit/outage.ts'
import { supplementTextsOf, textOf, whoOpens } from '../kit/texts.ts'

it('a received report is addressed to its desk alone, and its id is sent to the queue of that desk', async () => {
  const { harbour, report } = await given.receivedReport()
  const text = textOf(harbour, report)
  const mark = markOf(harbour)
  await harbour.route(report.reportId)
  expect(happenedSince(harbour, mark)).toEqual({
    changes: ['report.routed by route-report'],
    messages: [`division-e ${report.reportId}`],
    alerts: [],
    lines: [{ event: 'report.routed', desk: 'division-e', grade: 'standard', division: 'E' }],
  })
  expect(whoOpens(harbour, report)).toEqual(['division-e'])
  expect(textOf(harbour, report)).toBe(text)
})

it('a report for a desk that is no division is logged without a division', async () => {
  const { harbour, report } = await given.receivedReport({ submission: { age: { now: '25-44', inImages: '25-44' } } })
  const mark = markOf(harbour)
  await harbour.route(report.reportId)
  expect(linesSince(harbour, mark)).toEqual([{ event: 'report.routed', desk: 'duty-control', grade: 'standard' }])
})

it('a report that a second message names is not routed again', async () => {
  const { harbour, report } = await given.routedReport()
  const mark = markOf(harbour)
  await harbour.route(report.reportId)
  const lines = [{ event: 'routing.skipped', outcome: 'nothing-to-do' }]
  expect(happenedSince(harbour, mark)).toEqual({ ...nothingHappened, lines })
})

it('a report that twenty messages name at once is routed once', async () => {
  const { harbour, report } = await given.receivedReport()
  await Promise.all(Array.from({ length: 20 }, () => harbour.route(report.reportId)))
  expect(harbour.reportOf(report.reportId).seq).toBe(2)
  // They come at one instant, so the store cannot tell them from retries of one: each repeats the message, harmlessly.
  expect(new Set(harbour.deskQueues.sent.map(([, reportId]) => reportId))).toEqual(new Set([report.reportId]))
})

it('a message that names no report is logged and dropped', async () => {
  const harbour = createHarbourInMemory()
  const mark = markOf(harbour)
  await harbour.route('000000000000')
  const lines = [{ event: 'routing.skipped', outcome: 'not-found' }]
  expect(happenedSince(harbour, mark)).toEqual({ ...nothingHappened, lines })
})

it('an addition to a report that has a desk is addressed to that desk', async () => {
  const { harbour, report } = await given.acknowledgedReport({ by: leith })
  await report.add('they wrote again')
  const mark = markOf(harbour)
  await harbour.route(report.reportId)
  expect(happenedSince(harbour, mark)).toEqual({
    changes: ['addition.routed by route-report'],
    messages: [`division-e ${report.reportId}`],
    alerts: [],
    lines: [{ event: 'addition.routed', desk: 'division-e', grade: 'standard', division: 'E' }],
  })
  expect(Object.values(supplementTextsOf(harbour, report))).toEqual(['they wrote again'])
})

it('a report stays as it is, for the next message, when KMS does not address its key to the desk', async () => {
  const { harbour, report } = await given.receivedReport()
  const mark = markOf(harbour)
  const failed = harbour.route(report.reportId, { envelope: { readdress: down('KMS') } })
  await expect(failed).rejects.toThrow('KMS is down')
  expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  await harbour.route(report.reportId)
  expect(harbour.stateOf(report)).toBe('routed')
})

it('a routed report whose message the desk queue does not take fails, and is sent when it is due', async () => {
  const { harbour, report } = await given.receivedReport()
  const failed = harbour.route(report.reportId, { deskQueues: { send: down('SQS') } })
  await expect(failed).rejects.toThrow('SQS is down')
  expect(harbour.stateOf(report)).toBe('routed')
  expect(harbour.deskQueues.sent).toEqual([])
  harbour.advance(1)
  await harbour.watch()
  expect(harbour.deskQueues.sent).toEqual([['division-e', report.reportId]])
})

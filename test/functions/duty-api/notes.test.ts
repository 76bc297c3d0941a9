import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { given } from '../../kit/given.ts'
import { happenedSince, markOf, nothingHappened } from '../../kit/happenings.ts'
import { leith, leithToo } from '../../kit/officers.ts'
import { down } from '../../kit/outage.ts'
import { supplementTextsOf } from '../../kit/texts.ts'

it('a note is sealed for the desk of the report, and only its change is logged', async () => {
  const { harbour, report } = await given.alertedReport()
  const mark = markOf(harbour)
  const reply = await report.act(leith, 'notes', { text: 'rang the school' })
  expect(reply).toMatchObject({ status: 200, body: { notes: 1 } })
  expect(happenedSince(harbour, mark)).toEqual({
    ...nothingHappened,
    changes: ['note.added by officer-leith'],
    lines: [{ event: 'note.added', officer: 'officer-leith', reportId: report.reportId }],
  })
  expect(Object.values(supplementTextsOf(harbour, report))).toEqual(['rang the school'])
})

it('a note is kept once, however often it is sent under one key', async () => {
  const { harbour, report } = await given.alertedReport()
  const keyed = report.with({ key: randomUUID() })
  await keyed.act(leith, 'notes', { text: 'rang the school' })
  const mark = markOf(harbour)
  expect((await keyed.act(leith, 'notes', { text: 'rang the school' })).body).toMatchObject({ notes: 1 })
  expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
})

it('the notes of two officers under one key are both kept', async () => {
  const { report } = await given.alertedReport()
  const keyed = report.with({ key: randomUUID() })
  await keyed.act(leith, 'notes', { text: 'rang the school' })
  expect((await keyed.act(leithToo, 'notes', { text: 'rang the bank' })).body).toMatchObject({ notes: 2 })
})

it('a note is not kept when KMS returns no key', async () => {
  const { harbour, report } = await given.alertedReport()
  const mark = markOf(harbour)
  const ports = { sealer: { seal: down('KMS') } }
  const noting = report.with({ ports }).act(leith, 'notes', { text: 'rang the school' })
  await expect(noting).rejects.toThrow('KMS is down')
  expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
})

import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { filePlaceholder } from '../../../shared/contract/cut-texts.ts'
import { notUnderstood } from '../../../shared/contract/supplement-text.ts'
import { conflictOnce } from '../../kit/conflicts.ts'
import { fileOf } from '../../kit/files.ts'
import { given, opening } from '../../kit/given.ts'
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

it('a note, and the words of an opening, are sealed once, however often another change comes first', async () => {
  for (const [what, body] of [
    ['notes', { text: 'rang the school' }],
    ['opening', opening],
  ] as const) {
    const { harbour, report } = await given.alertedReport()
    const { counts, ports } = conflictOnce(harbour)
    expect((await report.with({ ports }).act(leith, what, body)).status).toBe(200)
    expect(counts).toEqual({ conflicts: 1, seals: 1 })
  }
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

it('another text under the same key is another note, and for a strict client a 422', async () => {
  const { harbour, report } = await given.alertedReport()
  const key = randomUUID()
  const keyed = report.with({ key })
  await keyed.act(leith, 'notes', { text: 'rang the school' })
  expect((await keyed.act(leith, 'notes', { text: 'rang the bank' })).body).toMatchObject({ notes: 2 })
  const mark = markOf(harbour)
  const strict = report.with({ key, prefer: 'handling=strict' })
  expect((await strict.act(leith, 'notes', { text: 'rang the mother' })).status).toBe(422)
  expect((await strict.act(leith, 'notes', { text: 'rang the bank' })).status).toBe(200)
  expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
})

it('a file is cut out of a note and what was not understood stands below it; both are notices, or a refusal', async () => {
  const { harbour, report } = await given.alertedReport()
  const body = { text: `he sent ${fileOf('jpeg').toString('base64')} to her`, mood: 'calm' }
  const problems = [
    { pointer: '/text', code: 'looks-like-a-file' },
    { pointer: '/mood', code: 'unknown-field' },
  ]
  const strict = await report.with({ prefer: 'handling=strict' }).act(leith, 'notes', body)
  expect(strict).toMatchObject({ status: 400, body: { problems } })
  expect(await report.act(leith, 'notes', body)).toMatchObject({ status: 200, body: { notes: 1, notices: problems } })
  const kept = `he sent ${filePlaceholder} to her\n\n${notUnderstood} {"mood":"calm"}`
  expect(Object.values(supplementTextsOf(harbour, report))).toEqual([kept])
})

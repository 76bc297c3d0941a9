import { describe, expect, it } from 'vitest'
import { policy } from '../../shared/domain/policy.ts'
import { largestSupplementCounts } from '../../shared/domain/report.ts'
import { adultInLeith, withCanary } from '../builders/submission.ts'
import { alertedIn, createHarbourInMemory, tokenOf } from './duty.ts'

const leith = tokenOf('officer-leith', 'division-e')

const begin = async (body: unknown = adultInLeith) => {
  const harbour = createHarbourInMemory()
  return { harbour, ...(await alertedIn(harbour, body)) }
}

describe('who asks', () => {
  it('gets one and the same answer for a wrong code, a code of another report, and a reference that does not exist', async () => {
    const { harbour, reportId, followUpCode } = await begin()
    const other = await harbour.accepted(adultInLeith)
    const ask = (reference: string, code: string) =>
      harbour.followUp('status', reference, { body: { followUpCode: code } })
    const refusals = await Promise.all([
      ask(reportId, '0000-0000-0000-0000'),
      ask(reportId, other.followUpCode),
      ask('7F3K9QWX2M4X', followUpCode),
      ask('not a reference', followUpCode),
      ask(reportId, 'short'),
    ])
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1)
    expect(refusals[0]?.status).toBe(404)
    expect((await ask(reportId, followUpCode)).status).toBe(200)
  })

  it('may type it in any case, with spaces or hyphens, O for 0 and I or L for 1', async () => {
    const { harbour, reportId, followUpCode } = await begin()
    const typed = ` ${followUpCode.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `
    const reference = `${reportId.slice(0, 4)}-${reportId.slice(4).toLowerCase()}`
    expect((await harbour.followUp('status', reference, { body: { followUpCode: typed } })).status).toBe(200)
  })

  it('is kept waiting after ten wrong codes, with the same answer, and is let in an hour later', async () => {
    const { harbour, reportId, followUpCode } = await begin()
    const ask = (code: string) => harbour.followUp('status', reportId, { body: { followUpCode: code } })
    const wrong = await ask('0000-0000-0000-0000')
    for (let count = 1; count < policy.wrongAttempts; count += 1) await ask('0000-0000-0000-0000')
    expect(await ask(followUpCode)).toEqual(wrong)
    harbour.advance(policy.attemptWindowMinutes + 1)
    expect((await ask(followUpCode)).status).toBe(200)
  })

  it('is told what is wrong with a body, all at once and without an echo', async () => {
    const { harbour, reportId } = await begin()
    const reply = await harbour.followUp('additions', reportId, { body: { text: '', code: 'canary' } })
    expect(reply.status).toBe(400)
    expect((reply.body as { problems: unknown[] }).problems).toHaveLength(3)
    expect(JSON.stringify(reply)).not.toContain('canary')
    const image = { followUpCode: 'x', text: 'data:image/png;base64,iVBORw0KGgo' }
    expect(JSON.stringify(await harbour.followUp('additions', reportId, { body: image }))).toContain('Report Remove')
  })
})

describe('the status', () => {
  it('says in plain words where a report stands, and never who or where', async () => {
    const { harbour, reportId, followUpCode } = await begin()
    const status = async () => (await harbour.followUp('status', reportId, { body: { followUpCode } })).body
    expect(await status()).toMatchObject({ state: 'waiting' })
    await harbour.act('acknowledgement', reportId, leith)
    await harbour.act('opening', reportId, leith, { reason: 'investigation', note: 'to call back' })
    await harbour.act('closing', reportId, leith, { outcome: 'advice-given' })
    const closed = await status()
    expect(closed).toMatchObject({ state: 'closed' })
    const { updates } = closed as { readonly updates: ReadonlyArray<{ readonly text: string }> }
    expect(updates.map(({ text }) => text)).toEqual([
      'We received your report.',
      'Your report reached the team that deals with it.',
      'We sent an alert to the team.',
      'An officer took your report.',
      'An officer read your report.',
      'Your report was closed.',
    ])
    expect(JSON.stringify(closed)).not.toMatch(/officer-leith|division|investigation|advice-given/)
  })
})

describe('adding', () => {
  const text = 'they wrote again'

  it('is sealed, reaches the desk, and brings an acknowledged report back to its officer', async () => {
    const { harbour, reportId, followUpCode } = await begin()
    await harbour.act('acknowledgement', reportId, leith)
    expect((await harbour.followUp('additions', reportId, { body: { followUpCode, text } })).status).toBe(202)
    expect(harbour.routingQueue.sent.at(-1)).toBe(reportId)
    await harbour.route(reportId)
    await harbour.notify(reportId)
    expect(harbour.topics.published.at(-1)?.alert.kind).toBe('addition')
    const opened = await harbour.act('opening', reportId, leith, { reason: 'news-from-reporter', note: 'read it' })
    expect(JSON.stringify(opened.body)).toContain(text)
  })

  it('opens a closed report again', async () => {
    const { harbour, reportId, followUpCode } = await begin()
    await harbour.act('acknowledgement', reportId, leith)
    await harbour.act('closing', reportId, leith, { outcome: 'advice-given' })
    await harbour.followUp('additions', reportId, { body: { followUpCode, text } })
    await harbour.route(reportId)
    expect(harbour.stateOf(reportId)).toBe('routed')
    await harbour.notify(reportId)
    expect(harbour.stateOf(reportId)).toBe('alerted')
  })

  it('twice under one key adds once, and answers the same', async () => {
    const { harbour, reportId, followUpCode } = await begin()
    const add = () => harbour.followUp('additions', reportId, { key: 'A-key', body: { followUpCode, text } })
    const first = await add()
    harbour.advance(1)
    expect(await add()).toEqual(first)
    const report = harbour.reportOf(reportId)
    expect(Object.keys(('supplements' in report && report.supplements) || {})).toHaveLength(1)
  })

  it('before the report is routed travels with it, and a queue that is down loses nothing', async () => {
    const harbour = createHarbourInMemory()
    const { reportId, followUpCode } = await harbour.accepted(adultInLeith)
    const routingQueue = { ...harbour.routingQueue, send: () => Promise.reject(new Error('SQS is down')) }
    const ports = { ...harbour.ports, routingQueue }
    expect((await harbour.followUp('additions', reportId, { body: { followUpCode, text } }, ports)).status).toBe(202)
    harbour.advance(policy.redriveMinutes)
    await harbour.watch()
    await harbour.route(reportId)
    const opened = await harbour.act('opening', reportId, leith, { reason: 'first-assessment', note: 'first' })
    expect(JSON.stringify(opened.body)).toContain(text)
  })

  it('to a report that was erased or is full says what to do instead', async () => {
    const { harbour, reportId, followUpCode } = await begin()
    const add = () => harbour.followUp('additions', reportId, { body: { followUpCode, text } })
    const kept = harbour.reports.kept.get(reportId)
    const part = { kind: 'addition', at: '2026-11-24T12:00:00.000Z', wrappedKey: new Uint8Array(1), desk: 'division-e' }
    const supplements = Object.fromEntries(
      Array.from({ length: largestSupplementCounts.addition }, (_, index) => [`p${index}`, part]),
    )
    Object.assign(kept ?? {}, { report: { ...kept?.report, supplements } })
    expect(await add()).toMatchObject({ status: 409, body: { detail: expect.stringContaining('new report') } })
    await harbour.followUp('withdrawal', reportId, { body: { followUpCode } })
    expect(await add()).toMatchObject({ status: 409, body: { detail: expect.stringContaining('new report') } })
  })
})

describe('withdrawing', () => {
  const withdrawal = async ({ harbour, reportId, followUpCode }: Awaited<ReturnType<typeof begin>>) =>
    harbour.followUp('withdrawal', reportId, { body: { followUpCode } })

  it('erases the text at once where nobody took the report, and tells the desk; again is the same', async () => {
    const begun = await begin(adultInLeith)
    const { harbour, reportId } = begun
    const first = await withdrawal(begun)
    expect(first).toMatchObject({ status: 200, body: { textErased: true } })
    expect(harbour.stateOf(reportId)).toBe('withdrawn')
    expect(harbour.reports.texts.size).toBe(0)
    expect(harbour.deskQueues.sent.at(-1)).toEqual(['division-e', reportId])
    await harbour.notify(reportId)
    expect(harbour.topics.published.at(-1)?.alert.kind).toBe('withdrawal')
    const { seq } = harbour.reportOf(reportId)
    expect(await withdrawal(begun)).toEqual(first)
    expect(harbour.reportOf(reportId).seq).toBe(seq)
    harbour.advance(100_000)
    await harbour.watch()
    expect(harbour.reportOf(reportId).seq).toBe(seq)
  })

  it('keeps the text where a life may be in danger or an officer has it, says so, and tells the desk', async () => {
    const danger = await begin({ ...adultInLeith, danger: { selfHarm: 'plan' } })
    expect(await withdrawal(danger)).toMatchObject({ status: 200, body: { textErased: false } })
    expect(danger.harbour.reports.sealedOf(danger.reportId)).toBeDefined()
    const taken = await begin()
    await taken.harbour.act('acknowledgement', taken.reportId, leith)
    const first = await withdrawal(taken)
    expect(first).toMatchObject({ status: 200, body: { textErased: false } })
    await taken.harbour.notify(taken.reportId)
    expect(taken.harbour.topics.published.at(-1)?.alert.kind).toBe('withdrawal')
    const { seq } = taken.harbour.reportOf(taken.reportId)
    expect(await withdrawal(taken)).toEqual(first)
    expect(taken.harbour.reportOf(taken.reportId).seq).toBe(seq)
  })

  it('of an immediate report that nobody was told of yet still tells the desk of the report first', async () => {
    const harbour = createHarbourInMemory()
    const accepted = await harbour.accepted({ ...withCanary('some'), danger: { inDangerNow: 'yes' } })
    await withdrawal({ harbour, ...accepted })
    await harbour.route(accepted.reportId)
    await harbour.notify(accepted.reportId)
    expect(harbour.topics.published.at(-1)?.alert.kind).toBe('new')
    expect(harbour.reportOf(accepted.reportId)).toHaveProperty('withdrawalRequestedAt')
  })
})

import { describe, expect, it } from 'vitest'
import { sha256 } from '../../shared/adapters/reporter-credentials.ts'
import { verifyLog } from '../../shared/domain/log.ts'
import { policy } from '../../shared/domain/policy.ts'
import { adultInLeith, fullSubmission, withCanary } from '../builders/submission.ts'
import { alertedIn, createHarbourInMemory, tokenOf } from './duty.ts'

const leith = tokenOf('officer-leith', 'division-e')
const leithToo = tokenOf('officer-leith-2', 'division-e')
const fife = tokenOf('officer-fife', 'division-p')
const control = tokenOf('officer-control', 'duty-control')
const opening = { reason: 'first-assessment', note: 'why I read it' }

const begin = async (body: unknown = adultInLeith) => {
  const harbour = createHarbourInMemory()
  return { harbour, ...(await alertedIn(harbour, body)) }
}

describe('acknowledging', () => {
  it('stops the ladder: nothing escalates after it, and a reminder comes in a day', async () => {
    const { harbour, reportId } = await begin()
    expect(await harbour.act('acknowledgement', reportId, leith)).toMatchObject({
      status: 200,
      body: { state: 'acknowledged', acknowledgedBy: 'officer-leith' },
    })
    const before = harbour.topics.published.length
    harbour.advance(policy.firstAlertMinutes.standard + 60)
    await harbour.watch()
    expect(harbour.topics.published).toHaveLength(before)
    harbour.advance(policy.acknowledgedMinutes)
    await harbour.watch()
    await harbour.notify(reportId)
    expect(harbour.topics.published.at(-1)?.alert.kind).toBe('reminder')
  })

  it('by two at the same instant has one winner; the other is told who, and the winner may ask again', async () => {
    const { harbour, reportId } = await begin()
    const both = await Promise.all([leith, leithToo].map((token) => harbour.act('acknowledgement', reportId, token)))
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const refusal = both.find(({ status }) => status === 409)
    const winner = harbour.reportOf(reportId)
    expect(JSON.stringify(refusal?.body)).toContain(winner.state === 'acknowledged' ? winner.officer : 'nobody')
    const seq = winner.seq
    const again = winner.state === 'acknowledged' && winner.officer === 'officer-leith' ? leith : leithToo
    expect((await harbour.act('acknowledgement', reportId, again)).status).toBe(200)
    expect(harbour.reportOf(reportId).seq).toBe(seq)
  })
})

describe('opening', () => {
  it('gives the report as it was typed, with everything that came later, and logs each reading with its reason', async () => {
    const { harbour, reportId, followUpCode } = await begin(fullSubmission)
    const officer = tokenOf('officer-cp', 'child-protection')
    await harbour.followUp('additions', reportId, { body: { followUpCode, text: 'they wrote again' } })
    harbour.advance(1)
    await harbour.act('notes', reportId, officer, { text: 'spoke to the school' })
    harbour.advance(1)
    const before = (await harbour.act('opening', reportId, officer, opening)).body as { parts: unknown[] }
    expect(before).toMatchObject({ report: fullSubmission, desk: 'child-protection' })
    expect(before.parts).toContainEqual(expect.objectContaining({ kind: 'addition', waiting: true }))
    await harbour.route(reportId)
    harbour.advance(1)
    const reply = await harbour.act('opening', reportId, officer, opening)
    const { parts } = reply.body as { parts: ReadonlyArray<{ readonly text?: string }> }
    expect(parts.map(({ text }) => text)).toEqual([
      'they wrote again',
      'spoke to the school',
      'why I read it',
      'why I read it',
    ])
    const log = harbour.reports.kept.get(reportId)?.log ?? []
    expect(log.filter(({ what }) => what === 'report.opened').map(({ who, facts }) => [who, facts['reason']])).toEqual([
      ['officer-cp', 'first-assessment'],
      ['officer-cp', 'first-assessment'],
    ])
  })

  it('gives nothing where the log cannot be written, nor where the reader role cannot be assumed', async () => {
    const { harbour, reportId } = await begin(withCanary('canary'))
    const officer = tokenOf('officer-cp', 'child-protection')
    const route = 'POST /duty/reports/{reportId}/opening'
    let began = 0
    const reports = { ...harbour.reports, update: () => Promise.reject(new Error('DynamoDB is down')) }
    const reader = {
      begin: () => {
        began += 1
        return Promise.reject(new Error('STS is down'))
      },
    }
    const calling = { token: officer, body: opening }
    await expect(harbour.duty(route, reportId, calling, { ...harbour.ports, reports, reader })).rejects.toThrow(
      'DynamoDB',
    )
    expect(began).toBe(0)
    await expect(harbour.duty(route, reportId, calling, { ...harbour.ports, reader })).rejects.toThrow('STS')
    expect(harbour.reports.kept.get(reportId)?.log.at(-1)?.what).toBe('report.opened')
  })

  it('needs a reason from the list and words of the officer', async () => {
    const { harbour, reportId } = await begin()
    for (const body of [{}, { reason: 'curious', note: 'x' }, { reason: 'investigation' }, { ...opening, note: ' ' }]) {
      expect((await harbour.act('opening', reportId, leith, body)).status).toBe(400)
    }
    expect(harbour.reports.kept.get(reportId)?.log.some(({ what }) => what === 'report.opened')).toBe(false)
  })
})

describe('handing over', () => {
  const handover = { desk: 'division-p', reason: 'lives-elsewhere' }

  it('starts a new alert at the new desk, whose officers alone can open it', async () => {
    const { harbour, reportId } = await begin()
    await harbour.act('acknowledgement', reportId, leith)
    await harbour.act('notes', reportId, leith, { text: 'note of Leith' })
    expect(await harbour.act('reroute', reportId, leith, handover)).toMatchObject({ status: 200 })
    expect(harbour.deskQueues.sent.at(-1)).toEqual(['division-p', reportId])
    await harbour.notify(reportId)
    expect(harbour.topics.published.at(-1)).toMatchObject({ desk: 'division-p', alert: { kind: 'reroute', rung: 1 } })
    expect((await harbour.act('opening', reportId, leith, opening)).status).toBe(404)
    expect((await harbour.act('reroute', reportId, leith, handover)).status).toBe(404)
    const opened = await harbour.act('opening', reportId, fife, opening)
    expect(opened).toMatchObject({ status: 200, body: { report: adultInLeith, desk: 'division-p' } })
    expect(JSON.stringify(opened.body)).toContain('note of Leith')
  })

  it('to where it is already, or after it was closed, is refused', async () => {
    const { harbour, reportId } = await begin()
    expect((await harbour.act('reroute', reportId, leith, { ...handover, desk: 'division-e' })).status).toBe(409)
    await harbour.act('acknowledgement', reportId, leith)
    await harbour.act('closing', reportId, leith, { outcome: 'advice-given' })
    expect((await harbour.act('reroute', reportId, leith, handover)).status).toBe(409)
  })

  it('whose queue does not take the message still hands over: it is due within a minute', async () => {
    const { harbour, reportId } = await begin()
    const deskQueues = { send: () => Promise.reject(new Error('SQS is down')) }
    const route = 'POST /duty/reports/{reportId}/reroute'
    const ports = { ...harbour.ports, deskQueues: { ...harbour.deskQueues, ...deskQueues } }
    expect((await harbour.duty(route, reportId, { token: leith, body: handover }, ports)).status).toBe(200)
    harbour.advance(policy.redriveMinutes)
    await harbour.watch()
    expect(harbour.deskQueues.sent.at(-1)).toEqual(['division-p', reportId])
  })

  it('during an opening never lets both desks open it afterwards', async () => {
    const { harbour, reportId } = await begin()
    const reader = {
      begin: async (...given: Parameters<typeof harbour.ports.reader.begin>) => {
        await harbour.act('reroute', reportId, leithToo, handover)
        return harbour.ports.reader.begin(...given)
      },
    }
    const route = 'POST /duty/reports/{reportId}/opening'
    const reply = await harbour.duty(route, reportId, { token: leith, body: opening }, { ...harbour.ports, reader })
    expect(reply.status).toBe(200)
    const log = harbour.reports.kept.get(reportId)?.log.map(({ what }) => what) ?? []
    expect(log.indexOf('report.opened')).toBeLessThan(log.indexOf('report.rerouted'))
    const report = harbour.reportOf(reportId)
    const sealed = harbour.reports.sealedOf(reportId)
    if (!('wrappedKey' in report) || sealed === undefined) throw new Error('no text')
    const binding = { reportId, receivedAt: report.receivedAt, label: 'report' }
    expect(() => harbour.key.open('division-e', binding, report.wrappedKey, sealed)).toThrow()
    expect(harbour.key.open('division-p', binding, report.wrappedKey, sealed)).toBe(JSON.stringify(adultInLeith))
  })
})

describe('grade, notes, closing and hold', () => {
  it('a grade is raised in one call and lowered only with a reason; the same again changes nothing', async () => {
    const { harbour, reportId } = await begin()
    expect(await harbour.act('grade', reportId, leith, { grade: 'immediate' })).toMatchObject({
      status: 200,
      body: { grade: 'immediate' },
    })
    const { seq } = harbour.reportOf(reportId)
    expect((await harbour.act('grade', reportId, leith, { grade: 'immediate' })).status).toBe(200)
    expect(harbour.reportOf(reportId).seq).toBe(seq)
    expect(await harbour.act('grade', reportId, leith, { grade: 'standard' })).toMatchObject({
      status: 400,
      body: { problems: [{ pointer: '/reason' }] },
    })
    expect((await harbour.act('grade', reportId, leith, { grade: 'standard', reason: 'risk-assessed' })).status).toBe(
      200,
    )
    expect((await harbour.act('grade', reportId, control, { grade: 'immediate' })).status).toBe(200)
  })

  it('a note is kept once however often it is sent under one key', async () => {
    const { harbour, reportId } = await begin()
    const key = '7f3c1f0e-5d3b-4f58-9a51-2f6c8f1f0a11'
    for (const _ of [1, 2])
      expect((await harbour.act('notes', reportId, leith, { text: 'once' }, key)).status).toBe(200)
    expect((await harbour.act('notes', reportId, leithToo, { text: 'mine' }, key)).body).toMatchObject({ notes: 2 })
  })

  it('closing needs an acknowledgement and an outcome from the list, and sets the erase date', async () => {
    const { harbour, reportId } = await begin()
    const outcome = { outcome: 'crime-recorded' }
    expect((await harbour.act('closing', reportId, leith, outcome)).status).toBe(409)
    await harbour.act('acknowledgement', reportId, leith)
    expect((await harbour.act('closing', reportId, leith, { outcome: 'bored' })).status).toBe(400)
    expect(await harbour.act('closing', reportId, leith, outcome)).toMatchObject({
      status: 200,
      body: { state: 'closed' },
    })
    const { seq } = harbour.reportOf(reportId)
    expect((await harbour.act('closing', reportId, leith, outcome)).status).toBe(200)
    expect(harbour.reportOf(reportId).seq).toBe(seq)
    expect((await harbour.act('closing', reportId, leith, { outcome: 'duplicate' })).status).toBe(409)
    harbour.advance(policy.retentionMinutes)
    await harbour.watch()
    expect(harbour.stateOf(reportId)).toBe('erased')
    expect(harbour.reports.texts.size).toBe(0)
    expect((await harbour.act('opening', reportId, leith, opening)).status).toBe(409)
  })

  it('a legal hold stops erasure until it is lifted', async () => {
    const { harbour, reportId } = await begin()
    await harbour.act('hold', reportId, leith, { held: true })
    await harbour.act('acknowledgement', reportId, leith)
    await harbour.act('closing', reportId, leith, { outcome: 'crime-recorded' })
    harbour.advance(policy.retentionMinutes * 3)
    await harbour.watch()
    expect(harbour.stateOf(reportId)).toBe('closed')
    await harbour.act('hold', reportId, leith, { held: false })
    harbour.advance(policy.retentionMinutes)
    await harbour.watch()
    expect(harbour.stateOf(reportId)).toBe('erased')
  })
})

describe('lists and logs', () => {
  it('show facts only, of the desks that the officer serves; duty control sees those of all', async () => {
    const { harbour, reportId } = await begin(withCanary('canary'))
    const list = (token: string, query: Record<string, string> = {}) =>
      harbour.duty('GET /duty/reports', '', { token, query })
    const officer = tokenOf('officer-cp', 'child-protection')
    const own = await list(officer)
    expect(own).toMatchObject({ status: 200, body: { reports: [{ reportId, state: 'alerted', division: 'P' }] } })
    expect(JSON.stringify(own)).not.toContain('canary')
    expect((await list(control, { desk: 'child-protection' })).body).toEqual(own.body)
    expect((await list(fife, { desk: 'child-protection' })).status).toBe(404)
    expect(await list(fife)).toMatchObject({ status: 200, body: { desk: 'division-p', reports: [] } })
    const two = tokenOf('officer-two', 'division-p', 'child-protection')
    expect((await list(two)).status).toBe(400)
    expect((await list(two, { desk: 'child-protection' })).body).toEqual(own.body)
    expect((await list(two, { desk: 'child-protection', cursor: 'AAAA' })).status).toBe(400)
    expect((await list(officer, { state: 'closed' })).body).toMatchObject({ reports: [] })
    expect((await list(officer, { stat: 'closed' })).status).toBe(400)
  })

  it('duty control sees the facts of a report and opens only what is addressed to it', async () => {
    const { harbour, reportId } = await begin()
    expect((await harbour.duty('GET /duty/reports/{reportId}/log', reportId, { token: control })).status).toBe(200)
    for (const [what, body] of [
      ['opening', opening],
      ['acknowledgement', {}],
      ['reroute', { desk: 'duty-control', reason: 'wrong-desk' }],
      ['notes', { text: 'x' }],
      ['hold', { held: true }],
    ] as const) {
      expect((await harbour.act(what, reportId, control, body)).status).toBe(403)
    }
    const mine = await alertedIn(harbour, { age: { now: '45-plus', inImages: '45-plus' } })
    expect((await harbour.act('opening', mine.reportId, control, opening)).status).toBe(200)
  })

  it('a log is verified, and says where it breaks', async () => {
    const { harbour, reportId } = await begin()
    const read = () => harbour.duty('GET /duty/reports/{reportId}/log', reportId, { token: leith })
    const whole = await read()
    expect(whole).toMatchObject({ status: 200, body: { whole: true } })
    const { entries } = whole.body as { entries: Parameters<typeof verifyLog>[1] }
    expect(verifyLog(reportId, entries, harbour.reportOf(reportId), sha256)).toEqual({ whole: true })
    const kept = harbour.reports.kept.get(reportId)
    if (kept === undefined) throw new Error('no report')
    const log = kept.log.map((entry) => (entry.seq === 2 ? { ...entry, who: 'nobody' } : entry))
    Object.assign(kept, { log })
    expect(await read()).toMatchObject({ status: 200, body: { whole: false, breaksAt: 2 } })
  })
})

it('no word of a report, note or addition is anywhere but under seal and in an opening', async () => {
  const { harbour, reportId, followUpCode } = await begin(withCanary('canary'))
  const officer = tokenOf('officer-cp', 'child-protection')
  await harbour.followUp('additions', reportId, { body: { followUpCode, text: 'canary addition' } })
  await harbour.route(reportId)
  await harbour.act('acknowledgement', reportId, officer)
  await harbour.act('notes', reportId, officer, { text: 'canary note' })
  const opened = await harbour.act('opening', reportId, officer, { ...opening, note: 'canary why' })
  expect(new Set(JSON.stringify(opened.body).match(/canary (addition|note|why|narrative)/g)).size).toBe(4)
  await harbour.act('reroute', reportId, officer, { desk: 'division-p', reason: 'is-an-adult' })
  await harbour.notify(reportId)
  const status = await harbour.followUp('status', reportId, { body: { followUpCode } })
  const clear = harbour.reports.kept.get(reportId)
  const { lines, routingQueue, deskQueues, topics } = harbour
  const seen = JSON.stringify([clear, lines, routingQueue.sent, deskQueues.sent, topics.published, status])
  expect(seen.length).toBeGreaterThan(3000)
  expect(seen).not.toContain('canary')
})

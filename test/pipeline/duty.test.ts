import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessTokenSeconds } from '../../infra/local/aws/cognito.ts'
import { signInOn } from '../../infra/local/aws/password-sign-in.ts'
import { largestSpeed } from '../../infra/local/command-line/start-options.ts'
import { policy } from '../../shared/domain/policy.ts'
import { adultInLeith, fullSubmission, withKestrel } from '../kit/submissions.ts'
import { startWatchedHarbour, type WatchedHarbour } from './harbour.ts'
import { createOfficer } from './officers.ts'

type Officer = Awaited<ReturnType<typeof createOfficer>>

let harbour: WatchedHarbour
let childProtection: Officer
let fife: Officer

beforeAll(async () => {
  harbour = await startWatchedHarbour()
  childProtection = await createOfficer(harbour, 'child-protection')
  fife = await createOfficer(harbour, 'fife')
})
afterAll(() => harbour.close())

/** A call of the reporter, whose effects have reached the desk. */
const followUp = async (...call: Parameters<WatchedHarbour['followUp']>) => {
  const answer = await harbour.followUp(...call)
  await harbour.idle()
  return answer
}

const opening = { reason: 'first-assessment', note: 'why I read it' }

describe('the whole round, over HTTP and through the real stack', () => {
  it('a report is alerted, opened, handed over, closed and erased, over two desks', async () => {
    const report = await harbour.accepted(fullSubmission)
    const { reference } = report
    expect(harbour.alerts().at(-1)?.desk).toBe('child-protection')
    expect(await childProtection.act(reference, 'acknowledgement')).toMatchObject({ status: 200 })
    const alertsBefore = harbour.alerts().length
    await harbour.later(policy.firstAlertMinutes.prompt + 1)
    expect(harbour.alerts()).toHaveLength(alertsBefore)

    expect((await childProtection.act(reference, 'opening', opening)).body['report']).toEqual(fullSubmission)
    harbour.clock.advance(1)
    const beforeAddition = harbour.alerts().length
    await followUp(report, 'additions', { text: 'they wrote again' })
    expect(harbour.alerts().slice(beforeAddition)).toMatchObject([{ desk: 'child-protection', reports: 1 }])
    harbour.clock.advance(1)
    await childProtection.act(reference, 'notes', { text: 'rang the school' })
    expect(
      (await childProtection.act(reference, 'reroute', { desk: 'division-p', reason: 'is-an-adult' })).status,
    ).toBe(200)
    await harbour.idle()
    expect(harbour.alerts().at(-1)).toMatchObject({ desk: 'division-p', step: 1 })

    expect((await childProtection.act(reference, 'opening', opening)).status).toBe(404)
    harbour.clock.advance(1)
    const opened = await fife.act(reference, 'opening', { reason: 'handover', note: 'taking over' })
    expect(opened.body['report']).toEqual(fullSubmission)
    const supplements = opened.body['supplements'] as ReadonlyArray<{ readonly text: string }>
    expect(supplements.map(({ text }) => text)).toEqual([
      'why I read it',
      'they wrote again',
      'rang the school',
      'taking over',
    ])

    await fife.act(reference, 'acknowledgement')
    expect((await fife.act(reference, 'closing', { outcome: 'crime-recorded' })).body['state']).toBe('closed')
    expect((await followUp(report, 'status')).body['state']).toBe('closed')
    await harbour.later(policy.retentionMinutes + 1)
    const tombstones = await fife.get('/duty/reports?desk=division-p&state=ended')
    expect(JSON.stringify(tombstones.body)).toContain(reference)
    expect((await fife.act(reference, 'opening', opening)).status).toBe(409)
    const log = await fife.get(`/duty/reports/${reference}/log`)
    expect(log.body['whole']).toBe(true)
    const entries = log.body['entries'] as ReadonlyArray<{ readonly what: string }>
    expect(entries.map(({ what }) => what)).toEqual([
      'report.received',
      'report.routed',
      'alert.queued',
      'alert.sent',
      'report.acknowledged',
      'report.opened',
      'report.read',
      'addition.received',
      'addition.routed',
      'alert.queued',
      'alert.sent',
      'note.added',
      'report.rerouted',
      'alert.queued',
      'alert.sent',
      'report.opened',
      'report.read',
      'report.acknowledged',
      'report.closed',
      'report.erased',
    ])
  })

  it('a withdrawal erases after 72 hours what an adult wrote and no officer had, and of a child nothing, unless an officer decides', async () => {
    const [child, adult] = [await harbour.accepted(fullSubmission), await harbour.accepted(adultInLeith)]
    const desks = { child: 'child-protection', adult: 'division-e' }
    const alertsOf = async (work: () => Promise<unknown>) => {
      const before = harbour.alerts().length
      await work()
      return harbour.alerts().slice(before)
    }
    for (const [report, desk] of [[child, desks.child] as const, [adult, desks.adult] as const]) {
      const alerts = await alertsOf(async () =>
        expect((await followUp(report, 'withdrawal')).body).toMatchObject({ textErased: false }),
      )
      expect(alerts).toMatchObject([{ desk, reports: 1 }])
    }
    const alerts = await alertsOf(async () => expect((await followUp(child, 'withdrawal/undo')).status).toBe(200))
    expect(alerts).toMatchObject([{ desk: desks.child, reports: 1 }])
    await followUp(child, 'withdrawal')
    await harbour.later(policy.withdrawalMinutes)
    expect((await fife.act(adult.reference, 'opening', opening)).status).toBe(409)
    expect((await followUp(adult, 'status')).body).toMatchObject({ state: 'withdrawn' })
    expect((await childProtection.act(child.reference, 'opening', opening)).status).toBe(200)
    const erase = { decision: 'erase', reason: 'reporter-confirmed' }
    expect((await childProtection.act(child.reference, 'withdrawal', erase)).body['state']).toBe('withdrawn')
    expect((await childProtection.act(child.reference, 'opening', opening)).status).toBe(409)
  })

  it('a closed report is reopened by its officer, and the closing of many is counted in the table', async () => {
    const { reference } = await harbour.accepted(fullSubmission)
    for (const [act, body] of [
      ['acknowledgement', {}],
      ['opening', opening],
      ['closing', { outcome: 'advice-given' }],
      ['reopening', { reason: 'closed-wrongly' }],
    ] as const) {
      expect([act, (await childProtection.act(reference, act, body)).status]).toEqual([act, 200])
    }
  })
})

describe('who may call', () => {
  it('the gateway asks for a token before any function runs, and refuses an expired one', async () => {
    const { reference } = await harbour.accepted(fullSubmission)
    const path = `${harbour.url}/duty/reports/${reference}/opening`
    const call = (authorization?: string) =>
      fetch(path, {
        method: 'POST',
        body: JSON.stringify(opening),
        ...(authorization ? { headers: { authorization } } : {}),
      })
    const logs = harbour.logs.length
    for (const token of [
      undefined,
      'Bearer nonsense',
      `Bearer ${(await signInOn(harbour.officers, 'fife')).slice(0, -4)}AAAA`,
    ]) {
      const refused = await call(token)
      expect([refused.status, refused.headers.get('content-type')]).toEqual([401, 'application/problem+json'])
    }
    expect(harbour.logs).toHaveLength(logs)
    const token = await signInOn(harbour.officers, 'child-protection')
    harbour.clock.advance((accessTokenSeconds * largestSpeed) / 60 + 1)
    expect((await call(`Bearer ${token}`)).status).toBe(401)
  })
})

it('what was typed, added, noted and opened is in no log and no alert', async () => {
  const officer = await createOfficer(harbour, 'child-protection')
  const report = await harbour.accepted(withKestrel('kestrel'))
  await followUp(report, 'additions', { text: 'kestrel addition' })
  await officer.act(report.reference, 'notes', { text: 'kestrel note' })
  const opened = await officer.act(report.reference, 'opening', { reason: 'investigation', note: 'kestrel why' })
  expect(JSON.stringify(opened.body)).toContain('kestrel addition')
  await officer.act(report.reference, 'opening', { reason: 'kestrel', note: 'kestrel' })
  expect(harbour.logs.length).toBeGreaterThan(20)
  expect(harbour.logs.join('')).not.toContain('kestrel')
  expect(JSON.stringify(harbour.alerts())).not.toContain('kestrel')
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startHarbour } from '../../infra/local/harbour.ts'
import { synthesiseLocalStack } from '../../infra/local/template/synthesise.ts'
import { pagerDutyUrl } from '../../shared/contract/contact-entry.ts'
import type { ContactEntry } from '../../shared/domain/contact.ts'
import { startWatchedHarbour, type WatchedHarbour } from './harbour.ts'

const audience = { desk: 'division-p', recipients: 'duty' } as const
const isEnabled = true
const hook = 'https://hooks.fife.example/harbour'
const goAlert = 'https://goalert.fife.example/api/v2/generic/incoming'
const telephone = '+447700900001'
const contacts: readonly ContactEntry[] = [
  { audience, channel: 'email', address: 'fife@example.org', isEnabled },
  { audience, channel: 'sms', address: telephone, isEnabled },
  { audience, channel: 'call', address: telephone, isEnabled },
  { audience, channel: 'webhook', address: hook, secretName: 'fife-hook', isEnabled },
  { audience, channel: 'pagerduty', address: pagerDutyUrl, secretName: 'fife-pagerduty', isEnabled },
  { audience, channel: 'goalert', address: goAlert, secretName: 'fife-goalert', isEnabled },
  { audience, channel: 'email', address: 'off@example.org', isEnabled: false },
]

let harbour: WatchedHarbour

beforeAll(async () => {
  harbour = await startWatchedHarbour(undefined, () => synthesiseLocalStack(), contacts)
})
afterAll(() => harbour.close())

const fife = { age: { now: '25-44', inImages: '25-44' }, location: { postcode: 'KY1 1XX' } }
const inDanger = { ...fife, danger: { inDangerNow: 'yes' } }

const sentBy = async (work: () => Promise<unknown>) => {
  const before = harbour.alerts().length
  await work()
  await harbour.idle()
  return harbour.alerts().slice(before)
}

describe('a digest reaches every contact of its desk by its channel', () => {
  it('a report that is not immediate calls nobody, and each other channel takes its message', async () => {
    const sent = await sentBy(() => harbour.post(fife))
    // SQS delivers at least once, and an engine takes an event twice.
    expect([...new Set(sent.map(({ channel, to }) => `${channel} ${to}`))].toSorted()).toEqual([
      'email fife@example.org',
      `goalert ${goAlert}`,
      `pagerduty ${pagerDutyUrl}`,
      `sms ${telephone}`,
      `webhook ${hook}`,
    ])
    for (const message of sent) expect(message).toMatchObject({ ...audience, step: 1, reports: 1 })
    expect(new Set(sent.map(({ text }) => text)).size).toBe(1)
  })

  it('an immediate report that nobody answers calls the telephone on its second rung', async () => {
    const first = await sentBy(() => harbour.post(inDanger))
    expect(first.map(({ channel }) => channel)).not.toContain('call')
    const second = await sentBy(async () => {
      harbour.clock.advance(5)
      await harbour.runSchedule()
    })
    const calls = second.filter(({ channel }) => channel === 'call')
    expect(calls).toMatchObject([{ to: telephone, step: 2, reports: 1 }])
    expect(calls[0]?.text).not.toContain('http')
  })

  it('no message leaves this machine, and no address is in any log', () => {
    expect(harbour.logs.join('')).toContain('delivery.accepted')
    expect(harbour.logs.join('')).not.toMatch(/fife@example|447700900001|fife\.example/)
  })
})

it('forty reports at once are in one first digest to each contact, and no address gets a burst', async () => {
  const running = await startHarbour({
    stack: () => synthesiseLocalStack(),
    port: 0,
    contacts,
    writeLog: () => undefined,
  })
  onTestFinished(() => running.close())
  const post = () =>
    fetch(`${running.url}/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify(fife),
    })
  const before = Date.now()
  const replies = await Promise.all(Array.from({ length: 40 }, post))
  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 202))
  await running.idle()
  const byAddress = Map.groupBy(running.alerts(), ({ channel, to }) => `${channel} ${to}`)
  expect(byAddress.size).toBe(5)
  for (const [address, messages] of byAddress) {
    // An engine opens alerts of their own for ten reports of a digest.
    const digests = messages.filter(({ reports }) => reports > 1)
    if (!/^(pagerduty|goalert) /.test(address)) {
      expect(messages.reduce((sum, { reports }) => sum + reports, 0)).toBe(40)
      expect(messages.length).toBeLessThan(10)
    } else expect(messages.length).toBeLessThanOrEqual(11 * Math.max(1, digests.length))
    // Each arrives as late as this machine is busy, and none before its second. The simulation counts them all.
    const newest = Math.max(...messages.map(({ at }) => Date.parse(at)))
    expect(newest - before).toBeGreaterThan((messages.length - 2) * 1000)
  }
})

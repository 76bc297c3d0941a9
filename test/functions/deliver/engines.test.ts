import { describe, expect, it } from 'vitest'
import type { ContactEntry } from '../../../shared/domain/contact.ts'
import { policy } from '../../../shared/domain/policy.ts'
import type { MessageChannel } from '../../../shared/ports/channels.ts'
import { createFakeTurns } from '../../fakes/deliveries.ts'
import { given, opening } from '../../kit/given.ts'
import { createHarbourInMemory } from '../../kit/harbour.ts'
import { leith } from '../../kit/officers.ts'

const audience = { desk: 'division-e', recipients: 'duty' } as const
const pagerDuty = { channel: 'pagerduty', address: 'https://one.example/', secretName: 'one', isEnabled: true } as const
const goAlert = { channel: 'goalert', address: 'https://two.example/', secretName: 'two', isEnabled: true } as const
const engines: readonly ContactEntry[] = [
  { ...pagerDuty, audience },
  { ...goAlert, audience },
  { audience, channel: 'email', address: 'duty@police.example', isEnabled: true },
]

/** A harbour whose desk in Leith has two engines and a mailbox, with so many reports in one digest. */
const withEngines = async (count = 1) => {
  const harbour = createHarbourInMemory()
  await harbour.contacts.put(engines)
  const reports = []
  for (let each = 0; each < count; each += 1) reports.push((await given.routedReport({ in: harbour })).report)
  const [report] = reports
  if (report === undefined) throw new Error('there is a report')
  await harbour.notify(reports.map(({ reportId }) => reportId))
  const eventsAt = (channel: string) =>
    harbour.channels.sent.flatMap(({ contact, trigger }) => (contact.channel === channel && trigger ? [trigger] : []))
  return { harbour, report, reports, eventsAt }
}

describe('an on-call engine', () => {
  it('opens one alert for a report, under a key that says nothing of it, in the words of that report', async () => {
    const { harbour, report, eventsAt } = await withEngines(2)
    await harbour.deliver()
    for (const channel of ['pagerduty', 'goalert']) {
      const events = eventsAt(channel)
      expect(events.map(({ action }) => action)).toEqual(['trigger', 'trigger'])
      expect(new Set(events.map(({ dedupKey }) => dedupKey)).size).toBe(2)
      expect(JSON.stringify(events)).not.toContain(report.reportId.slice(0, 4))
    }
    const texts = harbour.channels.sent.filter(({ trigger }) => trigger).map(({ text }) => text)
    for (const text of texts) expect(text).toContain('Harbour: 1 report,')
    expect(harbour.channels.sent.filter(({ trigger }) => !trigger).map(({ contact }) => contact.channel)).toEqual([
      'email',
    ])
    expect(harbour.stateOf(report)).toBe('alerted')
  })

  it('finds its alert again by the same key, however often the report is alerted', async () => {
    const { harbour, eventsAt } = await withEngines()
    await harbour.deliver()
    harbour.advance(policy.firstAlertMinutes.standard)
    await harbour.watch()
    await harbour.deliver()
    const keys = eventsAt('pagerduty').map(({ dedupKey }) => dedupKey)
    expect(keys).toHaveLength(2)
    expect(new Set(keys).size).toBe(1)
  })

  it('opens an alert each for the most urgent reports of a large digest, and one for the rest', async () => {
    const { harbour, eventsAt } = await withEngines(policy.engineAlerts + 15)
    await harbour.deliver()
    expect(eventsAt('pagerduty')).toHaveLength(policy.engineAlerts)
    const rest = harbour.channels.sent.filter(({ contact, trigger }) => contact.channel === 'pagerduty' && !trigger)
    expect(rest.map(({ text }) => text)).toEqual([expect.stringContaining('Harbour: 25 reports,')])
  })

  it('hears that an officer acknowledged the report, and that it is closed', async () => {
    const { harbour, report, eventsAt } = await withEngines()
    await harbour.deliver()
    await report.act(leith, 'acknowledgement')
    await harbour.deliver()
    await report.act(leith, 'opening', opening)
    await report.act(leith, 'closing', { outcome: 'advice-given' })
    await harbour.deliver()
    for (const channel of ['pagerduty', 'goalert']) {
      const events = eventsAt(channel)
      expect(events.map(({ action }) => action)).toEqual(['trigger', 'acknowledge', 'resolve'])
      expect(new Set(events.map(({ dedupKey }) => dedupKey)).size).toBe(1)
    }
  })

  it('of a desk that hands a report over has nothing left to do with it', async () => {
    const { harbour, report, eventsAt } = await withEngines()
    await harbour.deliver()
    await report.act(leith, 'reroute', { desk: 'division-p', reason: 'lives-elsewhere' })
    await harbour.deliver()
    expect(eventsAt('goalert').map(({ action }) => action)).toEqual(['trigger', 'resolve'])
  })

  it.each(['duty', 'duty-control'] as const)(
    'at %s hears that a text erased itself, and opens nothing for the digest of that',
    async (place) => {
      const { harbour, report, eventsAt } = await withEngines()
      if (place === 'duty-control') {
        await harbour.contacts.put([
          { ...goAlert, audience: { desk: 'duty-control', recipients: 'duty' } },
          { audience, channel: 'email', address: 'duty@police.example', isEnabled: true },
        ])
      }
      await harbour.deliver()
      harbour.advance(policy.firstAlertMinutes.standard)
      await harbour.watch()
      await harbour.deliver()
      expect(eventsAt('goalert').at(-1)?.action).toBe('trigger')
      await report.withdraw()
      harbour.advance(policy.withdrawalMinutes)
      for (let pass = 0; pass < 2; pass += 1) {
        await harbour.watch()
        await harbour.deliver()
      }
      expect(harbour.reportOf(report.reportId)).toMatchObject({ state: 'withdrawn', alerting: { kind: 'withdrawal' } })
      expect(eventsAt('goalert').at(-1)?.action).toBe('resolve')
      expect(harbour.reportOf(report.reportId)).toHaveProperty('alerting.sentAt')
    },
  )

  it('hears that an officer granted a withdrawal; the supervisors’ still opens what they must see', async () => {
    const { harbour, report, eventsAt } = await withEngines()
    await harbour.contacts.put([...engines, { ...pagerDuty, audience: { ...audience, recipients: 'supervisor' } }])
    await harbour.deliver()
    await report.act(leith, 'acknowledgement')
    await report.act(leith, 'opening', opening)
    await report.act(leith, 'grade', { grade: 'immediate' })
    await report.act(leith, 'closing', { outcome: 'advice-given' })
    await report.withdraw()
    await report.act(leith, 'withdrawal', { decision: 'erase', reason: 'reporter-confirmed' })
    await harbour.watch()
    await harbour.deliver()
    expect(harbour.stateOf(report)).toBe('withdrawn')
    expect(eventsAt('goalert').at(-1)?.action).toBe('resolve')
    expect(eventsAt('pagerduty').at(-1)?.action).toBe('trigger')
  })

  it('of duty control keeps what it has open when a report that nobody answered is handed over', async () => {
    const { harbour, report, eventsAt } = await withEngines()
    await harbour.contacts.put([
      { ...pagerDuty, audience },
      { ...goAlert, audience: { desk: 'duty-control', recipients: 'duty' } },
    ])
    await harbour.deliver()
    harbour.advance(policy.firstAlertMinutes.standard)
    await harbour.watch()
    await harbour.deliver()
    await report.act(leith, 'reroute', { desk: 'division-p', reason: 'lives-elsewhere' })
    await harbour.deliver()
    expect(eventsAt('pagerduty').at(-1)?.action).toBe('resolve')
    expect(eventsAt('goalert').map(({ action }) => action)).not.toContain('resolve')
  })

  it('is not closed by an event that comes late, when the report waits again', async () => {
    const { harbour, report, eventsAt } = await withEngines()
    await harbour.deliver()
    await report.act(leith, 'acknowledgement')
    await report.act(leith, 'opening', opening)
    await report.act(leith, 'closing', { outcome: 'advice-given' })
    const late = harbour.deliveries.sent.filter(({ delivery }) => delivery.kind === 'engine-event')
    await harbour.deliver()
    harbour.advance(5)
    await report.add('They wrote again.')
    await harbour.deliver()
    await harbour.watch()
    await harbour.deliver()
    const before = eventsAt('goalert')
    expect(before.at(-1)).toMatchObject({ action: 'trigger' })
    for (const { delivery } of late) await harbour.deliverTo(delivery)
    expect(eventsAt('goalert')).toEqual(before)
  })

  it('opens an alert anew for what comes after an acknowledgement', async () => {
    const { harbour, report, eventsAt } = await withEngines()
    await harbour.deliver()
    expect(eventsAt('pagerduty').at(-1)).not.toHaveProperty('isRenewed')
    await report.act(leith, 'acknowledgement')
    await report.act(leith, 'opening', opening)
    harbour.advance(5)
    await report.add('They wrote again.')
    await harbour.deliver()
    expect(eventsAt('pagerduty').at(-1)).toMatchObject({ action: 'trigger', isRenewed: true })
  })

  it('closes every alert of a digest of erased texts, and opens none', async () => {
    const { harbour, reports, eventsAt } = await withEngines(policy.engineAlerts + 2)
    await harbour.deliver()
    for (const report of reports) await report.withdraw()
    harbour.advance(policy.withdrawalMinutes)
    for (let pass = 0; pass < 2; pass += 1) {
      await harbour.watch()
      await harbour.deliver()
    }
    const since = harbour.channels.sent.length
    await harbour.notify(reports.map(({ reportId }) => reportId))
    await harbour.deliver()
    expect(harbour.channels.sent.length).toBe(since)
    const newest = new Map(eventsAt('goalert').map(({ dedupKey, action }) => [dedupKey, action]))
    expect([...newest.values()]).toEqual(reports.map(() => 'resolve'))
  })

  it('that took one report of a digest says nothing of another one', async () => {
    const harbour = createHarbourInMemory()
    await harbour.contacts.put([{ ...pagerDuty, audience }])
    const begun = [await given.routedReport({ in: harbour }), await given.routedReport({ in: harbour })]
    const reports = begun.map(({ report }) => report)
    await harbour.notify(reports.map(({ reportId }) => reportId))
    const [first, second] = harbour.deliveries.sent.map(({ delivery }) => delivery).slice(-2)
    if (first === undefined || second === undefined) throw new Error('there are two deliveries')
    expect(new Set([first, second].map((each) => each.kind === 'report' && each.reportId)).size).toBe(2)
    await harbour.deliverTo(first)
    expect(reports.map((report) => harbour.stateOf(report)).toSorted()).toEqual(['alerted', 'routed'])
    await harbour.deliverTo(second)
    expect(reports.map((report) => harbour.stateOf(report))).toEqual(['alerted', 'alerted'])
  })

  it('has a second of its own beside another engine behind the same address', async () => {
    const harbour = createHarbourInMemory()
    const other = { ...pagerDuty, secretName: 'other' }
    await harbour.contacts.put([
      { ...pagerDuty, audience },
      { ...other, audience },
    ])
    const { report } = await given.routedReport({ in: harbour })
    await harbour.deliver()
    harbour.advance(1)
    await report.act(leith, 'acknowledgement')
    const events = harbour.deliveries.sent.filter(({ delivery }) => delivery.kind === 'engine-event')
    expect(events).toHaveLength(2)
    const ports = { turns: createFakeTurns(), wait: async () => undefined }
    const [sent, waiting] = [harbour.channels.sent.length, harbour.deliveries.sent.length]
    for (const { delivery } of events) await harbour.deliverTo(delivery, ports)
    expect([harbour.channels.sent.length - sent, harbour.deliveries.sent.length - waiting]).toEqual([2, 0])
  })

  it('of duty control too closes what its digest says is erased', async () => {
    const { harbour, report, eventsAt } = await withEngines()
    const control = { desk: 'duty-control', recipients: 'duty' } as const
    await harbour.contacts.put([
      { ...goAlert, audience: control },
      { ...pagerDuty, audience },
    ])
    const contacts = await harbour.contacts.all()
    await report.withdraw()
    harbour.advance(policy.withdrawalMinutes)
    await harbour.watch()
    expect(harbour.stateOf(report)).toBe('withdrawn')
    harbour.advance(1)
    const contactId = contacts.find(({ channel }) => channel === 'goalert')?.contactId ?? ''
    const digest = { digestId: 'digest-of-control', audience: control, rung: 1, subject: 's', text: 't' }
    const { reportId } = report
    const at = harbour.clock.at.toISOString()
    await harbour.ports.alertDigests.put({ ...digest, at, reportIds: [reportId], contactIds: [contactId] })
    await harbour.deliverTo({ kind: 'report', digestId: digest.digestId, contactId, reportId, tried: 0 })
    expect(eventsAt('goalert').at(-1)?.action).toBe('resolve')
  })

  it('opens no alert for a report that an officer took before its turn came', async () => {
    const { harbour, report, eventsAt } = await withEngines()
    harbour.advance(1)
    await report.act(leith, 'acknowledgement')
    await harbour.deliver()
    expect(eventsAt('pagerduty').map(({ action }) => action)).toEqual(['acknowledge'])
  })

  it('that is down keeps no officer from acknowledging, and hears of it later', async () => {
    const { harbour, report, eventsAt } = await withEngines()
    await harbour.deliver()
    const lost = async () => {
      throw new Error('SQS is down')
    }
    const ports = { deliveries: { send: lost } }
    expect((await report.with({ ports }).act(leith, 'acknowledgement')).status).toBe(200)
    expect(harbour.stateOf(report)).toBe('acknowledged')
    await report.act(leith, 'opening', opening)
    await report.act(leith, 'closing', { outcome: 'advice-given' })
    const down: MessageChannel = {
      send: async () => {
        throw new Error('the engine does not answer')
      },
    }
    const [first] = harbour.deliveries.sent.slice(-2)
    if (first === undefined) throw new Error('there is an event')
    const before = harbour.deliveries.sent.length
    await harbour.deliverTo(first.delivery, { channels: { ...harbour.ports.channels, pagerduty: down, goalert: down } })
    expect(harbour.deliveries.sent.slice(before)).toEqual([
      { delivery: { ...first.delivery, tried: 1 }, delaySeconds: policy.deliveryRetrySeconds[0] },
    ])
    expect(eventsAt('pagerduty')).toHaveLength(1)
  })

  it('never acknowledges a report by itself: the ladder goes on though it took every alert', async () => {
    const { harbour, report } = await withEngines()
    await harbour.deliver()
    harbour.advance(policy.firstAlertMinutes.standard)
    await harbour.watch()
    expect(harbour.reportOf(report.reportId)).toMatchObject({ state: 'alerted', alerting: { rung: 2 } })
  })
})

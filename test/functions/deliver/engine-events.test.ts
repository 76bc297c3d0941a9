import { describe, expect, it } from 'vitest'
import { policy } from '../../../shared/domain/policy.ts'
import type { ReportIn } from '../../../shared/domain/report.ts'
import type { MessageChannel } from '../../../shared/ports/channels.ts'
import { createFakeTurns } from '../../fakes/deliveries.ts'
import { audience, engines, goAlert, pagerDuty, withEngines } from '../../kit/engines.ts'
import { given, opening, pass } from '../../kit/given.ts'
import { createHarbourInMemory } from '../../kit/harbour.ts'
import { control, leith } from '../../kit/officers.ts'

describe('an on-call engine that has an alert', () => {
  it('hears that an officer acknowledged the report, and that it is closed', async () => {
    const { harbour, report, eventsAt, openAt } = await withEngines()
    const standings = () => ['pagerduty', 'goalert'].map(openAt)
    await harbour.deliver()
    expect(standings()).toEqual([['calls'], ['calls']])
    await report.act(leith, 'acknowledgement')
    await harbour.deliver()
    expect(standings()).toEqual([['acknowledged'], ['acknowledged']])
    await report.act(leith, 'opening', opening)
    await report.act(leith, 'closing', { outcome: 'advice-given' })
    await harbour.deliver()
    expect(standings()).toEqual([[], []])
    expect(eventsAt('pagerduty').map(({ action }) => action)).toEqual(['trigger', 'acknowledge', 'resolve'])
  })

  it('keeps calling for an addition when the event of an acknowledgement comes late', async () => {
    const { harbour, report, openAt } = await withEngines()
    await harbour.deliver()
    await report.act(leith, 'acknowledgement')
    const late = harbour.deliveries.sent.filter(({ delivery }) => delivery.kind === 'engine-event')
    expect(late.length).toBeGreaterThan(0)
    await report.act(leith, 'opening', opening)
    harbour.advance(5)
    await report.add('They wrote again.')
    await harbour.deliver()
    for (const { delivery } of late) await harbour.deliverTo(delivery)
    expect(openAt('pagerduty')).toEqual(['calls'])
  })

  it('of a desk that hands a report over closes its alert', async () => {
    const { harbour, report, eventsAt } = await withEngines()
    await harbour.deliver()
    await report.act(leith, 'reroute', { desk: 'division-p', reason: 'lives-elsewhere' })
    await harbour.deliver()
    expect(eventsAt('goalert').map(({ action }) => action)).toEqual(['trigger', 'resolve'])
  })

  it.each(['duty', 'duty-control'] as const)(
    'of %s closes its alert when a text erases itself, and opens none for the digest that says so',
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

  it('closes its alert when an officer erases a text; that of supervisors opens one for the closing that they must see', async () => {
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

  it('of duty control keeps its alert open when a report that nobody answered is handed over', async () => {
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

  it('keeps calling when the event of a closing comes late, and the report waits again', async () => {
    const { harbour, report, openAt } = await withEngines()
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
    for (const { delivery } of late) await harbour.deliverTo(delivery)
    expect(openAt('goalert')).toEqual(['calls'])
  })

  it('of supervisors keeps calling about a closing that they must see when the event of that closing comes late', async () => {
    const { harbour, report, openAt } = await withEngines()
    await harbour.contacts.put([
      { ...goAlert, audience },
      { ...pagerDuty, audience: { ...audience, recipients: 'supervisor' } },
    ])
    await harbour.deliver()
    await report.act(leith, 'acknowledgement')
    await report.act(leith, 'opening', opening)
    await report.act(leith, 'grade', { grade: 'immediate' })
    await report.act(leith, 'closing', { outcome: 'advice-given' })
    const late = harbour.deliveries.sent.filter(({ delivery }) => delivery.kind === 'engine-event')
    await pass(harbour, 1)
    expect(openAt('pagerduty')).toEqual(['calls'])
    for (const { delivery } of late) await harbour.deliverTo(delivery)
    expect(openAt('pagerduty')).toEqual(['calls'])
  })

  it('of supervisors is called about a closing that they must see, though its reporter withdraws before it is reached', async () => {
    const { harbour, report, openAt } = await withEngines()
    const supervisors = { ...audience, recipients: 'supervisor' } as const
    await harbour.contacts.put([
      { audience: supervisors, channel: 'email', address: 'one@police.example', isEnabled: true },
      { ...pagerDuty, audience: supervisors },
    ])
    await harbour.deliver()
    await report.act(leith, 'acknowledgement')
    await report.act(leith, 'opening', opening)
    await report.act(leith, 'grade', { grade: 'immediate' })
    await report.act(leith, 'closing', { outcome: 'advice-given' })
    harbour.advance(1)
    await harbour.watch()
    await harbour.notify(report.reportId)
    const sent = harbour.deliveries.sent.map(({ delivery }) => delivery)
    for (const delivery of sent.filter(({ kind }) => kind === 'digest')) await harbour.deliverTo(delivery)
    await report.withdraw()
    await harbour.notify(report.reportId)
    for (const delivery of sent.filter(({ kind }) => kind === 'report')) await harbour.deliverTo(delivery)
    expect(openAt('pagerduty')).toEqual(['calls'])
  })

  it('of duty control closes its alert of a report that duty control hands over, and a late digest opens none', async () => {
    const { harbour, openAt } = await withEngines()
    await harbour.contacts.put([{ ...goAlert, audience: { desk: 'duty-control', recipients: 'duty' } }])
    const { report } = await given.routedReport({ in: harbour, submission: { age: { now: '25-44' } } })
    expect(harbour.reportOf(report.reportId)).toMatchObject({ desk: 'duty-control' })
    await harbour.notify(report.reportId)
    const late = harbour.deliveries.sent.map(({ delivery }) => delivery).filter(({ kind }) => kind === 'report')
    await harbour.deliver()
    expect(openAt('goalert')).toEqual(['calls'])
    await report.act(control, 'reroute', { desk: 'division-e', reason: 'lives-elsewhere' })
    await harbour.deliver()
    expect(openAt('goalert')).toEqual([])
    for (const delivery of late) await harbour.deliverTo(delivery)
    expect(openAt('goalert')).toEqual([])
  })

  it('closes every alert of a digest of erased texts, and opens none', async () => {
    const { harbour, reports, openAt } = await withEngines(policy.engineAlerts + 2)
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
    expect(openAt('goalert')).toEqual([])
  })

  it('need not wait for another engine behind the same address', async () => {
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

  it('of duty control closes the alert of a text that its own digest says is erased', async () => {
    const { harbour, report, eventsAt } = await withEngines()
    const ofControl = { desk: 'duty-control', recipients: 'duty' } as const
    await harbour.contacts.put([
      { ...goAlert, audience: ofControl },
      { ...pagerDuty, audience },
    ])
    const contacts = await harbour.contacts.all()
    await report.withdraw()
    harbour.advance(policy.withdrawalMinutes)
    await harbour.watch()
    expect(harbour.stateOf(report)).toBe('withdrawn')
    const { reportId } = report
    const kept = harbour.reportOf(reportId) as ReportIn<'withdrawn'>
    harbour.replace({ ...kept, alerting: { ...kept.alerting, also: 'duty-control' } })
    harbour.advance(1)
    const contactId = contacts.find(({ channel }) => channel === 'goalert')?.contactId ?? ''
    const digest = { digestId: 'digest-of-control', audience: ofControl, rung: 1, subject: 's', text: 't' }
    const at = harbour.clock.at.toISOString()
    await harbour.ports.alertDigests.put({ ...digest, at, reportIds: [reportId], contactIds: [contactId] })
    await harbour.deliverTo({ kind: 'report', digestId: digest.digestId, contactId, reportId, tried: 0 })
    expect(eventsAt('goalert').at(-1)?.action).toBe('resolve')
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
})

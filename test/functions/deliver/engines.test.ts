import { describe, expect, it } from 'vitest'
import { policy } from '../../../shared/domain/policy.ts'
import { audience, pagerDuty, withEngines } from '../../kit/engines.ts'
import { given, opening, pass } from '../../kit/given.ts'
import { createHarbourInMemory } from '../../kit/harbour.ts'
import { leith } from '../../kit/officers.ts'

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

  it('opens a new alert at each rung and then closes the one before, since it calls nobody for one that is open', async () => {
    const { harbour, eventsAt, openAt } = await withEngines()
    await harbour.deliver()
    await pass(harbour, policy.firstAlertMinutes.standard)
    const [first, second, ...others] = eventsAt('pagerduty')
    expect([first, second]).toMatchObject([{ action: 'trigger' }, { action: 'trigger', endedKeys: [first?.dedupKey] }])
    expect([others, openAt('pagerduty')]).toEqual([[], ['calls']])
  })

  it('finds its alert again by the same key when the same digest comes again, or something is added on the same rung', async () => {
    const { harbour, report, eventsAt } = await withEngines()
    await harbour.deliver()
    const [sent] = harbour.deliveries.sent.filter(({ delivery }) => delivery.kind === 'report')
    if (sent !== undefined) await harbour.deliverTo(sent.delivery)
    await report.add('They wrote again.')
    await harbour.deliver()
    const keys = eventsAt('pagerduty').map(({ dedupKey }) => dedupKey)
    expect([keys.length, new Set(keys).size]).toEqual([3, 1])
  })

  it('opens an alert each for the most urgent reports of a large digest, and one for the rest', async () => {
    const { harbour, eventsAt } = await withEngines(policy.engineAlerts + 15)
    await harbour.deliver()
    expect(eventsAt('pagerduty')).toHaveLength(policy.engineAlerts)
    const rest = harbour.channels.sent.filter(({ contact, trigger }) => contact.channel === 'pagerduty' && !trigger)
    expect(rest.map(({ text }) => text)).toEqual([expect.stringContaining('Harbour: 25 reports,')])
  })

  it('opens a new alert for the first thing that comes after an acknowledgement', async () => {
    const { harbour, report, openAt } = await withEngines()
    await harbour.deliver()
    await report.act(leith, 'acknowledgement')
    await harbour.deliver()
    expect(openAt('pagerduty')).toEqual(['acknowledged'])
    await report.add('They wrote again.')
    await harbour.deliver()
    expect(openAt('pagerduty')).toEqual(['calls'])
    await report.act(leith, 'opening', opening)
    harbour.advance(5)
    await report.add('And again.')
    await harbour.deliver()
    expect(openAt('pagerduty')).toEqual(['calls'])
  })

  it('that took one report of a digest leaves another one unsent', async () => {
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

  it('opens no alert for a report that an officer took before its turn came', async () => {
    const { harbour, report, eventsAt } = await withEngines()
    harbour.advance(1)
    await report.act(leith, 'acknowledgement')
    await harbour.deliver()
    expect(eventsAt('pagerduty').map(({ action }) => action)).toEqual(['acknowledge'])
  })

  it.each(['before the new desk was notified', 'after the new desk was notified'])(
    'opens no alert for a report that was handed over before its turn, %s',
    async (when) => {
      const { harbour, report, openAt } = await withEngines()
      const late = harbour.deliveries.sent.map(({ delivery }) => delivery)
      await report.act(leith, 'reroute', { desk: 'division-p', reason: 'lives-elsewhere' })
      if (when.startsWith('after')) await harbour.deliver()
      for (const delivery of late) await harbour.deliverTo(delivery)
      await harbour.deliver()
      expect([openAt('pagerduty'), openAt('goalert')]).toEqual([[], []])
    },
  )

  it('opens a new alert for an addition to a closed report, though it never heard of the closing', async () => {
    const { harbour, report, openAt } = await withEngines()
    await harbour.deliver()
    await report.act(leith, 'acknowledgement')
    await harbour.deliver()
    await report.act(leith, 'opening', opening)
    const lost = { send: () => Promise.reject(new Error('SQS does not answer')) }
    await report.with({ ports: { deliveries: lost } }).act(leith, 'closing', { outcome: 'advice-given' })
    expect(openAt('pagerduty')).toEqual(['acknowledged'])
    await report.add('They wrote again.')
    await harbour.deliver()
    await harbour.watch()
    await harbour.deliver()
    expect(harbour.stateOf(report)).toBe('alerted')
    expect(openAt('pagerduty')).toEqual(['calls'])
  })

  it('never acknowledges a report by itself: the ladder goes on though it took every alert', async () => {
    const { harbour, report } = await withEngines()
    await harbour.deliver()
    harbour.advance(policy.firstAlertMinutes.standard)
    await harbour.watch()
    expect(harbour.reportOf(report.reportId)).toMatchObject({ state: 'alerted', alerting: { rung: 2 } })
  })

  it('that took one report of a digest first does not keep a mailbox, which gets all of it, from marking the rest', async () => {
    const harbour = createHarbourInMemory()
    await harbour.contacts.put([
      { ...pagerDuty, audience },
      { audience, channel: 'email', address: 'duty@police.example', isEnabled: true },
    ])
    const begun = [await given.routedReport({ in: harbour }), await given.routedReport({ in: harbour })]
    const reports = begun.map(({ report }) => report)
    await harbour.notify(reports.map(({ reportId }) => reportId))
    const sent = harbour.deliveries.sent.map(({ delivery }) => delivery)
    const [toEngine] = sent.filter(({ kind }) => kind === 'report')
    const [toMailbox] = sent.filter(({ kind }) => kind === 'digest')
    if (toEngine === undefined || toMailbox === undefined) throw new Error('there is one of each')
    await harbour.deliverTo(toEngine)
    expect(reports.map((report) => harbour.stateOf(report)).toSorted()).toEqual(['alerted', 'routed'])
    await harbour.deliverTo(toMailbox)
    expect(reports.map((report) => harbour.stateOf(report))).toEqual(['alerted', 'alerted'])
  })
})

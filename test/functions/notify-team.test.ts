import { expect, it } from 'vitest'
import { sha256 } from '../../shared/adapters/reporter-credentials.ts'
import { verifyLog } from '../../shared/domain/log.ts'
import type { ReportStore } from '../../shared/ports/report-store.ts'
import { oneContactEach } from '../kit/contacts.ts'
import { given, pass } from '../kit/given.ts'
import { alertsSince, changesSince, happenedSince, markOf, messagesSince, nothingHappened } from '../kit/happenings.ts'
import { createHarbourInMemory } from '../kit/harbour.ts'
import { leith } from '../kit/officers.ts'

const digestsOf = ({ alertDigests }: ReturnType<typeof createHarbourInMemory>) => [...alertDigests.kept.values()]

it('the desk of a routed report gets a digest, in words that name no person, and the alert is marked as queued', async () => {
  const { harbour, report } = await given.routedReport()
  const { reportId } = report
  const mark = markOf(harbour)
  await harbour.notify(reportId)
  const audience = { desk: 'division-e', recipients: 'duty' }
  expect(happenedSince(harbour, mark)).toEqual({
    changes: ['alert.queued by notify-team'],
    messages: ['delivery to division-e-duty'],
    alerts: [],
    lines: [
      { event: 'digest.queued', ...audience, digestId: 'digest-1', reports: 1, contacts: 1 },
      { event: 'alert.queued', reportId, desk: 'division-e', kind: 'new', rung: 1, actBy: '2026-11-24T20:00:00.000Z' },
    ],
  })
  const words = 'Harbour: 1 report, most urgent standard, act by 20:00 GMT 24 Nov'
  expect(digestsOf(harbour)).toEqual([
    {
      digestId: 'digest-1',
      audience,
      at: '2026-11-24T12:00:00.000Z',
      rung: 1,
      reportIds: [reportId],
      contactIds: ['division-e-duty'],
      subject: words,
      text: `${words}, ref ${reportId.slice(0, 4)} https://console.example.org/`,
      outcomes: {},
    },
  ])
})

it('a desk is notified once of one alert, however many messages name the report', async () => {
  const { harbour, report } = await given.routedReport()
  const { reportId } = report
  await harbour.notify(reportId)
  const mark = markOf(harbour)
  await harbour.notify(reportId)
  await harbour.deliver()
  await harbour.notify(reportId)
  expect(alertsSince(harbour, mark)).toEqual(['new 1: division-e duty'])
  expect(changesSince(harbour, mark)).toEqual(['alert.sent by deliver'])
})

it('the alerts of many reports of a desk are one message to each of its contacts', async () => {
  const harbour = createHarbourInMemory()
  await harbour.contacts.put([
    {
      audience: { desk: 'division-e', recipients: 'duty' },
      channel: 'email',
      address: 'one@a.example',
      isEnabled: true,
    },
    { audience: { desk: 'division-e', recipients: 'duty' }, channel: 'sms', address: '+447700900001', isEnabled: true },
    {
      audience: { desk: 'division-e', recipients: 'duty' },
      channel: 'sms',
      address: '+447700900002',
      isEnabled: false,
    },
    {
      audience: { desk: 'division-e', recipients: 'duty' },
      channel: 'call',
      address: '+447700900001',
      isEnabled: true,
    },
  ])
  const reportIds: string[] = []
  for (let count = 0; count < 40; count += 1) {
    const { report } = await given.routedReport({ in: harbour })
    reportIds.push(report.reportId)
  }
  const mark = markOf(harbour)
  await harbour.notify([...reportIds, 'NOSUCHREPORT'])
  expect(messagesSince(harbour, mark)).toEqual(['delivery to contact-1', 'delivery to contact-2'])
  const [digest, ...others] = digestsOf(harbour)
  expect(others).toEqual([])
  expect(digest?.reportIds.toSorted()).toEqual(reportIds.toSorted())
  expect(digest?.text).toContain('Harbour: 40 reports,')
  await harbour.deliver()
  expect(harbour.channels.sent).toHaveLength(2)
  for (const reportId of reportIds) expect(harbour.stateOf({ reportId })).toBe('alerted')
})

it('an alert whose deliveries SQS does not take for one audience stays pending, and comes again', async () => {
  const { harbour, report } = await given.alertedReport()
  harbour.advance(8 * 60)
  await harbour.watch()
  const { deliveries } = harbour.ports
  const send: typeof deliveries.send = async (sent) => {
    if (sent.some(({ contactId }) => contactId.startsWith('duty-control'))) throw new Error('SQS is down')
    await deliveries.send(sent)
  }
  const mark = markOf(harbour)
  await expect(harbour.notify(report.reportId, { deliveries: { send } })).rejects.toThrow('1 reports of a batch failed')
  expect(changesSince(harbour, mark)).toEqual([])
  const second = markOf(harbour)
  await harbour.notify(report.reportId)
  expect(messagesSince(harbour, second)).toEqual(['delivery to division-e-duty', 'delivery to duty-control-duty'])
  expect(changesSince(harbour, second)).toEqual(['alert.queued by notify-team'])
})

it('a report that cannot be read keeps no other of its batch waiting', async () => {
  const harbour = createHarbourInMemory()
  const [{ report: one }, { report: other }] = [
    await given.routedReport({ in: harbour }),
    await given.routedReport({ in: harbour }),
  ]
  const reports: ReportStore = {
    ...harbour.ports.reports,
    find: async (reportId) => {
      if (reportId === one.reportId) throw new Error('stored report has no known state')
      return harbour.ports.reports.find(reportId)
    },
  }
  const mark = markOf(harbour)
  const ports = { reports: { ...harbour.ports.reports, ...reports } }
  await expect(harbour.notify([one.reportId, other.reportId], ports)).rejects.toThrow('1 reports')
  await harbour.deliver()
  expect(messagesSince(harbour, mark)).toContain('delivery to division-e-duty')
  expect(harbour.stateOf(other)).toBe('alerted')
})

it('a change that comes while the digest is queued sends nothing again, and the mark is made all the same', async () => {
  const { harbour, report } = await given.routedReport()
  const { deliveries } = harbour.ports
  let changed = 0
  const send: typeof deliveries.send = async (sent) => {
    await deliveries.send(sent)
    for (; changed < 5; changed += 1) await report.act(leith, 'notes', { text: `note ${changed}` })
  }
  const mark = markOf(harbour)
  await harbour.notify(report.reportId, { deliveries: { send } })
  expect(messagesSince(harbour, mark)).toEqual(['delivery to division-e-duty'])
  expect(harbour.reportOf(report.reportId)).toHaveProperty('alerting.queued.at')
})

it('a report that is handed over while its digest is queued is not marked: its new desk gets an alert of its own', async () => {
  const { harbour, report } = await given.routedReport()
  const { deliveries } = harbour.ports
  const send: typeof deliveries.send = async (sent) => {
    await deliveries.send(sent)
    await report.act(leith, 'reroute', { desk: 'division-p', reason: 'lives-elsewhere' })
  }
  await harbour.notify(report.reportId, { deliveries: { send } })
  expect(harbour.reportOf(report.reportId)).not.toHaveProperty('alerting.queued')
  const mark = markOf(harbour)
  await harbour.deliver()
  expect(alertsSince(harbour, mark)).toEqual(['new 1: division-e duty', 'reroute 1: division-p duty'])
  expect(harbour.reportOf(report.reportId)).toMatchObject({ state: 'alerted', desk: 'division-p' })
})

it('a desk without any contact is passed over at once: the next rung goes out with the next pass', async () => {
  const harbour = createHarbourInMemory()
  await harbour.contacts.put(oneContactEach.filter(({ audience }) => audience.desk !== 'division-e'))
  const { report } = await given.routedReport({ in: harbour })
  const mark = markOf(harbour)
  await harbour.notify(report.reportId)
  expect(happenedSince(harbour, mark)).toMatchObject({
    changes: ['alert.queued by notify-team', 'alert.failed by deliver'],
    messages: [],
  })
  await pass(harbour, 0)
  expect(alertsSince(harbour, mark)).toEqual(['escalation 2: duty-control duty'])
})

it('an alert whose digests are lost is made anew three minutes later, and not before', async () => {
  const { harbour, report } = await given.routedReport()
  await harbour.notify(report.reportId)
  harbour.loseMessages()
  const mark = markOf(harbour)
  await pass(harbour, 2)
  expect(alertsSince(harbour, mark)).toEqual([])
  await pass(harbour, 1)
  expect(alertsSince(harbour, mark)).toEqual(['new 1: division-e duty'])
  expect(harbour.stateOf(report)).toBe('alerted')
})

it('an alert that is answered before its message is handled makes no digest', async () => {
  const { harbour, report } = await given.routedReport()
  await report.act(leith, 'acknowledgement')
  const mark = markOf(harbour)
  await harbour.notify(report.reportId)
  const lines = [{ event: 'alert.skipped', reportId: report.reportId, outcome: 'nothing-to-do' }]
  expect(happenedSince(harbour, mark)).toEqual({ ...nothingHappened, lines })
})

it('the log of an alerted report is whole and names each change once', async () => {
  const { harbour, report } = await given.alertedReport()
  const { log = [] } = harbour.reports.kept.get(report.reportId) ?? {}
  expect(log.map(({ what }) => what)).toEqual(['report.received', 'report.routed', 'alert.queued', 'alert.sent'])
  expect(verifyLog(report.reportId, log, harbour.reportOf(report.reportId), sha256)).toEqual({ whole: true })
})

import { expect, it } from 'vitest'
import { sha256 } from '../../shared/adapters/reporter-credentials.ts'
import { verifyLog } from '../../shared/domain/log.ts'
import { given } from '../kit/given.ts'
import { alertsSince, happenedSince, markOf, nothingHappened } from '../kit/happenings.ts'

it('the desk of a routed report is notified, in words that name no person, and the alert is marked as sent', async () => {
  const { harbour, report } = await given.routedReport()
  const { reportId } = report
  const mark = markOf(harbour)
  await harbour.notify(reportId)
  expect(happenedSince(harbour, mark)).toEqual({
    changes: ['alert.sent by notify-team'],
    messages: [],
    alerts: ['new 1: division-e duty'],
    lines: [{ event: 'alert.sent', desk: 'division-e', kind: 'new', rung: 1, actBy: '2026-11-24T20:00:00.000Z' }],
  })
  expect(harbour.topics.published.map(({ alert }) => alert.text)).toEqual([
    `Harbour: 1 standard report, desk E, acknowledge by 20:00 24 Nov, ref ${reportId.slice(0, 4)}, step 1 https://console.example.org/`,
  ])
})

it('a desk is notified once of one alert, however many messages name the report', async () => {
  const { harbour, report } = await given.alertedReport()
  const mark = markOf(harbour)
  await harbour.notify(report.reportId)
  const lines = [{ event: 'alert.skipped', outcome: 'nothing-to-do' }]
  expect(happenedSince(harbour, mark)).toEqual({ ...nothingHappened, lines })
})

it('an alert that SNS does not take for one audience stays pending, and everyone is notified by the next message', async () => {
  const { harbour, report } = await given.alertedReport()
  harbour.advance(8 * 60)
  await harbour.watch()
  const { topics } = harbour.ports
  const publish: typeof topics.publish = async (audience, alert) => {
    if (audience.desk === 'duty-control') throw new Error('SNS is down')
    await topics.publish(audience, alert)
  }
  const mark = markOf(harbour)
  await expect(harbour.notify(report.reportId, { topics: { publish } })).rejects.toThrow(
    'did not accept an alert for every audience',
  )
  const alerts = ['escalation 2: division-e duty']
  expect(happenedSince(harbour, mark)).toEqual({ ...nothingHappened, alerts })
  const second = markOf(harbour)
  await harbour.notify(report.reportId)
  expect(alertsSince(harbour, second)).toEqual(['escalation 2: division-e duty, duty-control duty'])
})

it('the log of an alerted report is whole and names each change once', async () => {
  const { harbour, report } = await given.alertedReport()
  const { log = [] } = harbour.reports.kept.get(report.reportId) ?? {}
  expect(log.map(({ what }) => what)).toEqual(['report.received', 'report.routed', 'alert.sent'])
  expect(verifyLog(report.reportId, log, harbour.reportOf(report.reportId), sha256)).toEqual({ whole: true })
})

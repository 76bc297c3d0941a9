import { expect, it } from 'vitest'
import { policy } from '../../../shared/domain/policy.ts'
import { type GivenReport, given, opening, pass } from '../../kit/given.ts'
import { alertsSince, linesSince, markOf } from '../../kit/happenings.ts'
import { leith } from '../../kit/officers.ts'
import { down } from '../../kit/outage.ts'
import { adultWhoWrites } from '../../kit/submissions.ts'

const givenUnread = async () => {
  const begun = await given.reportReadAfterEveryRung({ by: leith })
  await begun.report.add('they wrote again')
  await begun.harbour.deliver()
  return begun
}

const openWith = (report: GivenReport, ports: Parameters<GivenReport['with']>[0]['ports']) =>
  report.with({ ports }).act(leith, 'opening', opening)

it.each(['the log cannot be written', 'the reader role cannot be assumed'])(
  'an addition stays unread, and escalates, when an opening fails because %s',
  async (why) => {
    const { harbour, report } = await givenUnread()
    const failing =
      why === 'the log cannot be written'
        ? { reports: { ...harbour.ports.reports, update: down('DynamoDB') } }
        : { reader: { begin: down('STS') } }
    await expect(openWith(report, failing)).rejects.toThrow('down')
    expect(harbour.reportOf(report.reportId)).toHaveProperty('unreadSince')
    await pass(harbour, policy.firstAlertMinutes.standard)
    expect(harbour.reportOf(report.reportId)).toMatchObject({ alerting: { kind: 'addition', rung: 2 } })
  },
)

it('an officer gets the text of an addition that cannot be marked as read, and the addition stays unread', async () => {
  const { harbour, report } = await givenUnread()
  const { reports } = harbour.ports
  const update: typeof reports.update = (current, change) =>
    change.entry.what === 'report.read' ? down('DynamoDB')() : reports.update(current, change)
  const mark = markOf(harbour)
  const reply = await openWith(report, { reports: { ...reports, update } })
  expect(JSON.stringify(reply.body)).toContain('they wrote again')
  expect(harbour.reportOf(report.reportId)).toHaveProperty('unreadSince')
  expect(linesSince(harbour, mark)).toContainEqual(
    expect.objectContaining({
      event: 'reading.not-marked',
      officer: 'officer-leith',
      errorMessage: 'DynamoDB is down',
    }),
  )
})

it('an officer gets the additions that can be opened when the text of another is lost, which stays unread', async () => {
  const { harbour, report } = await given.reportReadAfterEveryRung({ by: leith })
  harbour.advance(1)
  for (const text of ['they wrote again', 'and again']) {
    await report.add(text)
    harbour.advance(1)
  }
  await harbour.deliver()
  const [lost = ''] = [...harbour.reports.texts.keys()].slice(-2)
  harbour.reports.texts.delete(lost)
  const mark = markOf(harbour)
  const { body } = await report.act(leith, 'opening', opening)
  expect(body).toMatchObject({
    report: adultWhoWrites,
    supplements: [{ kind: 'note' }, { failed: true }, { text: 'and again' }, { kind: 'note' }],
  })
  expect(linesSince(harbour, mark).map(({ event }) => event)).toContain('supplement.not-opened')
  expect(harbour.reportOf(report.reportId)).toHaveProperty('unreadSince')
})

it('an addition that reaches the desk while an officer opens the report stays unread', async () => {
  const { harbour, report } = await given.reportReadAfterEveryRung({ by: leith })
  harbour.advance(1)
  await report.add('they wrote again')
  harbour.advance(1)
  const { reader } = harbour.ports
  const begin: typeof reader.begin = async (desk, officer) => {
    await harbour.route(report.reportId)
    return reader.begin(desk, officer)
  }
  const reply = await openWith(report, { reader: { begin } })
  expect(reply.body).toMatchObject({
    supplements: [{ kind: 'note' }, { kind: 'addition', waiting: true }, { kind: 'note' }],
  })
  expect(harbour.reportOf(report.reportId)).toMatchObject({ alerting: { kind: 'addition', rung: 1 } })
  expect(harbour.reportOf(report.reportId)).toHaveProperty('unreadSince')
})

it('a desk is notified of a withdrawal that comes while an officer reads an addition', async () => {
  const { harbour, report } = await given.reportReadAfterEveryRung({ by: leith })
  await report.add('they wrote again')
  await harbour.route(report.reportId)
  const { reader } = harbour.ports
  const begin: typeof reader.begin = async (desk, officer) => {
    await report.withdraw()
    return reader.begin(desk, officer)
  }
  const mark = markOf(harbour)
  await openWith(report, { reader: { begin } })
  expect(harbour.reportOf(report.reportId)).not.toHaveProperty('unreadSince')
  await pass(harbour, 1)
  expect(alertsSince(harbour, mark)).toEqual(['withdrawal 1: division-e duty'])
})

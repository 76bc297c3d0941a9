import { describe, expect, it } from 'vitest'
import { policy } from '../../../shared/domain/policy.ts'
import { given, opening } from '../../kit/given.ts'
import { alertsSince, happenedSince, linesSince, markOf, nothingHappened } from '../../kit/happenings.ts'
import { fife, leith, leithToo } from '../../kit/officers.ts'
import { down } from '../../kit/outage.ts'
import { adultWhoWrites } from '../../kit/submissions.ts'
import { textOf, whoOpens } from '../../kit/texts.ts'

const handover = { desk: 'division-p', reason: 'lives-elsewhere' }

describe('handing a report to another desk', () => {
  it('a handover is stored and logged, and the new desk is notified from rung 1', async () => {
    const { harbour, report } = await given.acknowledgedReport({ by: leith })
    const mark = markOf(harbour)
    const reply = await report.act(leith, 'reroute', handover)
    expect(reply).toMatchObject({ status: 200, body: { state: 'routed', desk: 'division-p' } })
    expect(happenedSince(harbour, mark)).toEqual({
      changes: ['report.rerouted by officer-leith'],
      messages: [`division-p ${report.reportId}`],
      alerts: [],
      lines: [{ event: 'report.rerouted', officer: 'officer-leith', reportId: report.reportId }],
    })
    await harbour.deliver()
    expect(alertsSince(harbour, mark)).toEqual(['reroute 1: division-p duty'])
  })

  it('only the new desk opens a report after a handover, with the notes that the old desk wrote', async () => {
    const { harbour, report } = await given.acknowledgedReport({ by: leith })
    await report.act(leith, 'notes', { text: 'note of Leith' })
    await report.act(leith, 'reroute', handover)
    expect((await report.act(leith, 'opening', opening)).status).toBe(404)
    expect((await report.act(leith, 'reroute', handover)).status).toBe(404)
    const opened = await report.act(fife, 'opening', opening)
    expect(opened).toMatchObject({ status: 200, body: { report: adultWhoWrites, desk: 'division-p' } })
    expect(JSON.stringify(opened.body)).toContain('note of Leith')
    expect(whoOpens(harbour, report)).toEqual(['division-p'])
  })

  it('a report is not handed to the desk that has it', async () => {
    const { harbour, report } = await given.alertedReport()
    const mark = markOf(harbour)
    expect((await report.act(leith, 'reroute', { ...handover, desk: 'division-e' })).status).toBe(409)
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  })

  it('a closed report is not handed over', async () => {
    const { harbour, report } = await given.closedReport({ by: leith })
    const mark = markOf(harbour)
    expect((await report.act(leith, 'reroute', handover)).status).toBe(409)
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  })

  it('a handover during an opening leaves the new desk alone able to open the report', async () => {
    const { harbour, report } = await given.alertedReport()
    const { reader } = harbour.ports
    const begin: typeof reader.begin = async (...session) => {
      await report.act(leithToo, 'reroute', handover)
      return reader.begin(...session)
    }
    const reply = await report.with({ ports: { reader: { begin } } }).act(leith, 'opening', opening)
    expect(reply.status).toBe(200)
    const changes = harbour.logOf(report).map(({ what }) => what)
    expect(changes.indexOf('report.opened')).toBeLessThan(changes.indexOf('report.rerouted'))
    expect(whoOpens(harbour, report)).toEqual(['division-p'])
    expect(textOf(harbour, report)).toBe(JSON.stringify(adultWhoWrites))
  })
})

describe('handing a report over when something fails', () => {
  it('a report stays with its desk when the key cannot be addressed to the new one', async () => {
    const { harbour, report } = await given.alertedReport()
    const mark = markOf(harbour)
    const ports = { reader: { begin: down('STS') } }
    await expect(report.with({ ports }).act(leith, 'reroute', handover)).rejects.toThrow('STS is down')
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
    expect(whoOpens(harbour, report)).toEqual(['division-e'])
  })

  it('a handover whose message the queue does not take is stored, logged, and sent within a minute', async () => {
    const { harbour, report } = await given.alertedReport()
    const mark = markOf(harbour)
    const ports = { deskQueues: { send: down('SQS') } }
    expect((await report.with({ ports }).act(leith, 'reroute', handover)).status).toBe(200)
    expect(linesSince(harbour, mark)).toMatchObject([
      { event: 'report.rerouted' },
      { event: 'queue.send-failed', errorMessage: 'SQS is down', reportId: report.reportId },
    ])
    harbour.advance(policy.redriveMinutes)
    await harbour.watch()
    expect(harbour.deskQueues.sent.at(-1)).toEqual(['division-p', report.reportId])
  })
})

import { describe, expect, it } from 'vitest'
import { policy } from '../../../shared/domain/policy.ts'
import { inFours } from '../../../shared/domain/reference.ts'
import { given, opening, pass } from '../../kit/given.ts'
import { alertsSince, happenedSince, linesSince, markOf, nothingHappened } from '../../kit/happenings.ts'
import { fife, leith, leithToo, officerOf } from '../../kit/officers.ts'
import { down } from '../../kit/outage.ts'
import { adultWhoWrites } from '../../kit/submissions.ts'
import { textOf, whoOpens } from '../../kit/texts.ts'

const handover = { desk: 'division-p', reason: 'lives-elsewhere' }

describe('handing a report to another desk', () => {
  it('a handover is stored and logged, and the new desk is notified on the rung where the ladder was', async () => {
    const { harbour, report } = await given.acknowledgedReport({ by: leith })
    const mark = markOf(harbour)
    const reply = await report.act(leith, 'reroute', handover)
    expect(reply).toMatchObject({
      status: 200,
      body: { reportId: report.reportId, reference: inFours(report.reportId), desk: 'division-p' },
    })
    expect(Object.keys(reply.body ?? {})).toHaveLength(3)
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
    expect((await report.find(leith)).status).toBe(404)
    const opened = await report.act(fife, 'opening', opening)
    expect(opened).toMatchObject({ status: 200, body: { report: adultWhoWrites, desk: 'division-p' } })
    expect(JSON.stringify(opened.body)).toContain('note of Leith')
    expect(whoOpens(harbour, report)).toEqual(['division-p'])
  })

  it('a handover that is repeated by its officer gets the same answer, and changes nothing', async () => {
    const { harbour, report } = await given.acknowledgedReport({ by: leith })
    const first = await report.act(leith, 'reroute', handover)
    const mark = markOf(harbour)
    expect(await report.act(leith, 'reroute', handover)).toEqual(first)
    expect((await report.act(leithToo, 'reroute', handover)).status).toBe(404)
    expect((await report.act(leith, 'reroute', { ...handover, desk: 'division-a' })).status).toBe(404)
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
    await report.act(fife, 'reroute', { ...handover, desk: 'division-e' })
    expect((await report.act(leith, 'reroute', { ...handover, desk: 'division-e' })).status).toBe(409)
  })

  it('an officer of both desks gets the same answer to a repeated handover too', async () => {
    const both = officerOf('officer-of-both', 'division-e', 'division-p', 'duty-control')
    const { report } = await given.alertedReport()
    const first = await report.act(both, 'reroute', handover)
    expect(first.status).toBe(200)
    expect(await report.act(both, 'reroute', handover)).toEqual(first)
  })

  it('handing a report to and fro moves no deadline back, keeps the rung and notifies duty control', async () => {
    const { harbour, report } = await given.alertedReport()
    const before = harbour.reportOf(report.reportId)
    const mark = markOf(harbour)
    harbour.advance(200)
    await report.act(leith, 'reroute', handover)
    await harbour.deliver()
    harbour.advance(200)
    await report.act(fife, 'reroute', { ...handover, desk: 'division-e' })
    await harbour.deliver()
    expect(alertsSince(harbour, mark)).toEqual(['reroute 1: division-p duty, division-e duty, duty-control duty'])
    expect(harbour.reportOf(report.reportId)).toHaveProperty('dueAt', 'dueAt' in before && before.dueAt)
    await pass(harbour, 80)
    expect(harbour.reportOf(report.reportId)).toMatchObject({ alerting: { kind: 'escalation', rung: 2 } })
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

import { describe, expect, it } from 'vitest'
import { given } from '../kit/given.ts'
import { alertsSince, happenedSince, linesSince, markOf, messagesSince, nothingHappened } from '../kit/happenings.ts'
import { createHarbourInMemory } from '../kit/harbour.ts'

const overdue = (seconds: number) => ({ event: 'metric.recorded', OldestOverdueSeconds: seconds })

describe('what a pass does', () => {
  it('a pass does nothing before a report is due, and makes up for each message that was lost', async () => {
    const { harbour, report } = await given.receivedReport()
    const { reportId } = report
    harbour.loseMessages()
    const early = markOf(harbour)
    await harbour.watch()
    expect(happenedSince(harbour, early)).toEqual({ ...nothingHappened, lines: [overdue(0)] })

    harbour.advance(1)
    const unrouted = markOf(harbour)
    await harbour.watch()
    expect(happenedSince(harbour, unrouted)).toEqual({
      changes: ['routing.resent by watch-deadlines'],
      messages: [`routing ${reportId}`],
      alerts: [],
      lines: [overdue(0), { event: 'routing.resent', reportId, sendTo: 'routing' }],
    })

    await harbour.route(reportId)
    harbour.loseMessages()
    harbour.advance(1)
    const unsent = markOf(harbour)
    await harbour.watch()
    expect(messagesSince(harbour, unsent)).toEqual([`division-e ${reportId}`])
    await harbour.deliver()
    expect(alertsSince(harbour, unsent)).toEqual(['new 1: division-e duty'])
  })

  it('a report that two passes find at once goes up by one rung', async () => {
    const { harbour, report } = await given.alertedReport()
    harbour.advance(8 * 60)
    await Promise.all([harbour.watch(), harbour.watch()])
    expect(harbour.reportOf(report.reportId)).toMatchObject({ alerting: { kind: 'escalation', rung: 2 } })
  })

  it('a pass measures how long the oldest report is overdue', async () => {
    const { harbour } = await given.receivedReport()
    harbour.advance(3)
    const mark = markOf(harbour)
    await harbour.watch()
    expect(linesSince(harbour, mark)).toContainEqual(overdue(120))
  })
})

describe('the watcher outside the account', () => {
  it('is told after each good pass, and after no other', async () => {
    const { harbour, report } = await given.receivedReport()
    await harbour.watch()
    expect(harbour.pings).toHaveLength(1)
    harbour.advance(1)
    const { reports } = harbour.ports
    const find: typeof reports.find = () => Promise.reject(new Error(`no report ${report.reportId}`))
    await expect(harbour.watch({ reports: { ...reports, find } })).rejects.toThrow('1 due reports failed')
    expect(harbour.pings).toHaveLength(1)
  })

  it('that does not hear keeps no pass from succeeding, and is logged', async () => {
    const { harbour } = await given.receivedReport()
    const mark = markOf(harbour)
    const ping = () => Promise.reject(new Error('the outside watcher answered 500'))
    await harbour.watch({ watcher: { ping } })
    const fault = { errorName: 'Error', errorMessage: 'the outside watcher answered 500' }
    expect(linesSince(harbour, mark)).toContainEqual({ event: 'watcher.not-pinged', ...fault })
  })
})

describe('what keeps a pass from a report', () => {
  it('one report that fails keeps the pass from no other, and the pass fails for the alarm', async () => {
    const { harbour, report: bad } = await given.receivedReport()
    const { report: good } = await given.receivedReport({
      in: harbour,
      submission: { location: { postcode: 'G1 1AA' } },
    })
    harbour.advance(1)
    const { reports } = harbour.ports
    const find: typeof reports.find = (reportId) =>
      reportId === bad.reportId ? Promise.reject(new Error('stored report has no known state')) : reports.find(reportId)
    const mark = markOf(harbour)
    await expect(harbour.watch({ reports: { ...reports, find } })).rejects.toThrow('1 due reports failed')
    expect(messagesSince(harbour, mark)).toEqual([`routing ${good.reportId}`])
    const fault = { errorName: 'Error', errorMessage: 'stored report has no known state' }
    expect(linesSince(harbour, mark)).toContainEqual({ event: 'deadline.failed', reportId: bad.reportId, ...fault })
  })

  it('a hundred and fifty old reports that hang until a time-out keep the pass from no newer one', async () => {
    const { harbour, report } = await given.receivedReport()
    harbour.loseMessages()
    harbour.advance(1)
    const hanging = Array.from({ length: 150 }, (_, index) => ({
      reportId: `hanging-${index}`,
      dueAt: '2026-11-24T00:00:00.000Z',
    }))
    const { due, reports } = harbour.ports
    const findDue: typeof due.findDue = async (now, limit) => [...hanging, ...(await due.findDue(now, limit))]
    let seconds = 0
    const find: typeof reports.find = async (id) => {
      if (!id.startsWith('hanging-')) return reports.find(id)
      // Twenty workers wait side by side, eight seconds each.
      seconds += 8 / 20
      throw new Error('the table did not answer')
    }
    const mark = markOf(harbour)
    const ports = { due: { findDue }, reports: { ...reports, find }, elapsedMs: () => seconds * 1000 }
    await expect(harbour.watch(ports)).rejects.toThrow('due reports failed; each stays due')
    expect(messagesSince(harbour, mark)).toEqual([`routing ${report.reportId}`])
  })

  it('a thousand reports that fail each time keep the pass from no other', async () => {
    const { harbour, report } = await given.receivedReport()
    harbour.loseMessages()
    harbour.advance(1)
    const poisoned = Array.from({ length: 1500 }, (_, index) => ({
      // Lower case, as no report's id: one that began with P was once counted among these.
      reportId: `poisoned-${index}`,
      dueAt: '2026-11-24T00:00:00.000Z',
    }))
    const { due, reports } = harbour.ports
    const findDue: typeof due.findDue = async (now, limit) =>
      [...poisoned, ...(await due.findDue(now, limit))].slice(0, limit)
    const find: typeof reports.find = (id) =>
      id.startsWith('poisoned-') ? Promise.reject(new Error('no report')) : reports.find(id)
    const mark = markOf(harbour)
    const passing = harbour.watch({ due: { findDue }, reports: { ...reports, find } })
    await expect(passing).rejects.toThrow('1500 due reports')
    expect(messagesSince(harbour, mark)).toEqual([`routing ${report.reportId}`])
  })

  it('a pass whose time is up starts on no other report, and the next pass takes the rest', async () => {
    const harbour = createHarbourInMemory()
    for (let count = 0; count < 30; count += 1) await given.receivedReport({ in: harbour })
    harbour.advance(1)
    let spentMs = 0
    const send = async (reportId: string) => {
      spentMs += 60_000
      await harbour.routingQueue.send(reportId)
    }
    const ports = { elapsedMs: () => spentMs, routingQueue: { send } }
    const mark = markOf(harbour)
    await harbour.watch(ports)
    const first = messagesSince(harbour, mark).length
    expect(first).toBeLessThan(30)
    await harbour.watch(ports)
    expect(messagesSince(harbour, mark).length).toBeGreaterThan(first)
  })

  it('the time of a pass is measured by a clock of its own, however fast the time of day runs', async () => {
    const { harbour, report } = await given.receivedReport()
    harbour.loseMessages()
    const mark = markOf(harbour)
    // What happened: at --speed 86400 half a millisecond was the 40 seconds of a pass, and no report was ever driven
    // on.
    const now = () => {
      harbour.advance(1)
      return harbour.clock.at
    }
    await harbour.watch({ now })
    expect(messagesSince(harbour, mark)).toEqual([`routing ${report.reportId}`])
  })
})

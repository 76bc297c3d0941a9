import { describe, expect, it } from 'vitest'
import { policy } from '../../../shared/domain/policy.ts'
import { given, opening, pass } from '../../kit/given.ts'
import { alertsSince, changesSince, happenedSince, markOf, nothingHappened } from '../../kit/happenings.ts'
import { fife, leith, leithToo } from '../../kit/officers.ts'
import { down } from '../../kit/outage.ts'
import { adultInLeith } from '../../kit/submissions.ts'

const outcome = { outcome: 'crime-recorded' }

describe('closing a report', () => {
  it('an officer closes an acknowledged report with an outcome, and the change is logged', async () => {
    const { harbour, report } = await given.readReport({ by: leith })
    const mark = markOf(harbour)
    expect(await report.act(leith, 'closing', outcome)).toMatchObject({ status: 200, body: { state: 'closed' } })
    expect(happenedSince(harbour, mark)).toEqual({
      ...nothingHappened,
      changes: ['report.closed by officer-leith'],
      lines: [{ event: 'report.closed', officer: 'officer-leith', reportId: report.reportId }],
    })
  })

  it('a report that nobody acknowledged is not closed', async () => {
    const { harbour, report } = await given.alertedReport()
    const mark = markOf(harbour)
    expect((await report.act(leith, 'closing', outcome)).status).toBe(409)
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  })

  it('a report is not closed with an outcome that is not in the list', async () => {
    const { harbour, report } = await given.acknowledgedReport({ by: leith })
    expect((await report.act(leith, 'closing', { outcome: 'bored' })).status).toBe(400)
    expect(harbour.stateOf(report)).toBe('acknowledged')
  })

  it('a closed report that is closed again stays as it is, and another outcome is refused', async () => {
    const { harbour, report } = await given.closedReport({ by: leith })
    const mark = markOf(harbour)
    expect((await report.act(leith, 'closing', { outcome: 'advice-given' })).status).toBe(200)
    expect((await report.act(leith, 'closing', { outcome: 'duplicate' })).status).toBe(409)
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  })

  it('the text of a closed report is erased at its erase date, and nobody can open it', async () => {
    const { harbour, report } = await given.closedReport({ by: leith })
    const mark = markOf(harbour)
    await pass(harbour, policy.retentionMinutes)
    expect(changesSince(harbour, mark)).toEqual(['report.erased by watch-deadlines'])
    expect(harbour.stateOf(report)).toBe('erased')
    expect(harbour.reports.texts.size).toBe(0)
    expect((await report.act(leith, 'opening', opening)).status).toBe(409)
  })
})

describe('closing a report that nobody read', () => {
  it('a report that its desk has not read is not closed, and the refusal says what to do', async () => {
    const { harbour, report } = await given.acknowledgedReport({ by: leith })
    const mark = markOf(harbour)
    expect(await report.act(leith, 'closing', outcome)).toMatchObject({
      status: 409,
      body: { code: 'not-read', detail: expect.stringMatching(/open it before you close it/) },
    })
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  })

  it('a reading by the desk that handed a report over is no reading by the desk that closes it', async () => {
    const { report } = await given.readReport({ by: leith })
    await report.act(leith, 'reroute', { desk: 'division-p', reason: 'lives-elsewhere' })
    await report.act(fife, 'acknowledgement')
    expect(await report.act(fife, 'closing', outcome)).toMatchObject({ status: 409, body: { code: 'not-read' } })
    await report.act(fife, 'opening', { ...opening, reason: 'handover' })
    expect((await report.act(fife, 'closing', outcome)).status).toBe(200)
  })

  it('an opening that gave nobody the text is no reading', async () => {
    const { harbour, report } = await given.acknowledgedReport({ by: leith })
    const ports = { reader: { begin: down('STS') } }
    await expect(report.with({ ports }).act(leith, 'opening', opening)).rejects.toThrow('STS is down')
    expect(harbour.reportOf(report.reportId)).not.toHaveProperty('readAt')
    expect((await report.act(leith, 'closing', outcome)).status).toBe(409)
  })
})

describe('what the supervisors of a desk hear of closings', () => {
  it('the supervisors of the desk alone are notified of the closing of an immediate report', async () => {
    const submission = { ...adultInLeith, danger: { inDangerNow: 'yes' } }
    const { harbour, report } = await given.readReport({ by: leith, submission })
    const mark = markOf(harbour)
    await report.act(leith, 'closing', outcome)
    await pass(harbour, 1)
    expect(alertsSince(harbour, mark)).toEqual(['closing 1: division-e supervisor'])
    await pass(harbour, policy.retentionMinutes)
    expect(harbour.stateOf(report)).toBe('erased')
  })

  it('the supervisors hear of the twenty-first closing of one officer within an hour, and of no earlier one', async () => {
    const { harbour } = await given.alertedReport()
    const mark = markOf(harbour)
    for (let count = 0; count <= policy.closingsAnHour; count += 1) {
      const { report } = await given.readReport({ in: harbour, by: leith })
      await report.act(leith, 'closing', outcome)
    }
    await pass(harbour, 1)
    expect(alertsSince(harbour, mark).filter((alert) => alert.startsWith('closing'))).toEqual([
      'closing 1: division-e supervisor',
    ])
  })

  it('a withdrawal that replaces the alert of a closing reaches the supervisors too', async () => {
    const submission = { ...adultInLeith, danger: { inDangerNow: 'yes' } }
    const { harbour, report } = await given.readReport({ by: leith, submission })
    await report.act(leith, 'closing', outcome)
    const mark = markOf(harbour)
    await report.withdraw()
    await pass(harbour, 1)
    expect(alertsSince(harbour, mark)).toEqual(['withdrawal 1: division-e duty, division-e supervisor'])
  })
})

describe('reopening a report', () => {
  it('an officer who reopens a closed report has it again, with a reason that is logged', async () => {
    const { harbour, report } = await given.closedReport({ by: leith })
    const mark = markOf(harbour)
    const reopened = await report.act(leithToo, 'reopening', { reason: 'closed-wrongly' })
    expect(reopened).toMatchObject({ status: 200, body: { state: 'acknowledged', acknowledgedBy: 'officer-leith-2' } })
    expect(changesSince(harbour, mark)).toEqual(['report.reopened by officer-leith-2'])
    await pass(harbour, policy.acknowledgedMinutes)
    expect(alertsSince(harbour, mark)).toEqual(['reminder 2: division-e duty'])
    await pass(harbour, policy.retentionMinutes)
    expect(harbour.stateOf(report)).toBe('acknowledged')
  })

  it('a report is not reopened without a reason, by another desk, when it is open, or when its text is erased', async () => {
    const { harbour, report } = await given.closedReport({ by: leith })
    expect((await report.act(leith, 'reopening', {})).status).toBe(400)
    expect((await report.act(fife, 'reopening', { reason: 'supervision' })).status).toBe(404)
    const { report: open } = await given.alertedReport({ in: harbour })
    expect((await open.act(leith, 'reopening', { reason: 'supervision' })).status).toBe(409)
    await pass(harbour, policy.retentionMinutes)
    expect(await report.act(leith, 'reopening', { reason: 'supervision' })).toMatchObject({
      status: 409,
      body: { code: 'text-erased' },
    })
  })
})

describe('closing a report that its reporter added to', () => {
  it('a report is not closed before an officer reads what was added, and the refusal says what to do', async () => {
    const { harbour, report } = await given.readReport({ by: leith })
    await report.add('they wrote again')
    await harbour.deliver()
    expect(await report.act(leith, 'closing', outcome)).toMatchObject({
      status: 409,
      body: { detail: expect.stringMatching(/open this report/) },
    })
    await report.act(leith, 'opening', opening)
    expect(await report.act(leith, 'closing', outcome)).toMatchObject({ status: 200, body: { state: 'closed' } })
  })

  it('a report that was added to before it was acknowledged is not closed unread, nor by a desk that it is handed to', async () => {
    const { harbour, report } = await given.alertedReport()
    await report.add('they wrote again')
    await harbour.deliver()
    await report.act(leith, 'acknowledgement')
    expect(harbour.reportOf(report.reportId)).toHaveProperty('unreadSince')
    expect((await report.act(leith, 'closing', outcome)).status).toBe(409)
    await report.act(leith, 'reroute', { desk: 'division-p', reason: 'lives-elsewhere' })
    await report.act(fife, 'acknowledgement')
    expect((await report.act(fife, 'closing', outcome)).status).toBe(409)
    await report.act(fife, 'opening', { ...opening, reason: 'handover' })
    expect((await report.act(fife, 'closing', outcome)).status).toBe(200)
  })
})

describe('a legal hold', () => {
  it('a held report is not erased until the hold is lifted and its full retention time has passed again', async () => {
    const { harbour, report } = await given.readReport({ by: leith })
    const mark = markOf(harbour)
    await report.act(leith, 'hold', { held: true })
    const officer = { officer: 'officer-leith', reportId: report.reportId }
    expect(happenedSince(harbour, mark)).toEqual({
      ...nothingHappened,
      changes: ['hold.set by officer-leith'],
      lines: [{ event: 'hold.set', ...officer }],
    })
    await report.act(leith, 'closing', outcome)
    await pass(harbour, policy.retentionMinutes * 3)
    expect(harbour.stateOf(report)).toBe('closed')
    await report.act(leith, 'hold', { held: false })
    await pass(harbour, policy.retentionMinutes)
    expect(harbour.stateOf(report)).toBe('erased')
  })

  it('a hold that is set again changes nothing', async () => {
    const { harbour, report } = await given.alertedReport()
    await report.act(leith, 'hold', { held: true })
    const mark = markOf(harbour)
    expect((await report.act(leith, 'hold', { held: true })).status).toBe(200)
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  })
})

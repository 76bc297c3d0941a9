import { describe, expect, test } from 'vitest'
import type { ChangeName } from '../../shared/domain/lifecycle.ts'
import type { LogEntry } from '../../shared/domain/log.ts'
import { toStatus } from '../../shared/domain/status.ts'
import {
  acknowledgedReport,
  alertedReport,
  closedReport,
  erasedReport,
  receivedReport,
  routedReport,
  withdrawal,
  withdrawnReport,
} from '../kit/reports.ts'

const sent = { kind: 'new', rung: 1, sentAt: '2026-11-24T12:01:00.000Z' } as const
const due = '2026-11-24T12:46:00.000Z'
const at = '2026-11-24T12:00:00.000Z'
const entry = (what: ChangeName): LogEntry => ({
  seq: 1,
  at,
  who: 'officer-1',
  what,
  facts: {},
  previousHash: '',
  hash: '',
})

describe('the status of a report', () => {
  test.each([
    { report: receivedReport(due), state: 'received', words: /on its way/ },
    { report: routedReport(due), state: 'waiting', words: /we are sending an alert/ },
    { report: alertedReport(due, sent), state: 'waiting', words: /We have sent an alert/ },
    {
      report: acknowledgedReport(due, sent),
      state: 'with-an-officer',
      words: /An officer has taken your report, on 24 November at 12:10\./,
    },
    { report: closedReport(due), state: 'closed', words: /You can still add to it/ },
    { report: erasedReport, state: 'closed', words: /has been erased/ },
    { report: withdrawnReport(sent), state: 'withdrawn', words: /You withdrew your report/ },
  ])('a reporter reads of a report that is $report.state that it is "$state"', ({ report, state, words }) => {
    const status = toStatus(report, [])
    expect(status).toMatchObject({ state, updates: [] })
    expect(status.text).toMatch(words)
    expect(status.text).not.toContain('asked')
  })

  test('a reporter reads that they can undo a withdrawal, until when, and what an officer decided', () => {
    const report = { ...acknowledgedReport(due, sent), withdrawal }
    expect(toStatus(report, [])).toMatchObject({
      text: expect.stringMatching(/^An officer has taken .+ You asked to withdraw it\. You can undo that until/),
      withdrawal: { requestedAt: withdrawal.requestedAt, undoUntil: withdrawal.dueAt },
    })
    const kept = { at: due, officer: 'officer-1', reason: 'may-be-coerced' } as const
    const decided = toStatus({ ...report, withdrawal: { ...withdrawal, kept } }, [])
    expect(decided.withdrawal).toEqual({ requestedAt: withdrawal.requestedAt, keptAt: due })
    expect(decided.text).toMatch(/an officer decided to keep it/)
    expect(JSON.stringify(decided)).not.toMatch(/officer-1|coerced/)
  })

  test.each([receivedReport(due), routedReport(due), alertedReport(due, sent)])(
    'a reporter never reads that somebody was notified who may not have been: $state',
    (report) => {
      const words = JSON.stringify(toStatus(report, [entry('report.routed'), entry('alert.sent')]))
      expect(words).not.toMatch(/told|notified|reached|knows/)
    },
  )

  test.each([
    ['report.received', /We received your report/],
    ['report.routed', /We assigned your report to the team/],
    ['alert.sent', /We have sent an alert/],
    ['report.escalated', /sending the alert again/],
    ['addition.escalated', /Nobody had read what you added/],
    ['report.acknowledged', /An officer has taken/],
    ['report.read', /An officer opened/],
    ['report.rerouted', /another team/],
    ['addition.received', /what you added/],
    ['addition.routed', /The team can open what you added/],
    ['report.closed', /was closed/],
    ['report.reopened', /took up your report again/],
    ['withdrawal.requested', /You asked to withdraw/],
    ['withdrawal.undone', /You undid the withdrawal/],
    ['withdrawal.granted', /An officer erased what you wrote/],
    ['withdrawal.refused', /An officer decided to keep/],
    ['report.withdrawn', /What you wrote was erased, as you asked/],
    ['report.erased', /was erased/],
  ] as const)('a reporter reads when %s happened, in plain words', (what, words) => {
    expect(toStatus(receivedReport(due), [entry(what)]).updates).toEqual([{ at, text: expect.stringMatching(words) }])
  })

  test.each([
    'note.added',
    'report.regraded',
    'hold.set',
    'routing.resent',
    'officer.reminded',
    'report.opened',
  ] as const)('a reporter never reads of %s', (what) => {
    expect(toStatus(receivedReport(due), [entry(what)]).updates).toEqual([])
  })
})

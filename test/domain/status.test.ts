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
    { report: routedReport(due), state: 'waiting', words: /is being notified/ },
    { report: alertedReport(due, sent), state: 'waiting', words: /sent an alert/ },
    { report: acknowledgedReport(due, sent), state: 'with-an-officer', words: /An officer has taken/ },
    { report: closedReport(due), state: 'closed', words: /You can still add to it/ },
    { report: erasedReport, state: 'closed', words: /has been erased/ },
    { report: withdrawnReport(sent), state: 'withdrawn', words: /You took your report back/ },
  ])('a reporter reads of a report that is $report.state that it is "$state"', ({ report, state, words }) => {
    const status = toStatus(report, [])
    expect(status).toMatchObject({ state, updates: [] })
    expect(status.text).toMatch(words)
    expect(status.text).not.toContain('asked')
  })

  test('a reporter reads that their wish to withdraw was heard', () => {
    const report = { ...acknowledgedReport(due, sent), withdrawalRequestedAt: at }
    expect(toStatus(report, []).text).toMatch(/An officer has taken your report\. You asked to take it back/)
  })

  test.each([
    ['report.received', /We received your report/],
    ['report.routed', /reached the team/],
    ['alert.sent', /sent an alert/],
    ['report.escalated', /going out again/],
    ['addition.escalated', /Nobody had read what you added/],
    ['report.acknowledged', /An officer took/],
    ['report.read', /An officer read/],
    ['report.rerouted', /another team/],
    ['addition.received', /what you added/],
    ['addition.routed', /What you added reached/],
    ['report.closed', /was closed/],
    ['withdrawal.requested', /You asked/],
    ['report.withdrawn', /You took/],
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

import { describe, expect, test } from 'vitest'
import { listPlaceOf } from '../../shared/domain/desk-list.ts'
import {
  acknowledgedReport,
  alertedReport,
  closedReport,
  erasedReport,
  receivedReport,
  routedReport,
  unopenedReport,
  withdrawnReport,
} from '../kit/reports.ts'

const sent = { kind: 'new', rung: 1, sentAt: '2026-11-24T12:01:00.000Z', actBy: '2026-11-24T12:46:00.000Z' } as const
const due = '2026-11-24T12:46:00.000Z'

describe('the place of a report in the lists of its desk', () => {
  test('a report is in no list before a desk owns it', () => {
    expect(listPlaceOf(receivedReport(due))).toBeUndefined()
  })

  test.each([
    { report: routedReport(due), list: 'open' },
    { report: alertedReport(due, sent), list: 'open' },
    { report: acknowledgedReport(due, sent), list: 'open' },
    { report: closedReport(due), list: 'closed' },
    { report: erasedReport, list: 'ended' },
    { report: withdrawnReport(sent), list: 'ended' },
  ])('a report that is $report.state is in the list "$list" of its desk', ({ report, list }) => {
    expect(listPlaceOf(report)?.list).toBe(`child-protection#${list}`)
  })

  test('an addition that nobody read stands among the reports that nobody took, by how long it waits', () => {
    const unread = { ...acknowledgedReport(due, sent), unreadSince: '2026-11-24T12:30:00.000Z' }
    expect(listPlaceOf(unread)?.order).toBe('0#1#2026-11-24T12:30:00.000Z')
  })

  test('a report that an officer took and nobody read stands among the reports that nobody took', () => {
    expect(listPlaceOf(unopenedReport(due, sent))).toEqual(listPlaceOf(alertedReport(due, sent)))
  })

  test('a report is sorted by whether anybody answered it, then by grade, then by when it came or must be acted on', () => {
    expect(listPlaceOf({ ...routedReport(due), grade: 'immediate' })?.order).toBe('0#0#2026-11-24T12:00:00.000Z')
    expect(listPlaceOf(acknowledgedReport(due, sent))?.order).toBe('1#1#2026-11-24T12:46:00.000Z')
  })

  test('a report keeps its place after an alert and an escalation, so that who waits longest stays first', () => {
    const place = listPlaceOf(routedReport(due))
    expect(listPlaceOf(alertedReport(due, sent))).toEqual(place)
    expect(listPlaceOf(alertedReport(due, { ...sent, kind: 'escalation', rung: 4 }))).toEqual(place)
  })
})

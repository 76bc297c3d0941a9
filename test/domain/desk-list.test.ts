import { describe, expect, test } from 'vitest'
import { listPlaceOf } from '../../shared/domain/desk-list.ts'
import {
  acknowledgedReport,
  alertedReport,
  closedReport,
  erasedReport,
  receivedReport,
  routedReport,
  withdrawnReport,
} from '../kit/reports.ts'

const sent = { kind: 'new', rung: 1, sentAt: '2026-11-24T12:01:00.000Z', actBy: '2026-11-24T12:46:00.000Z' } as const
const due = '2026-11-24T12:46:00.000Z'

describe('the place of a report in the lists of its desk', () => {
  test('is none before a desk owns it', () => {
    expect(listPlaceOf(receivedReport(due))).toBeUndefined()
  })

  test.each([
    [routedReport(due), 'open'],
    [alertedReport(due, sent), 'open'],
    [acknowledgedReport(due, sent), 'open'],
    [closedReport(due), 'closed'],
    [erasedReport, 'ended'],
    [withdrawnReport(sent), 'ended'],
  ])('is the list that its state says', (report, list) => {
    expect(listPlaceOf(report)?.list).toBe(`child-protection#${list}`)
  })

  test('puts an addition that nobody read where a report stands that nobody took, by how long it waits', () => {
    const unread = { ...acknowledgedReport(due, sent), unreadSince: '2026-11-24T12:30:00.000Z' }
    expect(listPlaceOf(unread)?.order).toBe('0#1#2026-11-24T12:30:00.000Z')
  })

  test('says first whether anybody took it, then the grade; then when it came, or by when its officer must act', () => {
    expect(listPlaceOf({ ...routedReport(due), grade: 'immediate' })?.order).toBe('0#0#2026-11-24T12:00:00.000Z')
    expect(listPlaceOf(acknowledgedReport(due, sent))?.order).toBe('1#1#2026-11-24T12:46:00.000Z')
  })

  test('is the same after an alert and an escalation: who waits longest stays first', () => {
    const place = listPlaceOf(routedReport(due))
    expect(listPlaceOf(alertedReport(due, sent))).toEqual(place)
    expect(listPlaceOf(alertedReport(due, { ...sent, kind: 'escalation', rung: 4 }))).toEqual(place)
  })
})

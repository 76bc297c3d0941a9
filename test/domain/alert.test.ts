import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AlertFacts, toAlert } from '../../shared/domain/alert.ts'
import type { AlertKind } from '../../shared/domain/ladder.ts'
import { anyDesk, anyGrade } from './arbitraries.ts'

const facts: AlertFacts = {
  reportId: '7F3K9QWX2M4C',
  desk: 'division-p',
  kind: 'new',
  rung: 1,
  grade: 'prompt',
  state: 'routed',
  actBy: '2026-11-24T14:35:00.000Z',
}
const consoleUrl = 'https://duty.example/reports'

describe('the text of an alert', () => {
  test('an alert names grade, desk, time, reference, rung and console, and nothing else', () => {
    expect(toAlert(facts, consoleUrl)).toEqual({
      reportId: '7F3K9QWX2M4C',
      desk: 'division-p',
      kind: 'new',
      rung: 1,
      text: 'Harbour: 1 prompt report, desk P, acknowledge by 14:35 24 Nov, ref 7F3K, step 1 https://duty.example/reports',
    })
  })

  test.each<[AlertKind, AlertFacts['state'], string]>([
    ['new', 'routed', 'acknowledge by'],
    ['escalation', 'alerted', 'not acknowledged, acknowledge by'],
    ['addition', 'alerted', 'the reporter added to it, acknowledge by'],
    ['withdrawal', 'alerted', 'the reporter withdrew it, acknowledge by'],
    ['reroute', 'routed', 'handed to you, acknowledge by'],
    ['reminder', 'acknowledged', 'acknowledged but not closed, close by'],
    ['addition', 'acknowledged', 'the reporter added to it, read by'],
    ['withdrawal', 'acknowledged', 'the reporter withdrew it, hold, keep or erase it by'],
    ['withdrawal', 'closed', 'the reporter withdrew it, hold, keep or erase it by'],
    ['withdrawal', 'withdrawn', 'the reporter withdrew it, its text is erased, nothing to do,'],
    ['withdrawal-undone', 'alerted', 'the reporter undid the withdrawal, acknowledge by'],
    ['withdrawal-undone', 'acknowledged', 'the reporter undid the withdrawal, read by'],
    ['escalation', 'acknowledged', 'acknowledged but not read, read by'],
    ['closing', 'closed', 'an officer closed it, review by'],
  ])('the alert "%s" of a report that is %s says: %s', (kind, state, action) => {
    expect(toAlert({ ...facts, kind, state }, consoleUrl).text).toContain(`desk P, ${action} 14:35`)
  })

  test('an alert says the time of London, in summer too', () => {
    expect(toAlert({ ...facts, actBy: '2026-07-01T23:05:00.000Z' }, consoleUrl).text).toContain('by 00:05 2 Jul,')
  })

  test('an alert holds only four characters of the reference, and fits two SMS', () => {
    fc.assert(
      fc.property(anyDesk, anyGrade, fc.integer({ min: 1, max: 9999 }), (desk, grade, rung) => {
        const { text } = toAlert({ ...facts, desk, grade, rung }, consoleUrl)
        expect(text).toMatch(/^Harbour: 1 (immediate|prompt|standard) report, desk [A-Za-z ]+, .+ ref 7F3K, step \d+ /)
        expect(text).not.toContain(facts.reportId)
        expect(text.length).toBeLessThanOrEqual(306)
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AlertFacts, toAlert } from '../../shared/domain/alert.ts'
import { type AlertKind, type Audience, audiencesOf } from '../../shared/domain/ladder.ts'
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
  test('names grade, desk, time, reference, rung and console, and nothing else', () => {
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
    ['withdrawal', 'acknowledged', 'the reporter withdrew it, read by'],
    ['withdrawal', 'withdrawn', 'the reporter withdrew it, see it by'],
  ])('says for %s of a report that is %s: %s', (kind, state, action) => {
    expect(toAlert({ ...facts, kind, state }, consoleUrl).text).toContain(`desk P, ${action} 14:35`)
  })

  test('gives London time, in summer too', () => {
    expect(toAlert({ ...facts, actBy: '2026-07-01T23:05:00.000Z' }, consoleUrl).text).toContain('by 00:05 2 Jul,')
  })

  test('holds only four characters of the reference, and fits two SMS', () => {
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

const wordOf = ({ desk, recipients }: Audience) => `${desk} ${recipients}`

describe('whom an alert reaches', () => {
  test.each([
    [1, ['division-p duty']],
    [2, ['division-p duty', 'duty-control duty']],
    [3, ['division-p duty', 'duty-control duty', 'division-p supervisor']],
    [4, ['division-p duty', 'duty-control duty', 'division-p supervisor', 'duty-control supervisor']],
    [50, ['division-p duty', 'duty-control duty', 'division-p supervisor', 'duty-control supervisor']],
  ])('at rung %d: %j', (rung, expected) => {
    expect(audiencesOf('division-p', rung).map(wordOf)).toEqual(expected)
  })

  test.each([
    [1, ['duty-control duty']],
    [2, ['duty-control duty']],
    [3, ['duty-control duty', 'duty-control supervisor']],
    [4, ['duty-control duty', 'duty-control supervisor']],
  ])('at rung %d when duty control owns the report: %j', (rung, expected) => {
    expect(audiencesOf('duty-control', rung).map(wordOf)).toEqual(expected)
  })

  test('each rung reaches everyone whom the rung before reached, nobody twice, the owning desk always', () => {
    fc.assert(
      fc.property(anyDesk, fc.integer({ min: 1, max: 500 }), (desk, rung) => {
        const now = audiencesOf(desk, rung).map(wordOf)
        const next = audiencesOf(desk, rung + 1).map(wordOf)
        expect(next).toEqual(expect.arrayContaining(now))
        expect(new Set(next).size).toBe(next.length)
        expect(now[0]).toBe(`${desk} duty`)
      }),
    )
  })
})

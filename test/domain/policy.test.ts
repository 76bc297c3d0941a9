import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { minutesToAnswer } from '../../shared/domain/ladder.ts'
import { minutesAfter, policy } from '../../shared/domain/policy.ts'
import { anyGrade } from './arbitraries.ts'

describe('the minutes to acknowledge', () => {
  test.each([
    ['immediate', 1, 5],
    ['prompt', 1, 45],
    ['standard', 1, 480],
    ['immediate', 0, 5],
    ['immediate', 2, 5],
    ['immediate', 3, 15],
    ['prompt', 2, 5],
    ['standard', 4, 60],
    ['standard', 5, 60],
    ['prompt', 1000, 60],
  ] as const)('%s, rung %d: %d', (grade, rung, minutes) => {
    expect(minutesToAnswer(grade, rung)).toBe(minutes)
  })

  test('are never none, whatever the rung', () => {
    fc.assert(
      fc.property(anyGrade, fc.nat(), (grade, rung) => {
        expect(minutesToAnswer(grade, rung)).toBeGreaterThan(0)
      }),
    )
  })
})

test('an instant some minutes after another is ISO 8601 UTC, over midnight and the change of clocks', () => {
  expect(minutesAfter(new Date('2026-11-24T23:30:00.250Z'), 45)).toBe('2026-11-25T00:15:00.250Z')
  expect(minutesAfter(new Date('2026-10-25T00:30:00Z'), 60)).toBe('2026-10-25T01:30:00.000Z')
})

test('each wider audience is told from a later rung than the one before', () => {
  const steps = Object.values(policy.audienceFromRung)
  expect(steps).toEqual([2, 3, 4])
})

test.each(['"', '\\', '€', '\n'])(
  'an opening of the longest texts, all of %j, fits what a Lambda function may answer, 6 MB',
  (letter) => {
    const text = letter.repeat(policy.textCharacters)
    const supplements = Array.from({ length: policy.openedSupplements }, () => ({
      id: 'x'.repeat(26),
      kind: 'addition',
      text,
    }))
    const report = { narrative: letter.repeat(Math.ceil(policy.bodyBytes / Buffer.byteLength(letter))) }
    const answer = { statusCode: 200, body: JSON.stringify({ report, supplements }) }
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(6 * 1024 * 1024)
  },
)

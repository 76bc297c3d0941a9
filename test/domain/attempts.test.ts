import { describe, expect, test } from 'vitest'
import { isLockedOut, windowsSince } from '../../shared/domain/attempts.ts'

const now = new Date('2026-11-24T13:00:00.000Z')
const attempts = (windowStartedAt: string, wrong: number) => ({ windowStartedAt, wrong })

describe('wrong follow-up codes', () => {
  test('wrong follow-up codes count for an hour', () => {
    expect(windowsSince(now)).toBe('2026-11-24T12:00:00.000Z')
  })

  test.each([
    [undefined, false],
    [attempts('2026-11-24T12:30:00.000Z', 9), false],
    [attempts('2026-11-24T12:30:00.000Z', 10), true],
    [attempts('2026-11-24T12:30:00.000Z', 500), true],
    [attempts('2026-11-24T12:00:00.001Z', 10), true],
    [attempts('2026-11-24T12:00:00.000Z', 10), false],
    [attempts('2026-11-24T11:00:00.000Z', 500), false],
  ])('the wrong follow-up codes %j close a reference: %s', (given, locked) => {
    expect(isLockedOut(given, now)).toBe(locked)
  })
})

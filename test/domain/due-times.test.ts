import { expect, test } from 'vitest'
import { dueSoon, redriveAt } from '../../shared/domain/due-times.ts'
import { inMinutes, now } from './moment.ts'

test('what was asked for now is asked for again in a minute', () => {
  expect(redriveAt(now)).toBe(inMinutes(1))
})

test.each([
  ['within the minute keeps its due time', inMinutes(0.5), inMinutes(0.5)],
  ['later than in a minute becomes due in a minute', inMinutes(9), inMinutes(1)],
  ['never becomes due in a minute', undefined, inMinutes(1)],
])('what is due %s', (_when, dueAt, expected) => {
  expect(dueSoon(dueAt === undefined ? {} : { dueAt }, now)).toBe(expected)
})

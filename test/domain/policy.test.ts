import { expect, test } from 'vitest'
import { minutesAfter, policy } from '../../shared/domain/policy.ts'

test('an instant some minutes after another is ISO 8601 UTC, over midnight and the change of clocks', () => {
  expect(minutesAfter(new Date('2026-11-24T23:30:00.250Z'), 45)).toBe('2026-11-25T00:15:00.250Z')
  expect(minutesAfter(new Date('2026-10-25T00:30:00Z'), 60)).toBe('2026-10-25T01:30:00.000Z')
})

test('each wider audience is notified from a later rung than the previous one', () => {
  const steps = Object.values(policy.audienceFromRung)
  expect(steps).toEqual([2, 3, 4])
})

test.each(['"', '\\', '€', '\n'])(
  'an opening of the longest texts, all of %j, fits the 6 MB that a Lambda function may return',
  (letter) => {
    const bytesAsJson = Buffer.byteLength(JSON.stringify(letter)) - 2
    const text = letter.repeat(policy.textBytes / bytesAsJson)
    const supplements = Array.from({ length: policy.shelfSupplements }, () => ({
      id: 'x'.repeat(26),
      kind: 'addition',
      text,
    }))
    const report = { narrative: text }
    const answer = { statusCode: 200, body: JSON.stringify({ report, sent: report, supplements }) }
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(6 * 1024 * 1024)
  },
)

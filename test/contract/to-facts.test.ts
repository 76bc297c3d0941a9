import { describe, expect, it } from 'vitest'
import { clean } from '../../shared/contract/clean.ts'
import { understandSubmission } from '../../shared/contract/submission.ts'
import { toRoutingFacts } from '../../shared/contract/to-facts.ts'
import { withKestrel } from '../kit/submissions.ts'

const read = (body: object) => {
  const cleaned = clean(body)
  if (cleaned === undefined) throw new Error('the body has too many parts')
  return understandSubmission(cleaned)
}

describe('the routing facts', () => {
  const now = new Date('2026-11-24T12:00:00Z')
  const factsOf = (body: object) => toRoutingFacts(read(body), { kind: 'unknown' }, now)

  it('hold no word that was typed', () => {
    expect(JSON.stringify(factsOf(withKestrel('kestrel')))).not.toContain('kestrel')
  })

  it.each([
    ['2026-11-25T12:00:00Z', true],
    ['2026-11-25T12:00:01Z', false],
    ['2026-11-25', false],
    ['2026-11-24', true],
    ['2026-11-20', true],
    ['tonight', true],
    ['2026-12-24T10:00', true],
    ['2026-12-24T10:00:00+14:30', true],
    ['2026-12-24T10:00:00+14:00', false],
  ])('count a deadline at %s as near: %s', (deadlineAt, near) => {
    expect(factsOf({ demand: { deadlineAt } }).urgency.demandDeadlineWithin24Hours).toBe(near)
  })

  it.each<[object, boolean]>([
    [{ demand: 'by tonight' }, true],
    [{ demand: { deadline: 'tonight' } }, true],
    [{ demand: { amountMinor: '£300' } }, false],
    [{ demand: { kind: 'a horse', currency: 'pounds' } }, false],
  ])('count a demand that may have said a deadline as near: %j, %s', (body, near) => {
    expect(factsOf(body).urgency.demandDeadlineWithin24Hours).toBe(near)
  })

  it('take the age from a date of birth, and tell what was not asked from what is unknown', () => {
    expect(factsOf({ age: { dateOfBirth: '2009-11-25' } }).ages).toEqual({ now: '16-17', inImages: 'not-asked' })
    expect(factsOf({}).ages).toEqual({ now: 'unknown', inImages: 'not-asked' })
    expect(factsOf({ age: { inImages: 'unknown' } }).ages.inImages).toBe('unknown')
  })
})

import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { acceptedAnswer } from '../../shared/contract/answers/reporter.ts'
import { ageBands } from '../../shared/domain/age.ts'
import { guidanceFor } from '../../shared/domain/guidance.ts'
import { policy } from '../../shared/domain/policy.ts'
import { paddingFor, withPadding } from '../../shared/lambda/padding.ts'
import { createHarbourInMemory } from '../kit/harbour.ts'
import { requestOf } from '../kit/requests.ts'

const bytesOf = (body: unknown): number => Buffer.byteLength(JSON.stringify(body))

describe('the size of an answer to a reporter', () => {
  it('does not tell a child from an adult, nor who paid or whose images were shared', async () => {
    const harbour = createHarbourInMemory()
    const reports = [
      {},
      { age: { now: 'under-13' }, payment: { paid: 'yes' }, images: { sharedAlready: 'yes' } },
      { age: { now: '16-17', inImages: '16-17' }, reporter: { role: 'teacher' } },
      { age: { now: '25-44', inImages: '25-44' }, location: { postcode: 'EH6 6AA' } },
      { age: { now: 'seventeen' }, unknownField: 1 },
    ]
    const accept = withPadding(harbour.accept)
    const replies = await Promise.all(reports.map((body) => accept(requestOf({ body }))))
    expect(replies.map(({ status }) => status)).toEqual(reports.map(() => 202))
    expect(new Set(replies.map(({ body }) => bytesOf(body)))).toEqual(new Set([policy.answerStepBytes]))
    expect(replies.every(({ body }) => v.safeParse(acceptedAnswer, body).success)).toBe(true)
  })

  it('leaves room for notices beside the longest advice', () => {
    const advice = ageBands.flatMap((now) =>
      ageBands.flatMap((inImages) =>
        (['no', 'asked-again', 'unknown'] as const).flatMap((paid) =>
          (['no', 'yes', 'unsure'] as const).map((shared) =>
            bytesOf(
              guidanceFor(
                { ages: { now, inImages }, paid, shared, forSomeoneElse: true },
                new Date('2026-11-24T12:00:00Z'),
              ),
            ),
          ),
        ),
      ),
    )
    expect(Math.max(...advice)).toBeGreaterThan(2000)
    expect(Math.max(...advice)).toBeLessThan(0.75 * policy.answerStepBytes)
  })

  it('is filled with characters that differ each time and that no compression makes smaller by much', () => {
    const [one, other] = [paddingFor(1000), paddingFor(1000)]
    expect(one).toHaveLength(policy.answerStepBytes - 1000)
    expect(one).not.toBe(other)
    expect(new Set(one).size).toBe(64)
    expect(paddingFor(policy.answerStepBytes)).toBe('')
  })

  it('is left as it is where the request was refused', async () => {
    const refused = { status: 404, body: { code: 'report-not-found' } }
    expect(await withPadding(async () => refused)(requestOf({}))).toEqual(refused)
  })
})

import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJson } from '../../shared/contract/body.ts'
import { couldCarryImage } from '../../shared/contract/image-guard.ts'
import type { ProblemCode } from '../../shared/contract/problem.ts'
import { parseSubmission } from '../../shared/contract/submission.ts'
import { toRoutingFacts } from '../../shared/contract/to-facts.ts'
import { fullSubmission, withCanary } from '../kit/submissions.ts'

const problemsOf = (body: unknown) => {
  const parsed = parseSubmission(body)
  return parsed.ok ? [] : parsed.problems
}

describe('a submission', () => {
  it.each<[string, unknown]>([
    ['with nothing in it', {}],
    ['with one answer', { danger: { inDangerNow: 'yes' } }],
    ['with every answer', fullSubmission],
    ['with a leap day', { age: { dateOfBirth: '2004-02-29' } }],
    ['with a leap day of the year 0', { timeline: { firstContactAt: '0000-02-29' } }],
    ['with a misspelt postcode', { location: { postcode: 'nowhere at all' } }],
    ['with 20,000 characters', { narrative: 'They wrote again. '.repeat(1111) }],
    ['with an emoji, tabs and line breaks', { narrative: 'a\tb\r\nc 😟' }],
    ['with one key held down', { narrative: 'a'.repeat(500) }],
    [
      'with a crypto wallet and an IBAN',
      { payment: { wallet: 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq', iban: 'GB33BUKB20201555555555' } },
    ],
  ])('%s is accepted', (_, body) => {
    expect(problemsOf(body)).toEqual([])
  })

  it.each<[string, unknown, string, ProblemCode, RegExp]>([
    ['a list', [], '', 'wrong-type', /an object/],
    ['null', null, '', 'wrong-type', /an object/],
    ['a misspelt field', { age: { nwo: '25-44' } }, '/age/nwo', 'unknown-field', /not a known field/],
    ['a strange field name', { 'p/q ~r': 1 }, '', 'unknown-field', /a field whose name is not known/],
    ['a wrong choice', { age: { now: '30' } }, '/age/now', 'not-a-choice', /one of: under-13/],
    ['a number for text', { narrative: 7 }, '/narrative', 'wrong-type', /must be text/],
    ['two ages now', { age: { now: '25-44', dateOfBirth: '1990-01-01' } }, '/age', 'two-ages', /send one of them/],
    [
      'an instant without offset',
      { demand: { deadlineAt: '2026-11-24T10:00' } },
      '/demand/deadlineAt',
      'not-an-instant',
      /offset/,
    ],
    ['pounds for pence', { demand: { amountMinor: 10.5 } }, '/demand/amountMinor', 'not-minor-units', /whole number/],
    ['a currency sign', { demand: { currency: '£' } }, '/demand/currency', 'not-a-currency', /ISO 4217/],
    [
      '20,001 characters',
      { narrative: `${'x '.repeat(10_000)}x` },
      '/narrative',
      'too-long',
      /is 20001 characters, at most 20000/,
    ],
    [
      'a long name',
      { contact: { name: 'x '.repeat(251) } },
      '/contact/name',
      'too-long',
      /is 502 characters, at most 500/,
    ],
    [
      '51 entries',
      { evidence: { kept: Array.from({ length: 51 }, () => 'x') } },
      '/evidence/kept',
      'too-many-entries',
      /has 51 entries, at most 50/,
    ],
    ['a control character', { narrative: 'a\u0000b' }, '/narrative', 'control-characters', /control characters/],
    ['half a character', { narrative: '\ud800' }, '/narrative', 'half-a-character', /half a character/],
    [
      'a data URI',
      { images: { where: ['data:image/png;base64,AAAA'] } },
      '/images/where/0',
      'looks-like-a-file',
      /StopNCII/,
    ],
    [
      'a JPEG in base 64',
      { narrative: `see /9j/${randomBytes(60).toString('base64')}` },
      '/narrative',
      'looks-like-a-file',
      /Report Remove/,
    ],
  ])('%s is refused where it stands', (_, body, pointer, code, detail) => {
    expect(problemsOf(body)).toEqual([{ pointer, detail: expect.stringMatching(detail), code }])
  })

  it.each(['1990-02-30', '1990-00-10', '1990-13-01', '1990-01-00', '2023-02-29', '1990-1-1', 'yesterday'])(
    '%s is no day',
    (dateOfBirth) => {
      expect(problemsOf({ age: { dateOfBirth } })).toEqual([
        { pointer: '/age/dateOfBirth', detail: 'must be a day that exists, like 2026-11-24', code: 'not-a-day' },
      ])
    },
  )

  it('names all problems at once', () => {
    const problems = problemsOf({ age: { now: 1, x: 2 }, narrative: `\u0000${'x '.repeat(10_001)}`, extra: 1 })
    expect(problems.map(({ pointer }) => pointer).sort()).toEqual([
      '/age/now',
      '/age/x',
      '/extra',
      '/narrative',
      '/narrative',
    ])
  })

  it('comes out in NFC and in one order, so that the same answers are the same text', () => {
    const parsed = parseSubmission({ narrative: 'e\u0301', age: { inImages: '18-24', now: '18-24' } })
    expect(JSON.stringify(parsed)).toBe(
      '{"ok":true,"value":{"age":{"now":"18-24","inImages":"18-24"},"narrative":"é"}}',
    )
  })

  it('is never repeated by a problem, whatever was sent', () => {
    const leaf = fc.oneof(
      fc.constant('canary'),
      fc.constant('canary\u0000'),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
    )
    const key = fc.constantFrom('age', 'now', 'narrative', 'contact', 'name', 'handles', 'offender', '__proto__', 'x y')
    const tree = fc.letrec((tie) => ({
      node: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('node')), fc.dictionary(key, tie('node'))),
    })).node
    fc.assert(
      fc.property(tree, (body) => {
        expect(JSON.stringify(problemsOf(body))).not.toContain('canary')
      }),
    )
  })

  it('is never repeated by a JSON problem', () => {
    expect(JSON.stringify(parseJson('{"narrative": canary'))).not.toContain('canary')
    expect(parseJson('canary').ok).toBe(false)
  })
})

describe('the image guard', () => {
  it('refuses any kilobyte of bytes in base 64, plain, URL-safe or in lines, and in hex', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1024, maxLength: 1024 }), () => {
        const bytes = randomBytes(1024)
        const base64 = bytes.toString('base64')
        const inLines = base64.replace(/.{76}/g, '$&\n')
        for (const text of [base64, bytes.toString('base64url'), inLines, bytes.toString('hex')]) {
          expect(couldCarryImage(text)).toBe(true)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('accepts what people write', () => {
    for (const text of [
      'the data: he said it himself, all of it',
      // Each of these was refused once: what victims write and paste.
      'he has all my data:photos/videos, and will post them',
      `I bought these cards ${'1234 5678 9012 3456\n'.repeat(40)} and sent them`,
      `https://l.example.org/?u=https%3A%2F%2Fexample.org&e=AT0${'aB3dE5fG7h'.repeat(24)}`,
      'https://example.org/a/b?c=d#e',
      '0'.repeat(400),
      '1 2 3 '.repeat(200),
    ]) {
      expect(couldCarryImage(text)).toBe(false)
    }
  })
})

describe('the routing facts', () => {
  const now = new Date('2026-11-24T12:00:00Z')
  const place = { kind: 'unknown' } as const

  it('hold no word that was typed', () => {
    expect(JSON.stringify(toRoutingFacts(withCanary('canary'), place, now))).not.toContain('canary')
  })

  it.each([
    ['2026-11-25T12:00:00Z', true],
    ['2026-11-25T12:00:01Z', false],
    ['2026-11-25', false],
    ['2026-11-24', true],
    ['2026-11-20', true],
  ])('count a deadline at %s as near: %s', (deadlineAt, near) => {
    expect(toRoutingFacts({ demand: { deadlineAt } }, place, now).urgency.demandDeadlineWithin24Hours).toBe(near)
  })

  it('take the age from a date of birth, and tell what was not asked from what is unknown', () => {
    expect(toRoutingFacts({ age: { dateOfBirth: '2009-11-25' } }, place, now).ages).toEqual({
      now: '16-17',
      inImages: 'not-asked',
    })
    expect(toRoutingFacts({}, place, now).ages).toEqual({ now: 'unknown', inImages: 'not-asked' })
    expect(toRoutingFacts({ age: { inImages: 'unknown' } }, place, now).ages.inImages).toBe('unknown')
  })
})

import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJson } from '../../shared/contract/body.ts'
import { clean } from '../../shared/contract/clean.ts'
import { filePlaceholder } from '../../shared/contract/cut-texts.ts'
import type { ProblemCode } from '../../shared/contract/problem.ts'
import { fromReportText, toReportText } from '../../shared/contract/report-text.ts'
import { submissionSchema, understandSubmission } from '../../shared/contract/submission.ts'
import { toRoutingFacts } from '../../shared/contract/to-facts.ts'
import { ageGroupOf } from '../../shared/domain/age.ts'
import { fullSubmission } from '../kit/submissions.ts'

const read = (body: object) => {
  const cleaned = clean(body)
  if (cleaned === undefined) throw new Error('the body has too many parts')
  return understandSubmission(cleaned)
}

/** The beginning of a photo, and bytes as a compressed picture has them. */
const jpeg = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100', 'hex'), randomBytes(60)])

const problemsOf = (body: object) => read(body).problems

describe('a submission', () => {
  it.each<[string, object]>([
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
  ])('%s is understood whole', (_, body) => {
    expect(read(body)).toEqual({ value: body, problems: [], unclear: { age: false, deadline: false } })
  })

  it.each<[string, object, string, ProblemCode, RegExp]>([
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
      { narrative: `see ${jpeg.toString('base64')}` },
      '/narrative',
      'looks-like-a-file',
      /Report Remove/,
    ],
  ])('%s is named where it stands', (_, body, pointer, code, detail) => {
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
    const { value } = read({ narrative: 'e\u0301', age: { inImages: '18-24', now: '18-24' } })
    expect(JSON.stringify(value)).toBe('{"age":{"now":"18-24","inImages":"18-24"},"narrative":"é"}')
  })

  it('counts null, an empty text and an empty entry of a list as left out, without a problem', () => {
    const body = {
      age: null,
      narrative: '',
      location: { postcode: '', council: null },
      evidence: { kept: [null, 'x'] },
    }
    expect(read(body)).toMatchObject({ value: { location: {}, evidence: { kept: ['x'] } }, problems: [] })
    expect(read(body)).not.toHaveProperty('sent')
  })

  it('keeps words where a day or an instant is asked, and a text that is too long, in their place', () => {
    const words = { age: { dateOfBirth: 'in spring' }, timeline: { firstContactAt: 'last tuesday' } }
    const body = { ...words, demand: { deadlineAt: '2026-11-24T10:00' }, contact: { name: 'x '.repeat(300) } }
    expect(read(body).value).toEqual(body)
  })

  it('keeps what was not understood beside what was, as it was sent without files', () => {
    const body = { age: { now: '17 I think' }, shoes: { size: 5 }, narrative: `look ${jpeg.toString('hex')}` }
    const { value, sent } = read(body)
    expect(value).toEqual({ age: {}, narrative: `look ${filePlaceholder}` })
    expect(sent).toEqual({ ...body, narrative: `look ${filePlaceholder}` })
    expect(fromReportText(toReportText(read(body)))).toEqual({ report: value, sent })
  })

  it('has no field that a sealed text with what was sent could be taken for', () => {
    expect(JSON.stringify(Object.keys(submissionSchema.pipe[1].entries))).not.toMatch(/"understood"|"sent"/)
    expect(fromReportText(toReportText(read(fullSubmission)))).toEqual({ report: fullSubmission })
  })

  it.each<[string, object]>([
    ['a list', { age: ['25-44'] }],
    ['a number', { age: { now: 30, inImages: '25-44' } }],
    ['a field that nobody knows', { age: { now: '25-44', inImages: '25-44', earlier: '15' } }],
    ['a field with a strange name', { age: { now: '25-44', inImages: '25-44', 'at the time': '15' } }],
    ['a control character', { age: { now: '25-44', inImages: '25-44\u0000' } }],
    ['a day that does not exist', { age: { dateOfBirth: '1990-02-30' } }],
    ['two ages now', { age: { now: '25-44', dateOfBirth: '1990-02-03' } }],
    ['a file', { age: { now: '25-44', inImages: `${jpeg.toString('base64')}` } }],
  ])('%s under age makes the report a child’s', (_, body) => {
    const submission = read(body)
    expect(submission.unclear.age).toBe(true)
    expect(ageGroupOf(toRoutingFacts(submission, { kind: 'unknown' }, new Date()).ages)).toBe('child')
  })

  const leaf = fc.oneof(
    fc.constantFrom('kestrel', 'kestrel\u0000', '2026-11-24', '25-44', '\ud800', ''),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
  )
  const names = ['age', 'now', 'dateOfBirth', 'narrative', 'contact', 'name', 'handles', 'offender', '__proto__', 'x y']
  const field = fc.constantFrom(...names)
  const node = fc.letrec((tie) => ({
    node: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('node')), fc.dictionary(field, tie('node'))),
  })).node
  const tree = fc.dictionary(field, node)

  it('is understood whatever was sent: what is left of it is a submission, and nothing is lost without a notice', () => {
    fc.assert(
      fc.property(tree, (body) => {
        const { value, sent, problems } = read(body)
        const kept = JSON.parse(JSON.stringify(value)) as object
        expect(read(kept).value).toEqual(value)
        if (sent !== undefined) expect(problems).not.toEqual([])
        if (problems.length === 0) expect(clean(body)?.value).toMatchObject(kept)
      }),
    )
  })

  it('is never repeated by a problem, whatever was sent', () => {
    fc.assert(
      fc.property(tree, (body) => {
        expect(JSON.stringify(problemsOf(body))).not.toContain('kestrel')
      }),
    )
  })

  it('is never repeated by a JSON problem', () => {
    expect(JSON.stringify(parseJson('{"narrative": kestrel'))).not.toContain('kestrel')
    expect(parseJson('kestrel').ok).toBe(false)
  })
})

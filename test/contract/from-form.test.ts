import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clean } from '../../shared/contract/clean.ts'
import { type FormField, formFields } from '../../shared/contract/form-fields.ts'
import { fromForm } from '../../shared/contract/from-form.ts'
import { londonInstant } from '../../shared/contract/london-instant.ts'
import { understandSubmission } from '../../shared/contract/submission.ts'

const fields = Object.entries(formFields) as ReadonlyArray<[FormField, (typeof formFields)[FormField]]>

/** An answer that a browser lets a person give. */
const answersOf = (field: FormField): readonly string[] => {
  const kind = formFields[field]
  if ('values' in kind) return kind.values
  return (
    { day: ['2026-11-24'], time: ['22:30'], pounds: ['£300', '300.50', '25,00'], tick: ['yes'] }[
      kind.kind as 'day' | 'time' | 'pounds' | 'tick'
    ] ?? ['Söme wørds, and more']
  )
}

const problemsOf = (form: URLSearchParams) => {
  const cleaned = clean(fromForm(form).submission)
  return cleaned && [...cleaned.problems, ...understandSubmission(cleaned).problems]
}

const filledIn = (answers: Readonly<Record<string, string>>) => fromForm(new URLSearchParams(answers)).submission

describe('a form that was filled in', () => {
  it.each(fields)('has in %s an answer that the parser understands', (field) => {
    const answers = answersOf(field)
    expect(answers).not.toEqual([])
    for (const answer of answers) {
      const form = new URLSearchParams({ 'age.now': '18-24', [field]: answer })
      if (field === 'demand.deadlineTime') form.set('demand.deadlineAt', '2026-11-24')
      expect(problemsOf(form)).toEqual([])
    }
  })

  it('keeps every answer when all are given, each where its name says', () => {
    const form = new URLSearchParams(fields.map(([field]): [string, string] => [field, answersOf(field).at(-1) ?? '']))
    expect(problemsOf(form)).toEqual([])
    expect(fromForm(form).submission).toMatchObject({
      danger: { inDangerNow: 'unknown', selfHarm: 'unknown' },
      contact: {
        safeChannels: [
          { kind: 'sms', mayLeaveMessage: true },
          { kind: 'email', mayLeaveMessage: false },
        ],
      },
      platforms: [{ use: 'began' }, { use: 'moved-to' }],
      demand: { amountMinor: 2500, currency: 'GBP', deadlineAt: '2026-11-24T22:30:00+00:00' },
      threat: { recipients: ['other'] },
    })
  })

  it('never fails, and loses nothing that was typed into a text', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...fields.map(([field]) => field)), fc.string()), (typed) => {
        const submission = JSON.stringify(filledIn(typed))
        for (const [field, text] of Object.entries(typed)) {
          const isText = ['line', 'text'].includes(formFields[field as FormField].kind)
          if (isText) expect(submission).toContain(JSON.stringify(text.replaceAll('\r\n', '\n').trim()).slice(1, -1))
        }
      }),
    )
  })

  it('says unknown of an age in the images that nobody answered, for the form asks it of everyone', () => {
    expect(filledIn({ 'age.now': '25-44' })).toEqual({ age: { now: '25-44', inImages: 'unknown' } })
    expect(filledIn({})).toEqual({ age: { inImages: 'unknown' } })
  })

  it('takes the age now for the age in the images where it is the same', () => {
    expect(filledIn({ 'age.now': '25-44', 'age.inImages': 'same-as-now' })).toEqual({
      age: { now: '25-44', inImages: '25-44' },
    })
    expect(filledIn({ 'age.inImages': 'same-as-now' })).toEqual({ age: { inImages: 'unknown' } })
  })

  it('points from a problem to its field, also when an entry of a list before it was left empty', () => {
    const { submission, fieldAt } = fromForm(
      new URLSearchParams({ 'contact.safeChannels.1.value': 'me@example.org', narrative: 'x' }),
    )
    expect(submission).toMatchObject({ contact: { safeChannels: [{ kind: 'email', value: 'me@example.org' }] } })
    expect(fieldAt('/contact/safeChannels/0/value')).toBe('contact.safeChannels.1.value')
    expect(fieldAt('/contact/safeChannels/0')).toBe('contact.safeChannels.1.value')
    expect(fieldAt('/narrative')).toBe('narrative')
    expect(fieldAt('')).toBeUndefined()
    expect(fieldAt('/payment')).toBeUndefined()
  })

  it('keeps an amount and a deadline that are none as they were typed', () => {
    expect(filledIn({ 'demand.amountMinor': '300 euros', 'demand.deadlineTime': 'tonight' })).toMatchObject({
      demand: { amountMinor: '300 euros', deadlineAt: 'tonight' },
    })
  })
})

describe('a time of the clocks in Scotland', () => {
  it.each([
    ['2026-11-24', '22:30', '2026-11-24T22:30:00+00:00'],
    ['2026-07-01', '22:30', '2026-07-01T22:30:00+01:00'],
    ['2026-11-24', undefined, '2026-11-24'],
    [undefined, '22:30', '22:30'],
    ['tomorrow', '22:30', 'tomorrow 22:30'],
    ['2026-11-24', 'noon', '2026-11-24 noon'],
    ['2026-13-45', '22:30', '2026-13-45 22:30'],
  ])('%s at %s is %s', (day, time, instant) => {
    expect(londonInstant(day, time)).toBe(instant)
  })
})

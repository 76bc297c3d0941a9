import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Channel, channels } from '../../shared/domain/contact.ts'
import { desks } from '../../shared/domain/desk.ts'
import {
  contactsFor,
  type DigestLine,
  isShortLink,
  longestLink,
  mostUrgentFirst,
  smsCharacters,
  toDigestWords,
} from '../../shared/domain/digest.ts'
import { anyGrade } from './arbitraries.ts'

const consoleUrl = 'https://duty.example/reports'

const line = (more: Partial<DigestLine> = {}): DigestLine => ({
  reportId: '7F3K9QWX2M4C',
  grade: 'prompt',
  rung: 1,
  actBy: '2026-11-24T14:35:00.000Z',
  ...more,
})

const anyLine: fc.Arbitrary<DigestLine> = fc.record({
  reportId: fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{12}$/),
  grade: anyGrade,
  rung: fc.integer({ min: 1, max: 9999 }),
  actBy: fc
    .date({ min: new Date('2026-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((at) => at.toISOString()),
})

/** The characters that GSM 7-bit has as one septet each and that ASCII has too, line breaks apart. */
const gsm7 = /^[@$_ !"#%&'()*+,\-./0-9:;<=>?A-Za-z]*$/

const longLink = `https://${'c'.repeat(longestLink - 'https:///'.length)}/`

describe('the words of a digest', () => {
  test('a digest says how many, the most urgent grade, the time to act by, the reference and the console', () => {
    expect(toDigestWords([line()], consoleUrl)).toEqual({
      subject: 'Harbour: 1 report, most urgent prompt, act by 14:35 GMT 24 Nov',
      text: 'Harbour: 1 report, most urgent prompt, act by 14:35 GMT 24 Nov, ref 7F3K https://duty.example/reports',
    })
  })

  test('a digest of several names the first three references, and the earliest time of all of them', () => {
    const lines = mostUrgentFirst([
      line({ reportId: 'QPTF00000000', actBy: '2026-11-24T13:00:00.000Z' }),
      line({ reportId: 'XKB600000000', grade: 'immediate', actBy: '2026-11-24T14:00:00.000Z' }),
      line({ reportId: '7F3K00000000', actBy: '2026-11-24T15:00:00.000Z' }),
      line({ reportId: 'AAAA00000000', grade: 'standard', actBy: '2026-11-24T12:30:00.000Z' }),
    ])
    expect(toDigestWords(lines, consoleUrl).text).toBe(
      'Harbour: 4 reports, most urgent immediate, act by 12:30 GMT 24 Nov, ref XKB6 QPTF 7F3K https://duty.example/reports',
    )
  })

  test('a digest of drills begins with DRILL, and is one SMS too, also of hundreds', () => {
    expect(toDigestWords([line({ isDrill: true })], consoleUrl)).toEqual({
      subject: 'DRILL Harbour: 1 drill, most urgent prompt, act by 14:35 GMT 24 Nov',
      text: 'DRILL Harbour: 1 drill, most urgent prompt, act by 14:35 GMT 24 Nov, ref 7F3K https://duty.example/reports',
    })
    const actBy = '2026-09-24T14:35:00.000Z'
    const many = Array.from({ length: 999 }, () => line({ isDrill: true, grade: 'immediate', actBy }))
    expect(toDigestWords(many, longLink).text.length).toBeLessThanOrEqual(smsCharacters)
  })

  test('a digest says the time of London and the name of its zone, in summer too', () => {
    const { text } = toDigestWords([line({ actBy: '2026-07-01T23:05:00.000Z' })], consoleUrl)
    expect(text).toContain('act by 00:05 BST 2 Jul,')
  })

  test('a grade that this release does not know counts as immediate', () => {
    const grade = 'critical' as DigestLine['grade']
    expect(toDigestWords([line({ grade })], consoleUrl).text).toContain('most urgent immediate')
  })

  test('a digest is one SMS of one shape, with four characters of a reference, whatever it is about', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 99_994 }),
        (some, more) => {
          const lines = mostUrgentFirst(some)
          const { text, subject } = toDigestWords(lines, longLink)
          const flood = text.replace(/^Harbour: \d+ reports?/, `Harbour: ${some.length + more} reports`)
          const shape =
            /^Harbour: \d+ reports?, most urgent (immediate|prompt|standard), act by \d\d:\d\d (GMT|BST) \d+ [A-Z][a-z]{2,3}/
          expect(subject).toMatch(new RegExp(`${shape.source}$`))
          expect(text).toMatch(new RegExp(`${shape.source}, ref [0-9A-Z]{4}( [0-9A-Z]{4}){0,2} https:`))
          expect(flood.length).toBeLessThanOrEqual(smsCharacters)
          expect(text).toMatch(gsm7)
          for (const { reportId } of some) expect(text).not.toContain(reportId)
        },
      ),
    )
  })

  test('a digest names neither a desk, nor a channel, nor what happened to the person', () => {
    const { text, subject } = toDigestWords([line()], consoleUrl)
    const said = `${subject} ${text}`.toLowerCase()
    const unsaid = [
      'child',
      'sex',
      'image',
      'blackmail',
      'victim',
      'withdr',
      'addition',
      'alert',
      ...desks,
      ...channels,
    ]
    for (const word of unsaid) expect(said).not.toContain(word)
  })

  test.each([
    ['https://console.example.org/', true],
    ['http://127.0.0.1:8080/_local/', true],
    [longLink, true],
    [`${longLink}x`, false],
    ['https://console.example.org/~duty', false],
    ['https://cönsole.example.org/', false],
    ['console.example.org', false],
  ])('the address %s fits a digest: %s', (url, fits) => {
    expect(isShortLink(url)).toBe(fits)
  })
})

describe('whom a digest goes to', () => {
  const contact = (channel: Channel) => ({
    contactId: channel,
    audience: { desk: 'division-p', recipients: 'duty' } as const,
    channel,
    address: '',
    isEnabled: true,
  })
  const all = channels.map(contact)

  test.each([
    ['immediate', 1, false],
    ['immediate', 2, true],
    ['prompt', 2, false],
    ['standard', 9, false],
  ] as const)('a telephone rings for a report that is %s on rung %i: %s', (grade, rung, rings) => {
    const notified = contactsFor([line({ grade, rung })], all).map(({ channel }) => channel)
    expect(notified).toEqual(channels.filter((channel) => channel !== 'call' || rings))
  })
})

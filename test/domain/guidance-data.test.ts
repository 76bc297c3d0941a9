import { describe, expect, test } from 'vitest'
import { adviceLines } from '../../shared/domain/guidance-data.ts'
import { hoursInWords } from '../../shared/domain/guidance-hours.ts'

const blame =
  /blame|fault|should(n't| not)? have|stupid|foolish|careless|mistake|asham|shame|regret|naive|reckless|why did you|you let/i

/** Every number that a person may read, with the words of its source. Written by hand from the facts. */
const sourceOfNumber: Readonly<Record<string, RegExp>> = {
  '999': /NCA alert 2024|Ofcom 2023/,
  '101': /NCA alert 2024|citizensadvice.org.uk\/scotland/,
  '18000': /West Yorkshire Police.*contactcambspolice.uk/,
  '18001 101': /West Yorkshire Police.*contactcambspolice.uk.*withscotland.org 2013/,
  '159': /citizensadvice.org.uk\/scotland; stopthinkfraud.campaign.gov.uk/,
  '0800 1111': /childline.org.uk, about/,
  '0808 800 5000': /ceopeducation.co.uk/,
  '116 123': /samaritans.org, contact/,
  '85258': /giveusashout.org/,
  '111': /NHS 24, quoted by nen.press/,
  '0800 83 85 87': /breathingspace.scot/,
  '0345 6000 459': /revengepornhelpline.org.uk/,
  '0800 160 1985': /victimsupport.scot/,
  '0800 027 1234': /sdafmh.org.uk/,
  '07401 288595': /sdafmh.org.uk/,
  '0800 999 5428': /hellorayo.co.uk/,
  '0300 123 2040': /wired-gov.net 2025-12-04/,
}

const notToCall = /\d\d:\d\d|\b1[689]\b|NHS 24|24 hours|May 2026|999bsl/g
const numbersIn = (text: string): readonly string[] => text.replace(notToCall, '').match(/\d[\d ]*\d/g) ?? []

describe('every piece of advice', () => {
  test('each piece of advice has an id of its own', () => {
    const ids = adviceLines.map(({ id }) => id)
    expect(ids.length).toBeGreaterThan(25)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  })

  test.each(adviceLines)(
    'the advice $id has a source, the day on which it was seen, hours, and whom it is for',
    (line) => {
      expect(line.source.length).toBeGreaterThan(5)
      expect(line.seenOn).toMatch(/^20\d\d-\d\d-\d\d$/)
      expect(new Date(line.seenOn).toISOString().slice(0, 10)).toBe(line.seenOn)
      expect(line.for).toBeTypeOf('object')
      expect(['no-service', 'always', 'not-known', 'object']).toContain(
        typeof line.hours === 'string' ? line.hours : typeof line.hours,
      )
      if (line.url !== undefined) expect(line.url).toMatch(/^https:\/\/[a-z0-9.-]+(\/[a-z0-9/]*)?$/)
    },
  )

  test.each(adviceLines)('the advice $id is said in plain short words without blame', ({ text }) => {
    expect(text.length).toBeLessThanOrEqual(240)
    expect(text.replace('You are not to blame', '')).not.toMatch(blame)
    for (const sentence of text.split(/(?<=[.:])\s/)) expect(sentence.split(' ').length).toBeLessThanOrEqual(26)
  })

  test.each(adviceLines)(
    'the advice $id names no number without a source of that number',
    ({ text, source, phone }) => {
      for (const number of numbersIn(text)) expect(source, number).toMatch(sourceOfNumber[number] ?? /no such number/)
      if (phone !== undefined) expect(numbersIn(text)).toContain(phone)
    },
  )

  test('the advice names every number of the facts', () => {
    expect(new Set(adviceLines.flatMap(({ text }) => numbersIn(text)))).toEqual(new Set(Object.keys(sourceOfNumber)))
  })

  test.each(adviceLines)(
    'the advice $id says in its text the hours that limit it, and no others',
    ({ hours, text }) => {
      if (typeof hours === 'object') {
        expect(text).toContain(hoursInWords(hours))
        expect(text.includes('bank holidays')).toBe(hours.notOnBankHolidays === true)
      } else {
        expect(text).not.toMatch(/\d\d:\d\d|bank holiday|Monday/)
      }
      if (hours !== 'always') expect(text).not.toMatch(/day and night|24 hours a day/)
    },
  )

  test('the advice says nothing that has no source good enough', () => {
    const everything = adviceLines.map(({ text }) => text).join('\n')
    expect(everything).not.toMatch(
      /snapchat|tiktok|telegram|hopeline|rape crisis|contactscotland|press 2|action fraud/i,
    )
    expect(everything.match(/whatsapp/gi)).toEqual(['WhatsApp'])
    expect(everything).toContain('text or WhatsApp 07401 288595')
  })
})

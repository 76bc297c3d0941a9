import { fleschKincaid } from 'flesch-kincaid'
import { syllable } from 'syllable'
import { describe, expect, it } from 'vitest'
import { english } from '../../web/report-form/words/en.ts'

/**
 * The reading age is the Flesch-Kincaid grade level plus 5 (a school year of the United States begins at age 6 in grade
 * 1): 0.39 words a sentence + 11.8 syllables a word - 15.59. It knows length, not whether a word is common, so it is a
 * floor: a person reads the words too.
 *
 * @see https://doi.org/10.21236/ADA006655
 */
const readingAgeOf = (texts: readonly string[]): number => {
  const sentences = texts.flatMap((text) => text.split(/(?<=[.?!:])\s+/)).filter((each) => /\w/.test(each))
  const words = sentences.flatMap((sentence) => sentence.match(/[\w'-]+/g) ?? [])
  const syllables = words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0)
  return fleschKincaid({ sentence: sentences.length, word: words.length, syllable: syllables }) + 5
}

/** The limit is ours: the form asks people under 13 too. */
const oldestReader = 11

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

describe('the words of the pages', () => {
  it.each(['leave', 'form', 'questions', 'refused', 'sending', 'receipt', 'back', 'privacy'] as const)(
    'of %s can be read at the age of 11',
    (part) => {
      const texts = textsIn(english[part])
      expect(texts.length).toBeGreaterThan(2)
      expect(readingAgeOf(texts)).toBeLessThanOrEqual(oldestReader)
    },
  )

  it('have no sentence longer than 25 words', () => {
    const long = textsIn(english)
      .flatMap((text) => text.split(/(?<=[.?!:])\s+/))
      .filter((sentence) => sentence.split(/\s+/).length > 25)
    expect(long).toEqual([])
  })

  it('would be too hard as a lawyer writes them', () => {
    const hard = 'Notwithstanding the aforementioned provisions, information may be disclosed to competent authorities.'
    expect(readingAgeOf([hard])).toBeGreaterThan(oldestReader)
  })
})

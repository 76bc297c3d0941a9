import type { ReviewedLanguage } from '../../web/report-form/languages.ts'
import { english } from '../../web/report-form/words/en.ts'

/** Arabic letters, one for each of the Latin alphabet. */
const letters = 'ابتثجحخدذرزسشصضطظعغفقكلمنه'

/** Writes a sentence in letters that are read from right to left. What a page puts into it stays. */
const turned = (sentence: string): string =>
  sentence.replace(/\{\w+\}|[a-z]/gi, (part) =>
    part.startsWith('{') ? part : (letters[part.toLowerCase().charCodeAt(0) - 97] ?? part),
  )

const turnAll = <Value>(value: Value): Value => {
  if (typeof value === 'string') return turned(value) as Value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(turnAll) as Value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, turnAll(each)])) as Value
}

/** English in Arabic letters: it shows what no person has to have translated, that pages work from right to left. */
export const pseudoLanguage: ReviewedLanguage = {
  tag: 'ar-x-pseudo',
  name: 'پسودو',
  direction: 'rtl',
  reviewed: { by: 'nobody: it says nothing', on: '2026-11-27' },
  words: turnAll(english),
}

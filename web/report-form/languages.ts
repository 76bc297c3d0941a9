import { english } from './words/en.ts'
import { gaelic } from './words/gd.ts'
import { polish } from './words/pl.ts'
import { urdu } from './words/ur.ts'
import type { Words } from './words.ts'

interface Named {
  /** As BCP 47 names it, and as it stands in the path. */
  readonly tag: string
  /** The language's name in itself. */
  readonly name: string
  readonly direction: 'ltr' | 'rtl'
}

/** A language that a person has reviewed: it has every sentence, and the pages show it. */
export interface ReviewedLanguage extends Named {
  /** Who read every sentence, and on which day. `original` is what the others are translated from. */
  readonly reviewed: 'original' | { readonly by: string; readonly on: string }
  readonly words: Words
}

/** A language that nobody has reviewed. It may lack sentences, and no page shows it. */
export interface PreparedLanguage extends Named {
  readonly reviewed: undefined
  readonly words: Partial<Words>
}

/** A language of the pages. */
export type Language = ReviewedLanguage | PreparedLanguage

const en: ReviewedLanguage = {
  tag: 'en',
  name: 'English',
  direction: 'ltr',
  reviewed: 'original',
  words: english,
}

/** Every language that there is a file for. */
export const languages: readonly Language[] = [en, gaelic, polish, urdu]

/** The languages that the pages show, English first. */
export const shownLanguages: readonly ReviewedLanguage[] = languages.filter((each) => each.reviewed !== undefined)

/** Returns the language with this tag among those that are shown, else the first of them. */
export const languageOf = (tag: string | undefined, shown: readonly ReviewedLanguage[]): ReviewedLanguage =>
  shown.find((language) => language.tag === tag) ?? shown[0] ?? en

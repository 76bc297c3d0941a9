import type { PageAssets } from './assets.ts'
import { languageOf, type ReviewedLanguage } from './languages.ts'
import type { PageFrame } from './layout.ts'

/** What every page of a function has in common. */
export interface Pages {
  readonly assets: PageAssets
  /** The languages that the pages show, the original first. */
  readonly shown: readonly ReviewedLanguage[]
}

/** Returns what a page is made with, by the part of its address that comes after the form's. */
export const frameAt = ({ assets, shown }: Pages, below: string): PageFrame => {
  const steps = below.split('/').filter(Boolean)
  return { assets, shown, language: languageOf(steps.at(-1), shown), up: '../'.repeat(steps.length) }
}

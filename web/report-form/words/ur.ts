import type { PreparedLanguage } from '../languages.ts'

/** Urdu: prepared. Nobody has translated and reviewed it yet, so it is not shown. */
export const urdu: PreparedLanguage = {
  tag: 'ur',
  name: 'اردو',
  direction: 'rtl',
  reviewed: undefined,
  words: {},
}

import type { PreparedLanguage } from '../languages.ts'

/** Gaelic: prepared. Nobody has translated and reviewed it yet, so it is not shown. */
export const gaelic: PreparedLanguage = {
  tag: 'gd',
  name: 'Gàidhlig',
  direction: 'ltr',
  reviewed: undefined,
  words: {},
}

import type { PreparedLanguage } from '../languages.ts'

/** Polish: prepared. Nobody has translated and reviewed it yet, so it is not shown. */
export const polish: PreparedLanguage = {
  tag: 'pl',
  name: 'Polski',
  direction: 'ltr',
  reviewed: undefined,
  words: { yes: 'Tak' },
}

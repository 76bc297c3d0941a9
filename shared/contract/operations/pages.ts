import type { Operation } from './operation.ts'

type Page = Pick<Operation, 'method' | 'path'>

const pages = <const All extends Readonly<Record<string, Page>>>(all: All): All => all

/**
 * The pages of the report form, which accept-report answers. `page` is `privacy` or a language's tag, or both; whatever
 * else stands there shows the form, so that a mistyped address turns nobody away.
 */
export const formPages = pages({
  'GET /report': { method: 'GET', path: '/report' },
  'POST /report': { method: 'POST', path: '/report' },
  'GET /report/{page+}': { method: 'GET', path: '/report/{page+}' },
  'POST /report/{page+}': { method: 'POST', path: '/report/{page+}' },
})

/** The pages of the way back, which follow-up answers. `language` is a language's tag. */
export const backPages = pages({
  'GET /report/back': { method: 'GET', path: '/report/back' },
  'POST /report/back': { method: 'POST', path: '/report/back' },
  'GET /report/back/{language}': { method: 'GET', path: '/report/back/{language}' },
  'POST /report/back/{language}': { method: 'POST', path: '/report/back/{language}' },
})

/** A page by its method and path. Pages are for people in browsers, so the API's document does not describe them. */
export type PageKey = keyof typeof formPages | keyof typeof backPages

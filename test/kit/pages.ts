import type { HttpRequest } from '../../shared/lambda/http.ts'
import type { PageAssets } from '../../web/report-form/assets.ts'
import type { Pages } from '../../web/report-form/frame.ts'
import { shownLanguages } from '../../web/report-form/languages.ts'

/** Assets that are as short as they can be. */
export const noAssets: PageAssets = {
  style: { ltr: { text: '', hash: 'sha256-ltr' }, rtl: { text: '', hash: 'sha256-rtl' } },
  script: { text: '', hash: 'sha256-script' },
}

/** The pages as they are shown, without style and script. */
export const pages: Pages = { assets: noAssets, shown: shownLanguages }

/** What a browser sends from a form. */
export interface Sent {
  readonly fields?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly path?: Readonly<Record<string, string>>
}

/** Returns a request as a browser makes it of a form. */
export const formRequest = ({ fields = {}, headers = {}, path = {} }: Sent = {}): HttpRequest => {
  const all: Readonly<Record<string, string>> = {
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'text/html,application/xhtml+xml',
    ...headers,
  }
  return {
    body: new URLSearchParams(fields).toString(),
    pathParameters: path,
    query: {},
    header: (name) => all[name.toLowerCase()],
  }
}

import { html, raw } from 'hono/html'
import type { PageAssets } from './assets.ts'
import type { ReviewedLanguage } from './languages.ts'

/** Markup that is escaped already. */
export type Markup = ReturnType<typeof html>

/** What every page is made with. */
export interface PageFrame {
  readonly language: ReviewedLanguage
  /** The languages that the page can be shown in. */
  readonly shown: readonly ReviewedLanguage[]
  readonly assets: PageAssets
  /** `../` for each step that the page's address lies below the form's. */
  readonly up: string
}

/**
 * Where the button leads. A weather page tells nobody anything, and is what other public services lead to.
 *
 * @see https://design-system.service.gov.uk/components/exit-this-page/
 */
const elsewhere = 'https://www.bbc.co.uk/weather'

/** The address of a page of ours, in the language of this one. */
export const addressOf = ({ up, language }: PageFrame, page: '' | 'back' | 'privacy'): string => {
  const tag = language.tag === 'en' ? [] : [language.tag]
  return [`${up}report`, ...(page === '' ? [] : [page]), ...tag].join('/')
}

const languageLinks = (frame: PageFrame): Markup | '' =>
  frame.shown.length < 2
    ? ''
    : html`<nav aria-label="Language"><ul class="languages">${frame.shown.map(
        (language) =>
          html`<li><a lang="${language.tag}" href="${addressOf({ ...frame, language }, '')}">${language.name}</a></li>`,
      )}</ul></nav>`

const leaving = ({ language: { words } }: PageFrame): Markup => html`<aside class="leave">
<a class="ds_button leave__button" id="leave" rel="noreferrer nofollow" href="${elsewhere}">${words.leave.button}</a>
<p class="leave__hint" data-script hidden>${words.leave.hint}</p>
</aside>`

/** A whole page. What stands in `main` says all; the rest is the same everywhere. */
export const layout = (frame: PageFrame, main: Markup): Markup => {
  const { language, assets } = frame
  const { tag, direction, words } = language
  return html`<!doctype html>
<html lang="${tag}" dir="${direction}" class="no-js">
<head>
<meta charset="utf-8">
<title>${words.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no">
<link rel="icon" href="data:,">
<style>${raw(assets.style[direction].text)}</style>
</head>
<body>
<a class="ds_skip-links__link skip" href="#main">${words.skip}</a>
<div class="top"><div class="ds_wrapper">${leaving(frame)}</div></div>
<div class="ds_page">
<header class="ds_page__top"><div class="ds_wrapper"><p class="leave__limits" data-script hidden>${words.leave.limits}</p><noscript><p class="leave__limits">${words.leave.limitsWithoutScript}</p></noscript>${languageLinks(frame)}</div></header>
<div class="ds_page__middle"><div class="ds_wrapper"><main id="main">${main}</main></div></div>
</div>
<script>${raw(assets.script.text)}</script>
</body>
</html>
`
}

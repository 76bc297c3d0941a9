import { html } from 'hono/html'
import type { Status } from '../../shared/domain/status.ts'
import { addForm, type Naming, type TypedWhich, undoForm, whichForm, withdrawForm } from './back-forms.ts'
import { addressOf, layout, type Markup, type PageFrame } from './layout.ts'
import { inWords } from './times.ts'
import type { Words } from './words.ts'

/** Why a report is not shown, or something was not done. */
export type BackProblem = keyof Pick<Words['back'], 'wrong' | 'addEmpty' | 'addRefused' | 'fault'>

/** What the page of a report shows. */
export interface ReportPage extends Naming {
  readonly status: Status
  /** What was just done, in words. */
  readonly done?: string | undefined
  readonly problem?: BackProblem | undefined
  /** Why, in the words of the answer. */
  readonly because?: string | undefined
  /** What was typed to be added, and is not added. */
  readonly text: string
  readonly newKey: string
}

const alert = (text: string): Markup =>
  html`<div class="ds_error-summary" id="summary" role="alert" tabindex="-1"><p>${text}</p></div>`

const heading = (text: string): Markup =>
  html`<header class="ds_page-header"><h1 class="ds_page-header__title">${text}</h1></header>`

const toForm = (frame: PageFrame): Markup =>
  html`<p class="no-print"><a href="${addressOf(frame, '')}">${frame.language.words.back.formLink}</a></p>`

/** Asks which report, on a new page or with what was typed and why it is not shown. */
export const whichPage = (frame: PageFrame, typed: TypedWhich, problem?: BackProblem): Markup => {
  const { words } = frame.language
  const { back } = words
  return layout(
    frame,
    html`${problem === undefined ? '' : alert(back[problem])}${heading(back.heading)}
<p>${back.lead}</p>${whichForm(words, typed)}<p>${back.lost}</p>${toForm(frame)}`,
  )
}

const updates = ({ language }: PageFrame, { updates: all }: Status): Markup =>
  html`<ol class="updates">${all.map(
    ({ at, text }) => html`<li><time datetime="${at}">${inWords(at, language)}</time><br>${text}</li>`,
  )}</ol>`

/** True while the withdrawal can be undone. */
const canUndo = ({ withdrawal }: Status & { readonly withdrawal?: { readonly undoUntil?: string } }): boolean =>
  withdrawal?.undoUntil !== undefined

/** Where a report stands, and what its reporter can do. */
export const reportPage = (frame: PageFrame, shown: ReportPage): Markup => {
  const { words } = frame.language
  const { back } = words
  const { status, done, problem, because } = shown
  const form = { ...shown, action: '', key: shown.newKey }
  const isErased = status.state === 'withdrawn'
  return layout(
    frame,
    html`${problem === undefined ? '' : alert([back[problem], because].filter(Boolean).join(' '))}${heading(back.heading)}
${done === undefined ? '' : html`<div class="ds_inset-text" role="status"><div class="ds_inset-text__text">${done}</div></div>`}
<h2>${back.stateHeading}</h2><p>${status.text}</p>
<h2>${back.happened}</h2>${updates(frame, status)}
${isErased ? '' : html`<h2>${back.addHeading}</h2>${addForm(words, form)}${canUndo(status) ? undoForm(words, form) : withdrawForm(words, form)}`}
${toForm(frame)}`,
  )
}

import { html } from 'hono/html'
import type { Markup } from './layout.ts'
import type { Words } from './words.ts'

/** What names a report and proves who asks. It stands in bodies alone, never in an address. */
export interface Naming {
  readonly reference: string
  readonly followUpCode: string
}

/** Where a form goes, and under which key it is done once. */
export interface BackForm extends Naming {
  /** An address; `''` is the page's own. */
  readonly action: string
  readonly key: string
}

const hidden = ({
  reference,
  followUpCode,
  key,
}: BackForm): Markup => html`<input type="hidden" name="reference" value="${reference}" autocomplete="off">
<input type="hidden" name="followUpCode" value="${followUpCode}" autocomplete="off">
<input type="hidden" name="key" value="${key}" autocomplete="off">`

/** What a form of the way back does. */
export type BackAction = 'status' | 'add' | 'withdraw' | 'undo'

const button = (does: BackAction, label: string, look = ''): Markup =>
  html`<button class="ds_button ${look}" name="do" value="${does}">${label}</button>`

/** The form that withdraws a report. It is closed until it is opened, so that nobody withdraws by mistake. */
export const withdrawForm = (
  { back }: Words,
  form: BackForm,
): Markup => html`<details class="ds_details"><summary class="ds_details__summary">${back.withdrawHeading}</summary>
<div class="ds_details__text"><p>${back.withdrawText}</p>
<form method="post" action="${form.action}">${hidden(form)}${button('withdraw', back.withdrawButton, 'ds_button--secondary')}</form></div></details>`

/** The button that shows where a report stands. */
export const statusForm = (label: string, form: BackForm): Markup =>
  html`<form method="post" action="${form.action}">${hidden(form)}${button('status', label, 'ds_button--secondary')}</form>`

/** The form that undoes a withdrawal. */
export const undoForm = (
  { back }: Words,
  form: BackForm,
): Markup => html`<h2>${back.undoHeading}</h2><p>${back.undoText}</p>
<form method="post" action="${form.action}">${hidden(form)}${button('undo', back.undoButton)}</form>`

/** What was typed into the form that asks which report. */
export interface TypedWhich extends Naming {
  readonly key: string
  /** What the person wants to add, where reference and code were not right. */
  readonly text: string
}

const addText = ({ back }: Words): Markup => html`<label class="ds_label" for="text">${back.addLabel}</label>
<p class="ds_hint-text" id="text-hint">${back.addHint}</p>`

const addArea = (
  text: string,
): Markup => html`<textarea class="ds_input" rows="5" name="text" id="text" aria-describedby="text-hint" spellcheck="false">
${text}</textarea>`

/** The form that asks which report. What the person wants to add to it goes with it. */
export const whichForm = (words: Words, { reference, followUpCode, key, text }: TypedWhich): Markup => {
  const { back } = words
  const adding =
    text === ''
      ? ''
      : html`<input type="hidden" name="key" value="${key}"><div class="ds_question">${addText(words)}${addArea(text)}</div>`
  return html`<form method="post" accept-charset="utf-8" novalidate>
<div class="ds_question"><label class="ds_label" for="reference">${back.reference}</label>
<input class="ds_input ds_input--fixed-20" name="reference" id="reference" value="${reference}" autocomplete="off" autocapitalize="characters" spellcheck="false"></div>
<div class="ds_question"><label class="ds_label" for="followUpCode">${back.code}</label>
<p class="ds_hint-text" id="code-hint">${back.codeHint}</p>
<input class="ds_input ds_input--fixed-20" name="followUpCode" id="followUpCode" value="${followUpCode}" aria-describedby="code-hint" autocomplete="off" autocapitalize="characters" spellcheck="false"></div>
${adding}${text === '' ? button('status', back.look) : button('add', back.addButton)}</form>`
}

/** The form that adds to a report. */
export const addForm = (
  words: Words,
  form: BackForm & { readonly text: string },
): Markup => html`<form method="post" action="${form.action}" accept-charset="utf-8" novalidate>
${hidden(form)}
<div class="ds_question">${addText(words)}${addArea(form.text)}</div>
${button('add', words.back.addButton)}</form>`

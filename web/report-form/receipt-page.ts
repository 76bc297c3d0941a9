import { html } from 'hono/html'
import type { FormField } from '../../shared/contract/form-fields.ts'
import type { Advice } from '../../shared/domain/guidance.ts'
import { addForm, statusForm } from './back-forms.ts'
import { addressOf, layout, type Markup, type PageFrame } from './layout.ts'
import { filled, inWords } from './times.ts'
import type { Words } from './words.ts'

/** Something that was not taken as it was typed. */
export interface Notice {
  /** Undefined where it belongs to no single question. */
  readonly field: FormField | undefined
  readonly isCutOut: boolean
}

/** What a receipt shows. */
export interface Receipt {
  readonly reference: string
  readonly followUpCode: string
  /** When the next people get an alert if no officer has taken the report, ISO 8601. */
  readonly nextAlertAt: string
  readonly guidance: readonly Advice[]
  readonly notices: readonly Notice[]
  /** For what the person adds from this page. */
  readonly newKey: string
}

const kept = (words: Words, { reference, followUpCode }: Receipt): Markup => {
  const { receipt } = words
  return html`<div class="ds_inset-text kept" id="kept"><div class="ds_inset-text__text">
<p>${receipt.keep}</p>
<dl><dt>${receipt.reference}</dt><dd><strong data-keep>${reference}</strong></dd>
<dt>${receipt.code}</dt><dd><strong data-keep>${followUpCode}</strong></dd></dl>
<p>${receipt.onlyHere}</p></div></div>
<p data-script hidden><button type="button" class="ds_button ds_button--secondary" id="print">${receipt.print}</button>
<button type="button" class="ds_button ds_button--secondary" id="save">${receipt.save}</button></p>
<p>${receipt.others}</p>`
}

const noticed = ({ receipt, questions }: Words, { notices }: Receipt): Markup | '' =>
  notices.length === 0
    ? ''
    : html`<section class="ds_inset-text"><div class="ds_inset-text__text"><h2>${receipt.noticesHeading}</h2><p>${receipt.notices}</p><ul>${notices.map(
        ({ field, isCutOut }) =>
          html`<li>${field === undefined ? '' : html`<strong>${questions[field].label}</strong><br>`}${
            isCutOut ? receipt.cutOut : receipt.notUnderstood
          }</li>`,
      )}</ul></div></section>`

const toDial = (phone: string): string => `tel:${phone.replaceAll(' ', '')}`

const advice = ({ receipt }: Words, { text, url, phone, isOpenNow }: Advice): Markup => {
  const links = [
    ...(phone === undefined ? [] : [html`<a href="${toDial(phone)}">${phone}</a>`]),
    ...(url === undefined
      ? []
      : [html`<a href="${url}" rel="noreferrer">${new URL(url).hostname.replace(/^www\./, '')}</a>`]),
  ]
  const isClosed = isOpenNow === false ? html` <strong>${receipt.closedNow}.</strong>` : ''
  return html`<li>${text}${isClosed}${links.length === 0 ? '' : html`<span class="links">${links}</span>`}</li>`
}

/** What a person sees when the report is stored. A reload sends the same again, and shows the same. */
export const receiptPage = (frame: PageFrame, shown: Receipt): Markup => {
  const { language } = frame
  const { words } = language
  const { receipt } = words
  return layout(
    frame,
    html`<header class="ds_page-header"><h1 class="ds_page-header__title" id="receipt" tabindex="-1">${receipt.heading}</h1></header>
${kept(words, shown)}
${noticed(words, shown)}
<h2>${receipt.nextHeading}</h2>
<p>${receipt.alert} ${filled(receipt.until, { time: inWords(shown.nextAlertAt, language) })}</p>
<p>${receipt.contact}</p>
<div class="no-print">${statusForm(receipt.look, { ...shown, key: shown.newKey, action: addressOf(frame, 'back') })}</div>
<h2>${receipt.adviceHeading}</h2>
<ul class="advice">${shown.guidance.map((line) => advice(words, line))}</ul>
<section class="no-print"><h2>${receipt.addHeading}</h2><p>${receipt.add}</p>
${addForm(words, { ...shown, key: shown.newKey, action: addressOf(frame, 'back'), text: '' })}</section>`,
  )
}

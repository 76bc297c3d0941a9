import { html } from 'hono/html'
import type { FormField } from '../../shared/contract/form-fields.ts'
import { addressOf, layout, type Markup, type PageFrame } from './layout.ts'
import { type Asking, idOf, question, type Typed } from './question.ts'
import { firstQuestions, moreQuestions, type SectionName } from './sections.ts'
import type { Words } from './words.ts'

/** Why the form is shown again. */
export type WhyAgain = keyof Pick<Words['refused'], 'fault' | 'tooLarge' | 'otherPage' | 'notUnderstood'>

/** What the form is shown with. */
export interface FormPage {
  /** The Idempotency-Key of this report: whatever is sent under it is sent once. */
  readonly key: string
  readonly typed: Typed
  /** Undefined on a new form. */
  readonly why?: WhyAgain | undefined
  readonly problems?: ReadonlyMap<FormField, string>
}

const reachQuestions = firstQuestions.filter((field) => field.startsWith('contact.'))
const otherFirstQuestions = firstQuestions.filter((field) => !field.startsWith('contact.'))

const questionsOf = (fields: readonly FormField[], asking: Asking) => fields.map((field) => question(field, asking))

/** What a person has answered stays in sight, and so does what is wrong. */
const isInSight = ({ typed, problems }: Asking, field: FormField): boolean =>
  (typed.get(field) ?? '') !== '' || problems.has(field)

const section = (name: SectionName, asking: Asking): Markup => {
  const fields = moreQuestions[name]
  const open = fields.some((field) => isInSight(asking, field)) ? html` open` : ''
  return html`<details class="ds_details"${open}><summary class="ds_details__summary">${asking.words.sections[name]}</summary>
<div class="ds_details__text">${questionsOf(fields, asking)}</div></details>`
}

const whyAgain = ({ refused, questions }: Words, { why, problems }: FormPage): Markup | '' => {
  if (why === undefined) return ''
  const links = [...(problems ?? [])].map(
    ([field, problem]) => html`<li><a href="#${idOf(field)}">${questions[field].label}</a>: ${problem}</li>`,
  )
  return html`<div class="ds_error-summary" id="summary" role="alert" tabindex="-1" aria-labelledby="summary-title">
<h2 class="ds_error-summary__title" id="summary-title">${refused.heading}</h2>
<p>${refused[why]} ${refused.kept}</p>${links.length === 0 ? '' : html`<ul class="ds_error-summary__list">${links}</ul>`}</div>`
}

const before = (frame: PageFrame): Markup => {
  const { form } = frame.language.words
  return html`<header class="ds_page-header"><h1 class="ds_page-header__title">${form.heading}</h1></header>
<p class="ds_leader">${form.lead}</p>
<div class="ds_warning-text"><strong class="ds_warning-text__icon" aria-hidden="true"></strong>
<div class="ds_warning-text__text"><p><strong>${form.danger}</strong></p><p>${form.police}</p></div></div>
<p>${form.typed} <a href="${addressOf(frame, 'privacy')}">${form.privacyLink}</a></p>
<p><a href="${addressOf(frame, 'back')}">${form.backLink}</a></p>`
}

/** The form, new or with all that was typed and why it was not sent. */
export const formPage = (frame: PageFrame, page: FormPage): Markup => {
  const { words } = frame.language
  const { form, sending } = words
  const asking: Asking = { words, typed: page.typed, problems: page.problems ?? new Map() }
  return layout(
    frame,
    html`${whyAgain(words, page)}${before(frame)}
<p class="ds_inset-text" data-came-back hidden>${form.sentBefore}</p>
<form method="post" accept-charset="utf-8" novalidate data-sending="${sending.now}" data-not-yet="${sending.notYet}" data-no-answer="${sending.noAnswer}">
<input type="hidden" name="key" value="${page.key}" autocomplete="off">
${questionsOf(otherFirstQuestions, asking)}
<h2>${form.choice}</h2>
${questionsOf(reachQuestions, asking)}
${send(words, 'send')}
<h2>${form.moreHeading}</h2>
<p>${form.more}</p>
${(Object.keys(moreQuestions) as SectionName[]).map((name) => section(name, asking))}
${send(words, 'send-all')}
</form>`,
  )
}

const send = ({ form }: Words, id: string): Markup => html`<div class="send">
<p role="status" class="status" data-status></p>
<button class="ds_button" id="${id}">${form.send}</button>
<p class="ds_hint-text">${form.sendNote}</p></div>`

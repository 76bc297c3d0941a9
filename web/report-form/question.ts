import { html } from 'hono/html'
import { type ChoiceField, type FormField, formFields } from '../../shared/contract/form-fields.ts'
import type { Markup } from './layout.ts'
import type { Words } from './words.ts'

/** What was typed, by the names of fields. */
export type Typed = Pick<URLSearchParams, 'get' | 'getAll'>

/** What a question is shown with. */
export interface Asking {
  readonly words: Words
  readonly typed: Typed
  /** What is wrong with an answer, by its field. */
  readonly problems: ReadonlyMap<FormField, string>
}

/**
 * What a browser may fill in by itself and which keyboard it shows. What is asked of the offender or the offence is
 * never remembered.
 */
const inputs: Partial<Record<FormField, Readonly<Record<'autocomplete' | 'type' | 'mode', string>>>> = {
  'location.postcode': { autocomplete: 'postal-code', type: 'text', mode: 'text' },
  'location.country': { autocomplete: 'country-name', type: 'text', mode: 'text' },
  'contact.safeChannels.0.value': { autocomplete: 'tel', type: 'tel', mode: 'tel' },
  'contact.safeChannels.1.value': { autocomplete: 'email', type: 'text', mode: 'email' },
  'contact.name': { autocomplete: 'nickname', type: 'text', mode: 'text' },
  'offender.handles.0.profileUrl': { autocomplete: 'off', type: 'text', mode: 'url' },
  'demand.amountMinor': { autocomplete: 'off', type: 'text', mode: 'decimal' },
  'payment.amountMinor': { autocomplete: 'off', type: 'text', mode: 'decimal' },
}

const short: readonly FormField[] = [
  'location.postcode',
  'demand.amountMinor',
  'payment.amountMinor',
  'payment.sortCode',
  'contact.codeWord',
]

const inputOf = (field: FormField) => {
  const { kind } = formFields[field]
  const type = kind === 'day' ? 'date' : kind === 'time' ? 'time' : 'text'
  return inputs[field] ?? { autocomplete: 'off', type, mode: 'text' }
}

/** The id of a field's input, or of its first answer. */
export const idOf = (field: FormField): string => field.replaceAll('.', '-')

const describedBy = (field: FormField, { words, problems }: Asking): Markup | '' => {
  const ids = [
    ...(words.questions[field].hint === undefined ? [] : [`${idOf(field)}-hint`]),
    ...(problems.has(field) ? [`${idOf(field)}-problem`] : []),
  ]
  return ids.length === 0 ? '' : html` aria-describedby="${ids.join(' ')}"`
}

const hintAndProblem = (field: FormField, { words, problems }: Asking): Markup => {
  const { hint } = words.questions[field]
  const problem = problems.get(field)
  return html`${hint === undefined ? '' : html`<p class="ds_hint-text" id="${idOf(field)}-hint">${hint}</p>`}${
    problem === undefined ? '' : html`<p class="ds_question__error-message" id="${idOf(field)}-problem">${problem}</p>`
  }`
}

const isChoice = (field: FormField): field is ChoiceField => 'values' in formFields[field]

const choices = (field: ChoiceField, asking: Asking): Markup => {
  const { label, answers } = asking.words.questions[field]
  const isMany = formFields[field].kind === 'many'
  const box = isMany ? 'checkbox' : 'radio'
  const given = asking.typed.getAll(field)
  const invalid = asking.problems.has(field) ? html` aria-invalid="true"` : ''
  const idAt = (index: number): string => (index === 0 ? idOf(field) : `${idOf(field)}-${index}`)
  return html`<fieldset${describedBy(field, asking)}><legend>${label}</legend>${hintAndProblem(
    field,
    asking,
  )}<div class="ds_field-group${field.startsWith('age.') ? ' short-answers' : ''}">${Object.entries(answers).map(
    ([value, words], index) => html`<div class="ds_${box} ds_${box}--small">
<input class="ds_${box}__input" type="${box}" name="${field}" value="${value}" id="${idAt(index)}"${
      given.includes(value) ? html` checked` : ''
    }${invalid}>
<label class="ds_${box}__label" for="${idAt(index)}">${words}</label></div>`,
  )}</div></fieldset>`
}

const tick = (field: FormField, { words, typed }: Asking): Markup => html`<div class="ds_checkbox ds_checkbox--small">
<input class="ds_checkbox__input" type="checkbox" name="${field}" value="yes" id="${idOf(field)}"${
  typed.get(field) === null ? '' : html` checked`
}>
<label class="ds_checkbox__label" for="${idOf(field)}">${words.questions[field].label}</label></div>`

const written = (field: FormField, asking: Asking): Markup => {
  const { label } = asking.words.questions[field]
  const value = asking.typed.get(field) ?? ''
  const id = idOf(field)
  const described = describedBy(field, asking)
  const invalid = asking.problems.has(field) ? html` aria-invalid="true"` : ''
  // Some browsers send what is typed to a service that checks its spelling.
  const off = html` spellcheck="false" autocorrect="off"`
  const { autocomplete, type, mode } = inputOf(field)
  const width = short.includes(field) ? 'ds_input--fixed-10' : 'ds_input--fluid-two-thirds'
  const input =
    formFields[field].kind === 'text'
      ? html`<textarea class="ds_input" rows="${field === 'narrative' ? 8 : 3}" name="${field}" id="${id}"${described}${invalid}${off}>
${value}</textarea>`
      : html`<input class="ds_input ${width}" type="${type}" inputmode="${mode}" name="${field}" id="${id}" value="${value}" autocomplete="${autocomplete}"${described}${invalid}${off}>`
  return html`<label class="ds_label" for="${id}">${label}</label>${hintAndProblem(field, asking)}${input}`
}

/** One question, with what was typed before and what is wrong with it. */
export const question = (field: FormField, asking: Asking): Markup => {
  const error = asking.problems.has(field) ? ' ds_question--error' : ''
  const inner = isChoice(field)
    ? choices(field, asking)
    : formFields[field].kind === 'tick'
      ? tick(field, asking)
      : written(field, asking)
  return html`<div class="ds_question${error}">${inner}</div>`
}

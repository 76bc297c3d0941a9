import { type FormField, formFields, sameAsNow } from './form-fields.ts'
import { londonInstant } from './london-instant.ts'

/** What was typed into the form, in the shape of a submission, and where each part of it was typed. */
export interface FilledForm {
  /** For the parser of submissions. What could not be turned into its type stands in it as it was typed. */
  readonly submission: Readonly<Record<string, unknown>>
  /** Returns the field that a problem's pointer points to. */
  readonly fieldAt: (pointer: string) => FormField | undefined
}

/** What an answer says without being asked: kind and part of what was typed. */
const alsoSaid: Partial<Record<FormField, Readonly<Record<string, unknown>>>> = {
  'contact.safeChannels.0.value': { mayLeaveMessage: false },
  'contact.safeChannels.1.value': { kind: 'email', mayLeaveMessage: false },
  'platforms.0.name': { use: 'began' },
  'platforms.1.name': { use: 'moved-to' },
  'demand.amountMinor': { currency: 'GBP' },
  'payment.amountMinor': { currency: 'GBP' },
}

const poundsForm = /^£?\s*(\d{1,9})(?:[.,](\d{2}))?$/

/** Returns pence. What is no amount in pounds stays as it was typed. */
const toPence = (typed: string): unknown => {
  const [, pounds, pence = '0'] = poundsForm.exec(typed) ?? []
  return pounds === undefined ? typed : Number(pounds) * 100 + Number(pence)
}

const textsOf = (form: URLSearchParams, field: string): readonly string[] =>
  form
    .getAll(field)
    .map((typed) => typed.replaceAll('\r\n', '\n').trim())
    .filter((typed) => typed !== '')

const answerOf = (form: URLSearchParams, field: FormField): unknown => {
  const texts = textsOf(form, field)
  const [typed] = texts
  if (field === 'demand.deadlineTime') return undefined
  if (field === 'age.inImages') return imagesAge(form, typed)
  if (field === 'demand.deadlineAt') return londonInstant(typed, textsOf(form, 'demand.deadlineTime')[0])
  if (typed === undefined) return undefined
  switch (formFields[field].kind) {
    case 'many':
      return texts
    case 'pounds':
      return toPence(typed)
    case 'tick':
      return true
    default:
      return typed
  }
}

/**
 * The form asks this of everyone, so that no answer is a doubt and not a question that nobody asked: it counts as
 * unknown.
 */
const imagesAge = (form: URLSearchParams, typed: string | undefined): string =>
  (typed === sameAsNow ? textsOf(form, 'age.now')[0] : typed) ?? 'unknown'

/** Lists whose first entry was left empty begin with the next one, so each entry gets the next free place. */
class Places {
  readonly #places = new Map<string, number>()
  readonly #taken = new Map<string, number>()

  of(list: string, index: string): number {
    const name = `${list}/${index}`
    const place = this.#places.get(name) ?? this.#taken.get(list) ?? 0
    if (!this.#places.has(name)) this.#taken.set(list, place + 1)
    this.#places.set(name, place)
    return place
  }
}

type Group = Record<string | number, unknown>

const isIndex = (step: string | undefined): boolean => step !== undefined && /^\d+$/.test(step)

/** Puts a value where the name of its field says. Returns its pointer, and the group that it stands in. */
const put = (root: Group, field: FormField, value: unknown, places: Places) => {
  const steps = field.split('.')
  let group = root
  let pointer = ''
  for (const [at, step] of steps.entries()) {
    const key = isIndex(step) ? places.of(pointer, step) : step
    pointer += `/${key}`
    if (at === steps.length - 1) {
      group[key] = value
    } else {
      group[key] ??= isIndex(steps[at + 1]) ? [] : {}
      group = group[key] as Group
    }
  }
  return { pointer, group }
}

/** The field that stands at a pointer, or nearest above it. */
const nearest = (fields: ReadonlyMap<string, FormField>, pointer: string): FormField | undefined => {
  if (pointer === '') return undefined
  const inside = [...fields].find(([at]) => at === pointer || pointer.startsWith(`${at}/`))
  return (inside ?? [...fields].find(([at]) => at.startsWith(`${pointer}/`)))?.[1]
}

/** Turns what was typed into a submission. Blank fields are left out; nothing that was typed is dropped. */
export const fromForm = (form: URLSearchParams): FilledForm => {
  const submission: Group = {}
  const fields = new Map<string, FormField>()
  const places = new Places()
  for (const field of Object.keys(formFields) as FormField[]) {
    const value = answerOf(form, field)
    if (value === undefined) continue
    const { pointer, group } = put(submission, field, value, places)
    fields.set(pointer, field)
    for (const [name, said] of Object.entries(alsoSaid[field] ?? {})) group[name] ??= said
  }
  return { submission, fieldAt: (pointer) => nearest(fields, pointer) }
}

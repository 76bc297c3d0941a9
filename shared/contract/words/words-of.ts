import type { Json } from '../json-schema.ts'
import { type ChoiceWords, withValues } from './choices.ts'

/** The words for what a schema reads: one text a field, and one more for each value of a closed set. */
export type WordsOf<Value> = [Value] extends [ReadonlyArray<infer Entry>]
  ? { readonly about: string; readonly each: WordsOf<Entry> }
  : [Value] extends [string]
    ? string extends Value
      ? string
      : { readonly about: string; readonly values: ChoiceWords<Value> }
    : [Value] extends [object]
      ? { readonly about: string; readonly fields: FieldWords<Value> }
      : string

/** The words for each field of an object. */
export type FieldWords<Fields extends object> = {
  readonly [Name in keyof Fields]-?: WordsOf<Exclude<Fields[Name], undefined>>
}

/** The words of any object. */
export interface Words {
  readonly about: string
  readonly values?: ChoiceWords<string>
  readonly each?: Words | string
  readonly fields?: Readonly<Record<string, Words | string>>
}

/** Puts words into a JSON Schema, each where its field stands. */
export const withWords = (schema: Json, words: Words | string): Json => {
  if (typeof words === 'string') return { description: words, ...schema }
  const { about, values, each, fields } = words
  const described = { description: values === undefined ? about : withValues(about, values), ...schema }
  const { items, properties } = schema
  if (each !== undefined) return { ...described, items: withWords(items as Json, each) }
  if (fields === undefined) return described
  const withFields = Object.entries(properties as Readonly<Record<string, Json>>).map(([name, field]) => [
    name,
    withWords(field, fields[name] ?? ''),
  ])
  return { ...described, properties: Object.fromEntries(withFields) }
}

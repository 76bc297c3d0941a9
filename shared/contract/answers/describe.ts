import * as v from 'valibot'
import { type ChoiceWords, withValues } from '../words/choices.ts'

/** Text in an answer. */
export const text = (about: string) => v.pipe(v.string(), v.description(about))

/** An instant in an answer, ISO 8601 UTC. */
export const instant = (about: string) => v.pipe(v.string(), v.isoTimestamp(), v.description(about))

/** A date in an answer, ISO 8601. */
export const date = (about: string) => v.pipe(v.string(), v.isoDate(), v.description(about))

/** A web address in an answer. */
export const webAddress = (about: string) => v.pipe(v.string(), v.url(), v.description(about))

/** A whole number in an answer, between two that it may be itself. */
export const whole = (about: string, { least, most }: { readonly least: number; readonly most: number }) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most), v.description(about))

/** True or false in an answer. */
export const flag = (about: string) => v.pipe(v.boolean(), v.description(about))

/** Any JSON value in an answer. */
export const anything = (about: string) => v.pipe(v.unknown(), v.description(about))

/** One of a closed set in an answer, with what each value means. */
export const oneOf = <Value extends string>(about: string, values: ChoiceWords<Value>) =>
  v.pipe(v.picklist(Object.keys(values) as Value[]), v.description(withValues(about, values)))

/** A list in an answer. */
export const listOf = <const Entry extends v.GenericSchema>(about: string, entry: Entry) =>
  v.pipe(v.array(entry), v.readonly(), v.description(about))

/** A field that an answer may leave out. */
export const optional = <const Field extends v.GenericSchema>(field: Field) => v.exactOptional(field)

type IsOptional<View, Name extends keyof View> = Record<never, never> extends Pick<View, Name> ? true : false
type Value<View, Name extends keyof View> = Exclude<View[Name], undefined>
type OptionalField = v.ExactOptionalSchema<v.GenericSchema, undefined>

/** The schema that each field of a view must have: it allows no value that the view's field has not. */
type FieldsOf<View> = {
  readonly [Name in keyof View]-?: IsOptional<View, Name> extends true
    ? v.ExactOptionalSchema<v.GenericSchema<Value<View, Name>>, undefined>
    : v.GenericSchema<Value<View, Name>>
}

/**
 * Refuses what `FieldsOf` lets through: a field that the view has not, or always has, and a schema without one of its
 * values.
 */
type Refused<View, Name, Field> = Name extends keyof View
  ? Field extends OptionalField
    ? IsOptional<View, Name> extends true
      ? Incomplete<Value<View, Name>, v.InferOutput<Field>>
      : { readonly mayNotBeOptional: Name }
    : Field extends v.GenericSchema
      ? Incomplete<Value<View, Name>, v.InferOutput<Field>>
      : never
  : { readonly notInTheView: Name }
type Incomplete<Wanted, Given> = [Wanted] extends [Given]
  ? unknown
  : { readonly valuesAreMissing: Exclude<Wanted, Given> }

/**
 * The schema of an answer that holds a view of the domain. It does not compile when a field is missing, misspelt or too
 * much, when one is optional and the other is not, or when the values differ. An answer may have more fields in a later
 * version.
 */
export const answerOf =
  <View extends object>(about: string) =>
  <const Entries extends FieldsOf<View>>(
    entries: Entries & { readonly [Name in keyof Entries]: Refused<View, Name, Entries[Name]> },
  ) =>
    v.pipe(v.object<Entries>(entries), v.description(about))

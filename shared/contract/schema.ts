import type { Parsed, Problem } from '../domain/parsed.ts'

/** Any JSON object. */
export type Json = { [key: string]: unknown }

/** One schema gives the type, the parsing of untrusted input, and the JSON Schema. @see docs/decisions/0008-schemas-of-our-own.md */
export interface Schema<out Value> {
  readonly json: Json
  /** Gives the parsed value. What is wrong is added to `problems`, with pointers that begin at this value, and nothing of the input. */
  readonly read: (input: unknown, problems: Problem[]) => Value | undefined
}

/** A field that may be left out. */
export interface OptionalField<out Value> extends Schema<Value> {
  readonly optional: true
}

/** What a schema's value is. */
export type Infer<Of> = Of extends Schema<infer Value> ? Value : never

type Shape = Readonly<Record<string, Schema<unknown>>>
type OptionalNames<Of extends Shape> = {
  [Name in keyof Of]: Of[Name] extends OptionalField<unknown> ? Name : never
}[keyof Of]
type ObjectOf<Of extends Shape> = {
  readonly [Name in Exclude<keyof Of, OptionalNames<Of>>]: Infer<Of[Name]>
} & {
  readonly [Name in OptionalNames<Of>]?: Infer<Of[Name]> | undefined
}

const identifier = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/

const escapeToken = (token: string): string => token.replace(/~/g, '~0').replace(/\//g, '~1')

/** Adds one problem with this value; gives undefined, for there is no value. */
export const addProblem = (problems: Problem[], detail: string): undefined => {
  problems.push({ pointer: '', detail })
  return undefined
}

/** Puts what was found in a field or an entry, from the index `from` on, under its token of the JSON Pointer (RFC 6901). */
const placeUnder = (token: string, problems: Problem[], from: number): void => {
  const placed = problems.splice(from).map(({ pointer, detail }) => ({
    pointer: `/${escapeToken(token)}${pointer}`,
    detail,
  }))
  problems.push(...placed)
}

const unknownField = (name: string): Problem =>
  identifier.test(name)
    ? { pointer: `/${name}`, detail: 'is not a known field; check its spelling and its place' }
    : { pointer: '', detail: 'has a field whose name is not known' }

/** An object of these fields and no other: a typo must not lose an answer. Its value has them in this order. */
export const object = <const Of extends Shape>(shape: Of): Schema<ObjectOf<Of>> => {
  const fields = Object.entries(shape).map(([name, { json, read, ...rest }]) => ({
    name,
    json,
    read,
    isRequired: !('optional' in rest),
  }))
  const required = fields.filter(({ isRequired }) => isRequired).map(({ name }) => name)
  return {
    json: {
      type: 'object',
      properties: Object.fromEntries(fields.map(({ name, json }) => [name, json])),
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: false,
    },
    read: (input, problems) => {
      if (typeof input !== 'object' || input === null || Array.isArray(input)) {
        return addProblem(problems, 'must be of type object')
      }
      const value: Record<string, unknown> = {}
      let known = 0
      for (const { name, read, isRequired } of fields) {
        const given = (input as Record<string, unknown>)[name]
        if (given !== undefined) known += 1
        else if (!isRequired) continue
        const before = problems.length
        value[name] = read(given, problems)
        if (problems.length > before) placeUnder(name, problems, before)
      }
      const names = Object.keys(input)
      if (names.length > known) {
        problems.push(...names.filter((name) => !Object.hasOwn(shape, name)).map(unknownField))
      }
      return value as ObjectOf<Of>
    },
  }
}

/** The same schema for a field that may be left out. */
export const optional = <Value>({ json, read }: Schema<Value>): OptionalField<Value> => ({ json, read, optional: true })

/** A list of at most so many entries. Those beyond are counted, and not looked at one by one. */
export const list = <Value>(entry: Schema<Value>, entries: number): Schema<readonly Value[]> => ({
  json: { type: 'array', items: entry.json, maxItems: entries },
  read: (input, problems) => {
    if (!Array.isArray(input)) return addProblem(problems, 'must be of type array')
    if (input.length > entries) {
      addProblem(problems, `has ${input.length} entries, at most ${entries} are allowed`)
    }
    return input.slice(0, entries).map((each: unknown, index) => {
      const before = problems.length
      const value = entry.read(each, problems)
      if (problems.length > before) placeUnder(String(index), problems, before)
      return value as Value
    })
  },
})

/** One of the values named. */
export const choice = <const Value extends string>(values: readonly Value[]): Schema<Value> => ({
  json: { type: 'string', enum: values },
  read: (input, problems) =>
    values.includes(input as Value) ? (input as Value) : addProblem(problems, `must be one of: ${values.join(', ')}`),
})

/** Text as it is. */
export const text: Schema<string> = {
  json: { type: 'string' },
  read: (input, problems) => (typeof input === 'string' ? input : addProblem(problems, 'must be text')),
}

/** True or false. */
export const flag: Schema<boolean> = {
  json: { type: 'boolean' },
  read: (input, problems) => (typeof input === 'boolean' ? input : addProblem(problems, 'must be of type boolean')),
}

/** Any number of JSON. */
export const number: Schema<number> = {
  json: { type: 'number' },
  read: (input, problems) => (typeof input === 'number' ? input : addProblem(problems, 'must be of type number')),
}

/** The same schema with one more rule; `json` is what JSON Schema can say of it. */
export const where = <Value>(
  schema: Schema<Value>,
  holds: (value: Value) => boolean,
  { detail, json = {} }: { readonly detail: string; readonly json?: Json },
): Schema<Value> => ({
  json: { ...schema.json, ...json },
  read: (input, problems) => {
    const before = problems.length
    const value = schema.read(input, problems)
    if (value === undefined || problems.length > before) return value
    return holds(value) ? value : addProblem(problems, detail)
  },
})

/** Parses untrusted input by a schema, with every problem at once and none of the input repeated. */
export const parseBy = <Value>({ read }: Schema<Value>, input: unknown): Parsed<Value> => {
  const problems: Problem[] = []
  const value = read(input, problems)
  return problems.length > 0 || value === undefined ? { ok: false, problems } : { ok: true, value }
}

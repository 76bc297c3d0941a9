import * as v from 'valibot'
import { isIdentifier, pointerToken } from './pointer.ts'
import { brokenRule, isRule, type Parsed, type Problem } from './problem.ts'

type Issue = v.BaseIssue<unknown>
type Finding = Omit<Problem, 'pointer'>
type Path = readonly v.IssuePathItem[]

/** What a schema may be made of. */
export interface Parts {
  readonly kind: string
  readonly type: string
  readonly wrapped?: Parts
  readonly pipe?: readonly Parts[]
  readonly entries?: Readonly<Record<string, Parts>>
  readonly item?: Parts
  readonly options?: readonly string[]
}

/** Returns the schema that says what a value is, without what wraps it or checks it. */
const coreOf = (schema: Parts): Parts => {
  const inner = schema.wrapped ?? schema.pipe?.findLast(({ kind }) => kind === 'schema')
  return inner === undefined ? schema : coreOf(inner)
}

/** Returns the schema of a field or an entry, by the path that valibot took through the schema. */
const schemaAt = (schema: Parts, path: Path): Parts | undefined =>
  path.reduce((at: Parts | undefined, { key }) => {
    const next = at?.item ?? at?.entries?.[String(key)]
    return next && coreOf(next)
  }, coreOf(schema))

/** Words a path as a JSON Pointer (RFC 6901). */
const pointerOf = (path: Path): string => path.map(({ key }) => pointerToken(String(key))).join('')

const typeDetails: Readonly<Record<string, string>> = {
  string: 'must be text',
  boolean: 'must be true or false',
  number: 'must be a number',
  array: 'must be a list',
  strict_object: 'must be an object',
}

/** What is said where nothing better is known. It must never be the words of valibot. */
const notAllowed = 'is not allowed'

const wrongType = (schema: Parts | undefined): Finding => {
  if (schema?.options !== undefined) {
    return { detail: `must be one of: ${schema.options.join(', ')}`, code: 'not-a-choice' }
  }
  return { detail: typeDetails[schema?.type ?? ''] ?? notAllowed, code: 'wrong-type' }
}

const missing = (schema: Parts | undefined): Finding => ({
  detail: `is missing; it ${wrongType(schema).detail}`,
  code: 'missing',
})

const brokenCheck = ({ type, message, input, path, expected, requirement }: Issue): Finding => {
  if (type === 'max_length' && typeof input === 'string') {
    return { detail: `is ${input.length} characters, at most ${requirement} are allowed`, code: 'too-long' }
  }
  // What was checked is the beginning of the list that was sent.
  const sent = path?.at(-1)?.value
  if (message === 'too-many-entries' && Array.isArray(sent)) {
    return { detail: `has ${sent.length} entries, at most ${expected} are allowed`, code: 'too-many-entries' }
  }
  return isRule(message) ? brokenRule(message) : { detail: notAllowed, code: 'wrong-type' }
}

/**
 * Valibot stops at the first field that is not known; this names all of them. A name that could be text is not
 * repeated.
 */
const unknownFields = (entries: object, input: object, pointer: string): readonly Problem[] =>
  Object.keys(input)
    .filter((name) => !Object.hasOwn(entries, name))
    .map((name) =>
      isIdentifier(name)
        ? {
            pointer: `${pointer}/${name}`,
            detail: 'is not a known field; check its spelling and its place',
            code: 'unknown-field',
          }
        : { pointer, detail: 'has a field whose name is not known', code: 'unknown-field' },
    )

/** A step of a path through a value. */
export type Key = string | number

/** Returns the path of every part that an issue makes useless: all fields that are not known, or entries too many. */
export const placesOf = (schema: Parts, { path, message, expected }: Issue): ReadonlyArray<readonly Key[]> => {
  const steps: Path = path ?? []
  const keys = steps.map(({ key }) => key as Key)
  const last = steps.at(-1)
  if (last?.type === 'object' && last.origin === 'key') {
    const { entries = {} } = schemaAt(schema, steps.slice(0, -1)) ?? {}
    return Object.keys(last.input)
      .filter((name) => !Object.hasOwn(entries, name))
      .map((name) => [...keys.slice(0, -1), name])
  }
  const length = message === 'too-many-entries' && Array.isArray(last?.value) ? last.value.length : 0
  if (length === 0) return [keys]
  const most = Number(expected)
  return Array.from({ length: length - most }, (_, index) => [...keys, most + index])
}

/**
 * Words an issue of valibot's. Its message, `input` and `received` hold what was typed, so none of them is passed on.
 */
export const toProblems = (schema: Parts, issue: Issue): readonly Problem[] => {
  const path: Path = issue.path ?? []
  const pointer = pointerOf(path)
  const last = path.at(-1)
  if (last?.type === 'object' && last.origin === 'key') {
    const owner = path.slice(0, -1)
    const { entries = {} } = schemaAt(schema, owner) ?? {}
    if (!Object.hasOwn(entries, last.key)) return unknownFields(entries, last.input, pointerOf(owner))
    return [{ pointer, ...missing(schemaAt(schema, path)) }]
  }
  if (issue.kind === 'schema') return [{ pointer, ...wrongType(schemaAt(schema, path)) }]
  return [{ pointer, ...brokenCheck(issue) }]
}

/** Parses untrusted input by a schema, with every problem at once and none of the input repeated. */
export const parseBy = <const Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
): Parsed<v.InferOutput<Schema>> => {
  const parsed = v.safeParse(schema, input)
  if (parsed.success) return { ok: true, value: parsed.output }
  return { ok: false, problems: parsed.issues.flatMap((issue) => toProblems(schema, issue)) }
}

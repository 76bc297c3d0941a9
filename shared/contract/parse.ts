import * as v from 'valibot'
import type { Parsed, Problem } from '../domain/parsed.ts'
import { detailOfRule } from './problem-details.ts'

type Issue = v.BaseIssue<unknown>
type Path = readonly v.IssuePathItem[]

/** What a schema may be made of. */
interface Parts {
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

/** Returns the schema of a field or an entry; the path is one that valibot took through the schema. */
const schemaAt = (schema: Parts, path: Path): Parts =>
  path.reduce((at: Parts, { key }) => {
    const { entries, item } = at
    const next = item ?? entries?.[String(key)]
    if (next === undefined) throw new Error('an issue has a path that its schema does not have')
    return coreOf(next)
  }, coreOf(schema))

const escapeToken = (token: string): string => token.replace(/~/g, '~0').replace(/\//g, '~1')

/** Words a path as a JSON Pointer (RFC 6901). */
const pointerOf = (path: Path): string => path.map(({ key }) => `/${escapeToken(String(key))}`).join('')

const typeDetails: Readonly<Record<string, string>> = {
  string: 'must be text',
  boolean: 'must be of type boolean',
  number: 'must be of type number',
  array: 'must be of type array',
  strict_object: 'must be of type object',
}

const detailOfType = ({ type, options }: Parts): string =>
  options === undefined ? (typeDetails[type] ?? 'is not allowed') : `must be one of: ${options.join(', ')}`

const detailOfCheck = ({ type, message, input, path, expected, requirement }: Issue): string => {
  if (type === 'max_length' && typeof input === 'string') {
    return `is ${input.length} characters, at most ${requirement} are allowed`
  }
  // What was checked is the beginning of the list that was sent.
  const sent = path?.at(-1)?.value
  if (message === 'too-many-entries' && Array.isArray(sent)) {
    return `has ${sent.length} entries, at most ${expected} are allowed`
  }
  return detailOfRule(message)
}

const identifier = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/

/** Valibot stops at the first field that is not known; whoever sent it is told of all of them. */
const unknownFields = ({ entries = {} }: Parts, input: object, pointer: string): readonly Problem[] =>
  Object.keys(input)
    .filter((name) => !Object.hasOwn(entries, name))
    .map((name) =>
      identifier.test(name)
        ? { pointer: `${pointer}/${name}`, detail: 'is not a known field; check its spelling and its place' }
        : { pointer, detail: 'has a field whose name is not known' },
    )

/** Words an issue of valibot's. Its message, `input` and `received` hold what was typed, so none of them is passed on. */
const toProblems = (schema: Parts, issue: Issue): readonly Problem[] => {
  const { path = [] } = issue
  const last = path.at(-1)
  if (last?.type === 'object' && last.origin === 'key') {
    const owner = path.slice(0, -1)
    const object = schemaAt(schema, owner)
    if (!Object.hasOwn(object.entries ?? {}, last.key)) return unknownFields(object, last.input, pointerOf(owner))
  }
  const pointer = pointerOf(path)
  if (issue.kind === 'schema') return [{ pointer, detail: detailOfType(schemaAt(schema, path)) }]
  return [{ pointer, detail: detailOfCheck(issue) }]
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

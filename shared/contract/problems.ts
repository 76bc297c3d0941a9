import type * as z from 'zod/mini'
import type { Parsed, Problem } from '../domain/parsed.ts'

const escapeToken = (token: PropertyKey): string => String(token).replace(/~/g, '~0').replace(/\//g, '~1')

/** Gives the JSON Pointer (RFC 6901) of a path. */
export const toPointer = (path: readonly PropertyKey[]): string =>
  path.map((token) => `/${escapeToken(token)}`).join('')

const identifier = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/

type Issue = z.core.$ZodIssue

const unknownField = (path: readonly PropertyKey[], key: string): Problem =>
  identifier.test(key)
    ? { pointer: toPointer([...path, key]), detail: 'is not a known field; check its spelling and its place' }
    : { pointer: toPointer(path), detail: 'has a field whose name is not known' }

const detailOf = (issue: Issue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${issue.expected === 'string' ? 'text' : `of type ${issue.expected}`}`
    case 'invalid_value':
      return `must be one of: ${issue.values.map(String).join(', ')}`
    default:
      return issue.message
  }
}

const toProblems = (issue: Issue): readonly Problem[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => unknownField(issue.path, key))
    : [{ pointer: toPointer(issue.path), detail: detailOf(issue) }]

/** Parses untrusted input by a schema, with every problem at once and none of the input repeated. */
export const parseBy = <Schema extends z.core.$ZodType>(
  schema: Schema & { safeParse: (input: unknown) => z.core.util.SafeParseResult<z.core.output<Schema>> },
  input: unknown,
): Parsed<z.core.output<Schema>> => {
  const result = schema.safeParse(input)
  return result.success
    ? { ok: true, value: result.data }
    : { ok: false, problems: result.error.issues.flatMap(toProblems) }
}

import * as v from 'valibot'
import type { Cleaned } from './clean.ts'
import { type Key, placesOf, toProblems } from './parse.ts'
import type { Problem, ProblemCode } from './problem.ts'

/** What was understood of untrusted input, and everything that is wrong with it. */
export interface Understood<T> {
  readonly value: T
  /** What was sent, without files; only where some of it was not understood. */
  readonly sent?: unknown
  readonly problems: readonly Problem[]
}

/** What is wrong with a text that is kept in its place all the same: it is words then. */
const keptCodes: ReadonlySet<ProblemCode> = new Set(['too-long', 'not-an-instant', 'not-a-day'])

/**
 * Rules are checked only where a value has broken none before them, so that one try may bring out the next. No schema
 * has so many rules about one value.
 */
const mostTries = 8

/** Returns a copy of a value without the part at a path. */
const without = (value: unknown, [key, ...rest]: readonly Key[]): unknown => {
  if (Array.isArray(value)) {
    return value.flatMap((entry, index) => {
      if (index !== key) return [entry]
      return rest.length === 0 ? [] : [without(entry, rest)]
    })
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) => {
      if (name !== key) return [[name, field]]
      return rest.length === 0 ? [] : [[name, without(field, rest)]]
    }),
  )
}

/** True for an answer that was left out: null, or an empty text. */
const isLeftOut = ({ kind, input }: v.BaseIssue<unknown>): boolean =>
  kind === 'schema' && (input === null || input === '')

/**
 * Reads cleaned input by a schema whose fields are all optional. What is not understood is taken out and named, and the
 * rest is read again, until all of it is understood.
 */
export const understand = <const Schema extends v.GenericSchema>(
  schema: Schema,
  cleaned: Cleaned,
): Understood<v.InferOutput<Schema>> => {
  const problems = new Map<string, Problem>()
  const name = (problem: Problem) => problems.set(`${problem.pointer} ${problem.code}`, problem)
  cleaned.problems.forEach(name)
  let input = cleaned.value
  let isPartial = false
  for (let tried = 0; tried < mostTries; tried += 1) {
    const { typed, output, issues = [] } = v.safeParse(schema, input)
    const found = issues.map((issue) => ({ issue, named: isLeftOut(issue) ? [] : toProblems(schema, issue) }))
    for (const { named } of found) named.forEach(name)
    const broken = found.filter(({ named }) => !named.some(({ code }) => keptCodes.has(code)))
    if (typed && broken.length === 0) {
      return { value: output, ...(isPartial ? { sent: cleaned.value } : {}), problems: [...problems.values()] }
    }
    isPartial ||= broken.some(({ named }) => named.length > 0)
    for (const { issue } of broken.toReversed()) {
      for (const place of placesOf(schema, issue).toReversed()) input = without(input, place)
    }
  }
  return { value: v.parse(schema, {}), sent: cleaned.value, problems: [...problems.values()] }
}

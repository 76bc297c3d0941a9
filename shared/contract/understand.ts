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

/** Returns a copy of a value without the parts at these paths, none of which is empty. */
const without = (value: unknown, places: ReadonlyArray<readonly Key[]>): unknown => {
  if (typeof value !== 'object' || value === null) return value
  const inside = Map.groupBy(places, ([key]) => key)
  const kept = (key: Key, part: unknown): readonly unknown[] => {
    const paths = inside.get(key) ?? []
    if (paths.some(({ length }) => length === 1)) return []
    const deeper = paths.map(([, ...rest]) => rest)
    return [deeper.length === 0 ? part : without(part, deeper)]
  }
  if (Array.isArray(value)) return value.flatMap((entry, index) => kept(index, entry))
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) => kept(name, field).map((part) => [name, part])),
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
    const places = broken.flatMap(({ issue }) => placesOf(schema, issue))
    input = without(input, places)
  }
  return { value: v.parse(schema, {}), sent: cleaned.value, problems: [...problems.values()] }
}

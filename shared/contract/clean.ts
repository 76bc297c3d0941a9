import { cutFiles, filePlaceholder } from './cut-texts.ts'
import { cutOut, withoutManyScalars } from './many-scalars.ts'
import { type Path, pointerTo } from './pointer.ts'
import { brokenRule, type Problem, type Rule } from './problem.ts'
import { tidyText } from './tidy-text.ts'

/** What was sent as it may be kept, with what had to be changed. */
export interface Cleaned {
  readonly value: unknown
  readonly problems: readonly Problem[]
}

/** JSON nests deeper than any form, and than functions can call themselves. What lies deeper is kept as its texts. */
const deepest = 40

const isLeftOut = (value: unknown): boolean => value === null || value === ''

/** Every leaf under a value that is nested too deep, in order, as one text. */
const flattened = (value: object): string => {
  const texts: string[] = []
  const waiting: unknown[] = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next !== 'object' || next === null) texts.push(String(next))
    else for (const part of (Array.isArray(next) ? next : Object.entries(next).flat()).toReversed()) waiting.push(part)
  }
  return texts.join('\n')
}

/** Names that have become alike keep their fields: the second one is numbered, and so on. */
const fromFields = (fields: ReadonlyArray<readonly [name: string, field: unknown]>): object => {
  const seen = new Map<string, number>()
  const free = (name: string): string => {
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? name : free(`${name} ${count}`)
  }
  return Object.fromEntries(fields.map(([name, field]) => [free(name), field]))
}

/** Cleans a parsed JSON value in three walks: its texts are tidied, gathered and searched, and put back. */
class Cleaning {
  readonly problems: Problem[] = []

  #note(rule: Rule, path: Path): void {
    this.problems.push({ pointer: pointerTo(path), ...brokenRule(rule) })
  }

  tidy(value: unknown, path: Path, depth: number): unknown {
    if (typeof value === 'string') return this.#tidyText(value, path)
    if (value === cutOut) {
      this.#note('looks-like-a-file', path)
      return filePlaceholder
    }
    if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
    if (typeof value !== 'object' || value === null) return value
    if (depth === 0) {
      this.#note('too-deep', path)
      return this.#tidyText(flattened(value), path)
    }
    if (Array.isArray(value)) return value.map((entry, name) => this.tidy(entry, { up: path, name }, depth - 1))
    const fields = Object.entries(value).filter(([, field]) => !isLeftOut(field))
    return fromFields(
      fields.map(([name, field]) => [this.#tidyText(name, path), this.tidy(field, { up: path, name }, depth - 1)]),
    )
  }

  #tidyText(text: string, path: Path): string {
    const { tidied, broken } = tidyText(text)
    for (const rule of broken) this.#note(rule, path)
    return tidied
  }

  withoutFiles(value: unknown): unknown {
    const names: string[] = []
    const leaves: string[] = []
    gather(value, names, leaves)
    const cut = { names: cutFiles(names).values(), leaves: cutFiles(leaves).values() }
    return this.#rebuild(value, undefined, cut)
  }

  #rebuild(value: unknown, path: Path, cut: Cut): unknown {
    if (typeof value !== 'object' || value === null) {
      const left = cut.leaves.next().value
      if (left === undefined) return value
      this.#note('looks-like-a-file', path)
      return left
    }
    if (Array.isArray(value)) {
      const entries = value.map((entry, name) => this.#rebuild(entry, { up: path, name }, cut))
      return entries.filter((entry, index) => entry !== filePlaceholder || entries[index - 1] !== filePlaceholder)
    }
    const fields = Object.entries(value).map(([name, field]) => {
      const left = cut.names.next().value
      if (left !== undefined) this.#note('looks-like-a-file', path)
      return [left ?? name, this.#rebuild(field, { up: path, name }, cut)] as const
    })
    return fromFields(fields)
  }
}

/** What is left of each name and leaf, in the order of the document; undefined where nothing was cut out. */
interface Cut {
  readonly names: Iterator<string | undefined, undefined>
  readonly leaves: Iterator<string | undefined, undefined>
}

const gather = (value: unknown, names: string[], leaves: string[]): void => {
  if (typeof value !== 'object' || value === null) leaves.push(String(value))
  else if (Array.isArray(value)) for (const entry of value) gather(entry, names, leaves)
  else
    for (const [name, field] of Object.entries(value)) {
      names.push(name)
      gather(field, names, leaves)
    }
}

/**
 * Returns a parsed JSON object as it may be kept: its texts are NFC without control characters and half characters,
 * what could carry a file is replaced by a placeholder, and fields that are null or empty are left out. Undefined when
 * it has more parts than any text that is accepted has.
 */
export const clean = (value: object): Cleaned | undefined => {
  const few = withoutManyScalars(value, deepest)
  if (few === undefined) return undefined
  const cleaning = new Cleaning()
  const cleaned = cleaning.withoutFiles(cleaning.tidy(few, undefined, deepest))
  return { value: cleaned, problems: cleaning.problems }
}

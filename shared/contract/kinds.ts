import * as v from 'valibot'
import type { ProblemCode, Rule } from './problem.ts'

const isNoList = v.custom<object>((input) => !Array.isArray(input))

/**
 * The schema of an object with these fields and no others, so that a misspelt name loses no answer. The parsed value
 * has the fields in this order. Valibot accepts a list as an object, so a list is refused first.
 */
export const object = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(isNoList, v.strictObject(entries))

/**
 * The schema of a list with at most so many entries. Entries after the first one too many are not validated, so that a
 * list of a million costs nothing.
 */
export const list = <const Entry extends v.GenericSchema>(entry: Entry, most: number) =>
  v.pipe(
    v.custom<readonly unknown[]>(Array.isArray),
    v.transform((entries) => (entries.length > most ? entries.slice(0, most + 1) : entries)),
    v.array(entry),
    v.metadata({ maxItems: most }),
    // Not maxLength: valibot skips it when an entry is not valid.
    v.rawCheck(({ dataset: { value }, addIssue }) => {
      const isLonger = Array.isArray(value) && value.length > most
      if (isLonger) addIssue({ message: 'too-many-entries' satisfies ProblemCode, expected: String(most) })
    }),
  )

/** A rule that is checked only when the value has broken none before it. */
export const rule = <Value>(holds: (value: Value) => boolean, broken: Rule) =>
  v.rawCheck<Value>(({ dataset, addIssue }) => {
    if (dataset.typed && dataset.issues === undefined && !holds(dataset.value)) addIssue({ message: broken })
  })

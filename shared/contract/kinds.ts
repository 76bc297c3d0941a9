import * as v from 'valibot'
import type { ProblemCode, Rule } from './problem.ts'

const isNoList = v.custom<object>((input) => !Array.isArray(input))

/**
 * An object of these fields and no other: a typo must not lose an answer. Its value has them in this order.
 *
 * Valibot takes a list for an object, so that is refused first.
 */
export const object = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(isNoList, v.strictObject(entries))

/** A list of at most so many entries. Of a longer one the first too many is the last that is looked at. */
export const list = <const Entry extends v.GenericSchema>(entry: Entry, most: number) =>
  v.pipe(
    v.custom<readonly unknown[]>(Array.isArray),
    v.transform((entries) => entries.slice(0, most + 1)),
    v.array(entry),
    v.metadata({ maxItems: most }),
    // Not maxLength: that says nothing of a list in which an entry is wrong.
    v.rawCheck(({ dataset: { value }, addIssue }) => {
      const isLonger = Array.isArray(value) && value.length > most
      if (isLonger) addIssue({ message: 'too-many-entries' satisfies ProblemCode, expected: String(most) })
    }),
  )

/** One more rule for a value that has kept all rules so far. */
export const rule = <Value>(holds: (value: Value) => boolean, broken: Rule) =>
  v.rawCheck<Value>(({ dataset, addIssue }) => {
    if (dataset.typed && dataset.issues === undefined && !holds(dataset.value)) addIssue({ message: broken })
  })

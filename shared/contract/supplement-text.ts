import * as v from 'valibot'
import type { Cleaned } from './clean.ts'
import { shortText } from './fields.ts'
import { object } from './kinds.ts'
import { type Understood, understand } from './understand.ts'

const anyText = v.optional(v.string())

const additionRead = object({ followUpCode: shortText, text: anyText })
const noteRead = object({ text: anyText })

/** What was understood of an addition or a note. */
export interface SupplementText {
  /** What is sealed: the text, and what was not understood below it. Undefined when nothing was sent. */
  readonly text?: string | undefined
  readonly followUpCode?: string | undefined
}

/** What stands in a sealed text before what was not understood. */
export const notUnderstood = 'Sent as well, and not understood:'

/** The follow-up code is the reporter's secret, which officers never read, however its name is spelt. */
const isCode = (name: string): boolean => name.toLowerCase().replace(/[^a-z]/g, '') === 'followupcode'

const withRest = (text: string | undefined, sent: unknown): string | undefined => {
  const words = text === undefined || text.trim() === '' ? [] : [text]
  const rest = Object.entries(sent ?? {}).filter(([name]) => !isCode(name) && (name !== 'text' || text === undefined))
  const others = rest.length === 0 ? [] : [`${notUnderstood} ${JSON.stringify(Object.fromEntries(rest))}`]
  const all = [...words, ...others]
  return all.length === 0 ? undefined : all.join('\n\n')
}

const toSupplementText = <Read extends SupplementText>({
  value,
  sent,
  problems,
}: Understood<Read>): Understood<Read> => ({
  value: { ...value, text: withRest(value.text, sent) },
  problems,
})

/** Reads what a reporter adds: all that was sent is in its text. */
export const understandAddition = (cleaned: Cleaned): Understood<SupplementText> =>
  toSupplementText(understand(additionRead, cleaned))

/** Reads an officer's note: all that was sent is in its text. */
export const understandNote = (cleaned: Cleaned): Understood<SupplementText> =>
  toSupplementText(understand(noteRead, cleaned))

import type { Cleaned } from '../contract/clean.ts'
import { clean } from '../contract/clean.ts'
import { readKey } from '../contract/idempotency-key.ts'
import { listed, type Problem } from '../contract/problem.ts'
import type { SupplementText } from '../contract/supplement-text.ts'
import type { Understood } from '../contract/understand.ts'
import { policy } from '../domain/policy.ts'
import { type HttpReply, refuse, refuseProblems } from './http.ts'

/** What somebody sent, before it is read. */
export interface Sent {
  /** A parsed JSON object, or the fields of a form as one. */
  readonly value: object
  /** The Idempotency-Key as it was sent, if it was. */
  readonly key: string | undefined
  /** True where each problem is a refusal, for developers. */
  readonly isStrict: boolean
}

/** What was understood of it. */
export interface ReadSent<Read extends Understood<unknown> = Understood<unknown>> {
  readonly read: Read
  /** The Idempotency-Key, if it can be one. */
  readonly key: string | undefined
  readonly isStrict: boolean
  /** Every problem, as an answer lists them. */
  readonly notices: readonly Problem[]
}

/**
 * Returns the text of an addition or a note, or why it is refused: nothing stands in it, so that there is nothing to
 * keep, or it is too long with what was not understood.
 */
export const textOf = ({ text }: SupplementText): { readonly text: string } | { readonly refusal: HttpReply } => {
  if (text === undefined) {
    const detail = 'is missing; it must be text that is not empty'
    return { refusal: refuseProblems([{ pointer: '/text', detail, code: 'missing' }]) }
  }
  const bytes = Buffer.byteLength(JSON.stringify(text))
  return bytes > policy.textBytes ? { refusal: refuseText(`${bytes} bytes as JSON`) } : { text }
}

/** Refuses a key that was used with other content, where a strict client asked for that. */
export const reusedKey = (): HttpReply =>
  refuse('key-reused', 'this Idempotency-Key was used with other content; use a new key')

/** Refuses what has more text than is sealed in one item. */
const refuseText = (size: string): HttpReply =>
  refuse(
    'too-large',
    `the text is ${size}, at most ${policy.textBytes} bytes of JSON are allowed; shorten the longest text`,
  )

/** Returns a value without files, or why it is refused: it is too large all the same. */
export const readCleaned = (value: object): { readonly cleaned: Cleaned } | { readonly refusal: HttpReply } => {
  const cleaned = clean(value)
  if (cleaned === undefined) return { refusal: refuseText('of too many parts') }
  const bytes = Buffer.byteLength(JSON.stringify(cleaned.value))
  return bytes > policy.textBytes ? { refusal: refuseText(`${bytes} bytes as JSON`) } : { cleaned }
}

/**
 * Reads what somebody sent, and refuses none of it for what is wrong with it, unless they asked for that: every problem
 * is a notice. What has more text than can be kept is refused.
 */
export const readSent = <Read extends Understood<unknown>>(
  { value, key: header, isStrict }: Sent,
  understandCleaned: (cleaned: Cleaned) => Read,
): ReadSent<Read> | { readonly refusal: HttpReply } => {
  const result = readCleaned(value)
  if ('refusal' in result) return result
  const { key, problems } = readKey(header)
  const read = understandCleaned(result.cleaned)
  const notices = listed([...problems, ...read.problems])
  return isStrict && notices.length > 0 ? { refusal: refuseProblems(notices) } : { read, key, isStrict, notices }
}

import type { Channel, ContactAudience } from './contact.ts'
import type { DigestWords } from './digest.ts'
import type { WatchedKeyCall } from './key-calls.ts'

/** What the operators are notified of. */
export type OperatorNews =
  | { readonly kind: 'alarm'; readonly name: string; readonly isOver: boolean }
  | { readonly kind: 'key-call'; readonly call: WatchedKeyCall }
  | { readonly kind: 'unknown' }

/** The longest name of an alarm that a message has room for; CloudWatch takes 255 characters. */
const longestName = 100

/**
 * Leaves out what the GSM 7-bit alphabet does not have as one character, and what could be the number of an account.
 */
const toShortName = (name: string): string =>
  name
    .replaceAll(/\d{12,}/g, '')
    .replaceAll(/[^A-Za-z0-9 .:/_-]/g, '-')
    .slice(0, longestName)

const wordNews = (news: OperatorNews): string => {
  if (news.kind === 'alarm') return `alarm ${news.isOver ? 'over' : 'begins'}: ${toShortName(news.name)}`
  return news.kind === 'key-call' ? `a key was changed: ${news.call}` : 'a message of a kind that is not known'
}

/** Words what the operators are notified of: `Harbour: alarm begins: NAME, see the mail to operators`. One SMS. */
export const toOperatorWords = (news: OperatorNews): DigestWords => {
  const subject = `Harbour: ${wordNews(news)}`
  return { subject, text: `${subject}, see the mail to operators` }
}

const wordChannels = ([first = 'email', ...others]: readonly Channel[]): string =>
  others.length === 0 ? first : `${first} and ${others.length} more`

/**
 * Words that contacts of an audience began to fail: `Harbour: a contact of your desk cannot be reached: sms`, and the
 * console's link. No address and no person stands in it. One SMS.
 *
 * @param notified - whom it is said to; another desk reads whose contact it is
 * @param channels - at least one, each once
 */
export const toFailingWords = (
  { failing, notified }: { readonly failing: ContactAudience; readonly notified: ContactAudience },
  channels: readonly Channel[],
  consoleUrl: string,
): DigestWords => {
  const whose = failing.desk === notified.desk ? 'your desk' : `${failing.desk} ${failing.recipients}`
  const subject = `Harbour: a contact of ${whose} cannot be reached: ${wordChannels(channels)}`
  return { subject, text: `${subject} ${consoleUrl}` }
}

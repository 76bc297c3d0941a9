import * as v from 'valibot'
import { type ContactAudience, type ContactEntry, channels } from '../domain/contact.ts'

/** PagerDuty's one address for events. @see https://developer.pagerduty.com/docs/events-api-v2/trigger-events/ */
export const pagerDutyUrl = 'https://events.pagerduty.com/v2/enqueue'

const email = v.pipe(v.string(), v.maxLength(254), v.regex(/^[^\s@,;<>"]+@[^\s@.]+(\.[^\s@.]+)+$/))

/** @see https://www.itu.int/rec/T-REC-E.164 */
const telephone = v.pipe(v.string(), v.regex(/^\+[1-9]\d{6,14}$/))

/** A name, not an IP address: the address that a name leads to is checked at each connection. */
const hostName = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/

const isHttpsUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, hash } = new URL(text)
  return protocol === 'https:' && hostName.test(hostname) && username + password + hash === ''
}

const httpsUrl = v.pipe(v.string(), v.maxLength(500), v.check(isHttpsUrl))

/** The end of a secret's name; the stage's own part stands before it. */
const secret = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/))
const enabled = v.optional(v.boolean(), true)

const form = <const Name extends string, const Entries extends v.ObjectEntries>(channel: Name, entries: Entries) =>
  v.strictObject({ channel: v.literal(channel), enabled, ...entries })

const entry = v.variant('channel', [
  form('email', { address: email }),
  form('sms', { address: telephone }),
  form('call', { address: telephone }),
  form('webhook', { address: httpsUrl, secret }),
  form('goalert', { address: httpsUrl, secret }),
  form('pagerduty', { secret }),
])

type FileEntry = v.InferOutput<typeof entry>

const fieldProblems: Readonly<Record<string, string>> = {
  channel: `must be one of: ${channels.join(', ')}`,
  enabled: 'must be true or false',
  secret: 'must be the name of a secret: letters, digits, - and _, 64 at most',
}

const addressProblems: Readonly<Record<string, string>> = {
  email: 'must be an email address',
  sms: 'must be a telephone number like +447700900123',
  call: 'must be a telephone number like +447700900123',
  webhook: 'must be an https URL with the name of a host, and no password in it',
  goalert: 'must be an https URL with the name of a host, and no password in it',
}

/** True for an object that is no list. */
export const isRecord = (input: unknown): input is Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null && !Array.isArray(input)

const wordIssue = (issue: v.BaseIssue<unknown>, input: unknown): string => {
  const field = String(issue.path?.[0]?.key ?? '')
  const channel = isRecord(input) ? String(input['channel']) : ''
  // Valibot reports a field too many as one that must never be there.
  if (issue.expected === 'never') return 'has a field that its channel does not take'
  if (field === 'address') return `address ${addressProblems[channel] ?? 'is not known'}`
  return field in fieldProblems ? `${field} ${fieldProblems[field]}` : 'must be an object with a channel'
}

const toEntry = (audience: ContactAudience, given: FileEntry): ContactEntry => ({
  audience,
  channel: given.channel,
  address: given.channel === 'pagerduty' ? pagerDutyUrl : given.address,
  ...('secret' in given ? { secretName: given.secret } : {}),
  isEnabled: given.enabled,
})

/** What one contact of a file says, or every problem with it. */
export const readContactEntry = (
  audience: ContactAudience,
  input: unknown,
): { readonly entry: ContactEntry } | { readonly problems: readonly string[] } => {
  const parsed = v.safeParse(entry, input)
  if (parsed.success) return { entry: toEntry(audience, parsed.output) }
  return { problems: [...new Set(parsed.issues.map((issue) => wordIssue(issue, input)))] }
}

import { type ContactAudience, type ContactEntry, contactAudiences } from '../domain/contact.ts'
import { desks } from '../domain/desk.ts'
import { isReservedAddress } from '../domain/reserved-address.ts'
import { isRecord, readContactEntry } from './contact-entry.ts'

/** What a file of contacts says, or every problem with it. Problems name places, never addresses. */
export type ParsedContacts =
  | { readonly ok: true; readonly entries: readonly ContactEntry[] }
  | { readonly ok: false; readonly problems: readonly string[] }

/** More people than any desk has. */
const mostOfAudience = 100

interface Placed {
  readonly place: string
  readonly entry: ContactEntry
}

interface Read {
  readonly placed: readonly Placed[]
  readonly problems: readonly string[]
}

const readEntry = (audience: ContactAudience, place: string, input: unknown): Read => {
  const read = readContactEntry(audience, input)
  if ('entry' in read) return { placed: [{ place, entry: read.entry }], problems: [] }
  return { placed: [], problems: read.problems.map((problem) => `${place}: ${problem}`) }
}

const readAudience = (audience: ContactAudience, input: unknown): Read => {
  const name = `${audience.desk} ${audience.recipients}`
  if (!Array.isArray(input)) return { placed: [], problems: [`${name}: must be a list of contacts`] }
  if (input.length > mostOfAudience)
    return { placed: [], problems: [`${name}: has more than ${mostOfAudience} contacts`] }
  const read = input.map((each, index) => readEntry(audience, `${name} ${index + 1}`, each))
  const placed = read.flatMap((each) => each.placed)
  const problems = read.flatMap((each) => each.problems)
  const isSilent = problems.length === 0 && !placed.some(({ entry }) => entry.isEnabled && entry.channel !== 'call')
  return {
    placed,
    problems: isSilent ? [`${name}: nobody is reachable; name a contact that is enabled and no call`] : problems,
  }
}

/** What reaches somebody: two engines share PagerDuty's address and differ by their key. */
const reachOf = ({ channel, address, secretName = '' }: ContactEntry): string =>
  channel === 'pagerduty' ? `${address} ${secretName}` : address.toLowerCase()

/**
 * The same person may be sent an SMS and be called. But no channel may reach an address twice in one audience, and an
 * escalation to supervisors must reach somebody who was not notified before.
 */
const isRepeat = (one: ContactEntry, earlier: ContactEntry): boolean =>
  one.audience.desk === earlier.audience.desk &&
  reachOf(one) === reachOf(earlier) &&
  (one.channel === earlier.channel || one.audience.recipients !== earlier.audience.recipients)

const repeats = (placed: readonly Placed[]): readonly string[] =>
  placed.flatMap(({ place, entry: one }, index) => {
    const earlier = placed.slice(0, index).find((each) => isRepeat(one, each.entry))
    return earlier === undefined ? [] : [`${place}: is the same as ${earlier.place}`]
  })

const examples = (placed: readonly Placed[]): readonly string[] =>
  placed.flatMap(({ place, entry: one }) =>
    isReservedAddress(one.address) ? [`${place}: is an example's address, which reaches nobody`] : [],
  )

/** A file for one stage must not go to another: nobody is woken by a test, and no desk has contacts of a test. */
const strayStage = (input: Readonly<Record<string, unknown>>, stage: string | undefined): readonly string[] => {
  if (stage === undefined || input['stage'] === stage) return []
  return [`the file: must say "stage": "${stage}", the stage that its contacts are for`]
}

const unknownNames = (input: Readonly<Record<string, unknown>>): readonly string[] => {
  const known: readonly string[] = [...desks, 'operators', 'stage']
  const isStray = (name: string) => !known.includes(name)
  return Object.keys(input).some(isStray) ? ['the file: names something that is no desk'] : []
}

const unknownRecipients = (desk: string, input: unknown): readonly string[] => {
  if (!isRecord(input)) return [`${desk}: must be an object with lists of contacts`]
  const known = contactAudiences.filter((each) => each.desk === desk).map(({ recipients }) => recipients)
  const hasStray = Object.keys(input).some((name) => !known.some((each) => each === name))
  return hasStray ? [`${desk}: takes only ${known.join(' and ')}`] : []
}

/**
 * Checks a file of contacts as a whole. It is an object: each desk has lists `duty` and `supervisor`, `operators` has
 * `duty`, and `stage` names the stage that the file is for.
 *
 * @param stage - whose messages are sent: there an example's address is a problem, and a file for another stage;
 *   undefined on one machine, which takes every file
 */
export const parseContactsFile = (input: unknown, stage: string | undefined): ParsedContacts => {
  if (!isRecord(input)) return { ok: false, problems: ['the file: must be an object, one entry a desk'] }
  const names = [...desks, 'operators']
  const read = contactAudiences.map((audience) => {
    const ofDesk = input[audience.desk]
    return isRecord(ofDesk) ? readAudience(audience, ofDesk[audience.recipients]) : { placed: [], problems: [] }
  })
  const placed = read.flatMap((each) => each.placed)
  const problems = [
    ...strayStage(input, stage),
    ...unknownNames(input),
    ...names.flatMap((name) => unknownRecipients(name, input[name])),
    ...read.flatMap((each) => each.problems),
    ...repeats(placed),
    ...(stage === undefined ? [] : examples(placed)),
  ]
  return problems.length === 0 ? { ok: true, entries: placed.map((each) => each.entry) } : { ok: false, problems }
}

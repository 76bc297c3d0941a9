import { readFileSync } from 'node:fs'
import { type Desk, desks } from '../shared/domain/desk.ts'

/** Who is told of a desk's alerts: email addresses. Supervisors are told from the third step on. */
export interface DeskContacts {
  readonly duty: readonly [string, ...string[]]
  readonly supervisor: readonly [string, ...string[]]
}

/** The contacts of every desk: a desk without one does not compile. */
export type Contacts = Readonly<Record<Desk, DeskContacts>>

/** What differs between stages, and nothing else does. */
export interface StageConfig {
  readonly region: string
  /** Read when the stack is made, so that a stage that is not used needs no contacts. */
  readonly contacts: () => Contacts
  /** Where officers sign in; the link in every alert. */
  readonly consoleUrl: string
  /** Days that logs are kept. */
  readonly logRetentionDays: 30 | 365
}

/** Where Harbour runs. */
export type Stage = 'local' | 'dev' | 'prod'

const emailAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

const problemsOf = (
  desk: Desk,
  contacts: Partial<Record<'duty' | 'supervisor', unknown>> | undefined,
): readonly string[] =>
  (['duty', 'supervisor'] as const).flatMap((recipients) => {
    const addresses = contacts?.[recipients]
    if (!Array.isArray(addresses) || addresses.length === 0) return [`desk ${desk} has no ${recipients} contact`]
    const isWrong = (address: unknown) => typeof address !== 'string' || !emailAddress.test(address)
    return addresses.flatMap((address, index) =>
      isWrong(address) ? [`desk ${desk}: ${recipients} contact ${index + 1} is not an email address`] : [],
    )
  })

/** SNS takes an address once a topic; and an escalation to the address that did not answer would reach nobody else. */
const repeatsOf = (desk: Desk, { duty, supervisor }: DeskContacts): readonly string[] => {
  const places = [
    ...duty.map((address, index) => ({ address, place: `duty contact ${index + 1}` })),
    ...supervisor.map((address, index) => ({ address, place: `supervisor contact ${index + 1}` })),
  ]
  const seen = new Set<string>()
  return places.flatMap(({ address, place }) => {
    const isRepeat = seen.has(address.toLowerCase())
    seen.add(address.toLowerCase())
    return isRepeat ? [`desk ${desk}: ${place} is given twice`] : []
  })
}

/**
 * Checks contacts that were read from outside.
 *
 * @throws Error naming every desk without a contact, and every entry that is not an email address or is there twice
 */
export const parseContacts = (input: unknown): Contacts => {
  const given = (typeof input === 'object' && input !== null ? input : {}) as Partial<Record<Desk, DeskContacts>>
  const refuse = (problems: readonly string[]) => {
    if (problems.length > 0) throw new Error(`contacts are not complete:\n  ${problems.join('\n  ')}`)
  }
  refuse(desks.flatMap((desk) => problemsOf(desk, given[desk])))
  const contacts = given as Contacts
  refuse(desks.flatMap((desk) => repeatsOf(desk, contacts[desk])))
  return contacts
}

/** Contacts at example.org, which is nobody's (RFC 2606): for a stage that real people don't watch. */
const exampleContacts = (): Contacts =>
  parseContacts(
    Object.fromEntries(
      desks.map((desk) => [desk, { duty: [`${desk}@example.org`], supervisor: [`${desk}-supervisor@example.org`] }]),
    ),
  )

/** @throws Error naming the file; what JSON.parse says would quote it */
const parseJsonFile = (file: string): unknown => {
  const text = readFileSync(file, 'utf8')
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${file} is not JSON`)
  }
}

/** Reads the contacts from the JSON file that HARBOUR_CONTACTS names: desk to `{"duty": ["…"], "supervisor": ["…"]}`. */
const contactsFromFile = (): Contacts => {
  const file = process.env['HARBOUR_CONTACTS']
  if (!file)
    throw new Error('stage prod needs HARBOUR_CONTACTS: the path of a JSON file with the contacts of every desk')
  return parseContacts(parseJsonFile(file))
}

/** Reads where a live stage's officers sign in. */
const urlFromEnvironment = (name: string): string => {
  const url = process.env[name]
  if (!url?.startsWith('https://')) throw new Error(`stage prod needs ${name}: an https URL`)
  return url
}

/** The stages. */
export const stages: Readonly<Record<Stage, () => StageConfig>> = {
  local: () => ({
    region: 'eu-west-2',
    contacts: exampleContacts,
    consoleUrl: `http://127.0.0.1:${process.env['PORT'] || 8080}/_local/`,
    logRetentionDays: 30,
  }),
  dev: () => ({
    region: 'eu-west-2',
    contacts: exampleContacts,
    consoleUrl: 'https://console.example.org/',
    logRetentionDays: 30,
  }),
  prod: () => ({
    region: 'eu-west-2',
    contacts: contactsFromFile,
    consoleUrl: urlFromEnvironment('HARBOUR_CONSOLE_URL'),
    logRetentionDays: 365,
  }),
}

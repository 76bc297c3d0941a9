import { readFileSync } from 'node:fs'
import { type Desk, desks } from '../shared/domain/desk.ts'
import { isReservedHost } from '../shared/domain/reserved-address.ts'

/** Who is notified of a desk's alerts: email addresses. Supervisors are notified from the third rung on. */
export interface DeskContacts {
  readonly duty: readonly [string, ...string[]]
  readonly supervisor: readonly [string, ...string[]]
}

/** The contacts of every desk: a desk without one does not compile. */
export type Contacts = Readonly<Record<Desk, DeskContacts>>

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

const placesOf = ({ duty, supervisor }: DeskContacts) => [
  ...duty.map((address, index) => ({ address, place: `duty contact ${index + 1}` })),
  ...supervisor.map((address, index) => ({ address, place: `supervisor contact ${index + 1}` })),
]

/** SNS takes an address once a topic; and an escalation to the address that did not answer would reach nobody else. */
const repeatsOf = (desk: Desk, contacts: DeskContacts): readonly string[] => {
  const seen = new Set<string>()
  return placesOf(contacts).flatMap(({ address, place }) => {
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

const contactsOfEach = (addressOf: (desk: Desk, recipients: 'duty' | 'supervisor') => string): Contacts =>
  parseContacts(
    Object.fromEntries(
      desks.map((desk) => [desk, { duty: [addressOf(desk, 'duty')], supervisor: [addressOf(desk, 'supervisor')] }]),
    ),
  )

/** Contacts at example.org, which is nobody's: for a template that is checked and never deployed. */
export const exampleContacts = (): Contacts =>
  contactsOfEach((desk, recipients) => `${desk}${recipients === 'duty' ? '' : '-supervisor'}@example.org`)

/**
 * Makes every contact a subaddress of one test mailbox, such as `me+division-a-duty@…`: no alert of a test reaches an
 * officer.
 *
 * @throws Error when the address is missing, is not an email address, or is an example's
 * @see https://www.rfc-editor.org/rfc/rfc5233
 */
export const testContacts = (mailbox: string | undefined): Contacts => {
  const [, name = '', host = ''] = /^([^\s@+]+)@([^\s@]+\.[^\s@]+)$/.exec(mailbox ?? '') ?? []
  if (name === '' || isReservedHost(host)) {
    throw new Error('stage dev needs a mailbox of yours for its alerts: set HARBOUR_TEST_ADDRESS=name@host')
  }
  return contactsOfEach((desk, recipients) => `${name}+${desk}-${recipients}@${host}`)
}

/** @throws Error naming the file; what JSON.parse says would quote it */
export const parseJsonFile = (file: string): unknown => {
  const text = readFileSync(file, 'utf8')
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${file} is not JSON`)
  }
}

/**
 * Reads the contacts that real alerts go to.
 *
 * @param file - path of a JSON file: desk to `{"duty": ["…"], "supervisor": ["…"]}`
 * @throws Error when a desk has nobody, or when an address is an example's, so that its alerts would reach nobody
 */
export const realContacts = (file: string | undefined): Contacts => {
  if (!file) throw new Error('stage prod needs the contacts of every desk: set HARBOUR_CONTACTS to their JSON file')
  const contacts = parseContacts(parseJsonFile(file))
  for (const desk of desks) {
    const example = placesOf(contacts[desk]).find(({ address }) => isReservedHost(address.split('@').at(-1) ?? ''))
    if (example !== undefined) {
      throw new Error(`desk ${desk}: ${example.place} is an example: set HARBOUR_CONTACTS to a file of real addresses`)
    }
  }
  return contacts
}

import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createDynamoDb } from '../../../shared/adapters/aws-clients.ts'
import { createContactVersions } from '../../../shared/adapters/dynamo-contact-versions.ts'
import { parseContactsFile } from '../../../shared/contract/contacts-file.ts'
import { type ContactEntry, contactAudiences } from '../../../shared/domain/contact.ts'
import { localClient } from '../machine/local-client.ts'

export type { ContactEntry } from '../../../shared/domain/contact.ts'

/** Where the table of contacts is. */
export interface ContactTable {
  readonly tablesUrl: string
  readonly table: string
}

/** A mailbox for every audience, at a host that is nobody's. */
const mailboxes: readonly ContactEntry[] = contactAudiences.map((audience) => ({
  ...{ audience, channel: 'email', isEnabled: true },
  address: `${audience.desk}-${audience.recipients}@example.org`,
}))

/**
 * Reads a file of contacts.
 *
 * @throws Error naming the file and its first problem, never an address
 */
export const readContacts = (file: string): readonly ContactEntry[] => {
  const parsed = parseContactsFile(parseJson(file), undefined)
  if (parsed.ok) return parsed.entries
  const [first, ...others] = parsed.problems
  throw new Error(`${file}: ${first}${others.length === 0 ? '' : `, and ${others.length} more`}`)
}

const parseJson = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`${file} ${error instanceof SyntaxError ? 'is not JSON' : 'cannot be read'}`)
  }
}

/**
 * Puts contacts in force: these ones, or a mailbox for every audience when there are none yet and none are given.
 *
 * @param given - in place of those that are in force
 */
export const putContacts = async (
  { tablesUrl, table }: ContactTable,
  given: readonly ContactEntry[] | undefined,
): Promise<void> => {
  const newId = () => randomBytes(12).toString('base64url')
  const dynamo = createDynamoDb(localClient(tablesUrl))
  const versions = createContactVersions({ dynamo, table, now: () => new Date(), newId })
  if (given === undefined && (await versions.findCurrent()).version !== undefined) return
  await versions.put(given ?? mailboxes)
}

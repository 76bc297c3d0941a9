import { type AttributeValue, GetItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { type Contact, isSameAudience } from '../domain/contact.ts'
import { currentItem, markSet, versionSet } from '../domain/contact-keys.ts'
import { defined } from '../domain/record.ts'
import { readForm, versionOf } from '../domain/stored-forms.ts'
import type { Contacts, ContactVersion } from '../ports/contacts.ts'
import { fromContactItem } from './contact-item.ts'
import { type DynamoTable, isWritten, namesOf } from './dynamo-table.ts'

/** How long contacts that were read are used, milliseconds: a new version is in force for all within a minute. */
const freshMs = 30_000

const querySet = async ({ dynamo, table }: DynamoTable, set: string) => {
  const items: Array<Record<string, unknown>> = []
  let start: Record<string, AttributeValue> | undefined
  do {
    const page = await dynamo.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: '#set = :set',
        ExpressionAttributeNames: namesOf(['set']),
        ExpressionAttributeValues: marshall({ ':set': set }),
        ExclusiveStartKey: start,
      }),
    )
    items.push(...(page.Items ?? []).map((item) => unmarshall(item)))
    start = page.LastEvaluatedKey
  } while (start !== undefined)
  return items
}

/**
 * Reads the version in force, strongly consistent. A version that was replaced and taken away between the two reads is
 * read anew.
 *
 * @throws Error when contacts are missing from the version in force
 */
export const readVersion = async (config: DynamoTable, triesLeft = 2): Promise<ContactVersion> => {
  const { dynamo, table } = config
  const found = await dynamo.send(
    new GetItemCommand({ TableName: table, Key: marshall(currentItem), ConsistentRead: true }),
  )
  if (found.Item === undefined) return { version: undefined, putAt: undefined, contacts: [] }
  const current = readForm('contacts in force', unmarshall(found.Item))
  const version = String(current['version'])
  const items = await querySet(config, versionSet(version))
  if (items.length === current['count']) {
    return { version, putAt: String(current['putAt']), contacts: items.map(fromContactItem) }
  }
  if (triesLeft > 1) return readVersion(config, triesLeft - 1)
  throw new Error(`the version in force has ${items.length} contacts of ${String(current['count'])}; put them again`)
}

/** What was noted of a contact. A contact that never failed has no mark. */
interface Mark {
  readonly contactId: string
  readonly state: 'failing' | 'working'
  readonly at: string
  readonly cause: string
  readonly notifiedAt?: string
  readonly isNotified?: boolean
}

/** Contacts in DynamoDB, read whole and kept for half a minute. */
export const createContacts = (config: DynamoTable, now: () => Date): Contacts => {
  let kept: { readonly read: Promise<readonly Contact[]>; readonly atMs: number } | undefined
  const readAnew = (): Promise<readonly Contact[]> => {
    const read = readVersion(config).then(({ contacts }) => contacts)
    kept = { read, atMs: now().getTime() }
    read.catch(() => {
      if (kept?.read === read) kept = undefined
    })
    return read
  }
  const all = (): Promise<readonly Contact[]> =>
    kept !== undefined && now().getTime() - kept.atMs < freshMs ? kept.read : readAnew()
  const findIn = (contacts: readonly Contact[], contactId: string) =>
    contacts.find((contact) => contact.contactId === contactId)

  const mark = async (value: Mark, condition: string): Promise<void> => {
    const { contactId, state, at, cause } = value
    const update = new UpdateItemCommand({
      TableName: config.table,
      Key: marshall({ set: markSet, contactId }),
      // Whoever fails again has failed anew: somebody is notified of it.
      UpdateExpression: `SET #v = :v, #state = :state, #at = :at, #cause = :cause${state === 'working' ? ' REMOVE isNotified' : ''}`,
      ConditionExpression: condition,
      ExpressionAttributeNames: namesOf(['v', 'state', 'at', 'cause']),
      ExpressionAttributeValues: marshall({
        ':v': versionOf('mark of a contact').v,
        ':state': state,
        ':at': at,
        ':cause': cause,
      }),
    })
    await isWritten(config.dynamo.send(update))
  }

  return {
    all,
    ofAudience: async (audience) =>
      (await all()).filter((contact) => contact.isEnabled && isSameAudience(contact.audience, audience)),
    // Whoever sent the message may have read a newer version.
    find: async (contactId) => findIn(await all(), contactId) ?? findIn(await readAnew(), contactId),
    markFailing: (contactId, at, cause) =>
      mark({ contactId, state: 'failing', at, cause }, 'attribute_not_exists(#at) OR #at < :at'),
    markWorking: (contactId, at) => mark({ contactId, state: 'working', at, cause: 'none' }, '#at < :at'),
    markNotified: async (contactId, at) => {
      const update = new UpdateItemCommand({
        TableName: config.table,
        Key: marshall({ set: markSet, contactId }),
        UpdateExpression: 'SET notifiedAt = :at, isNotified = :isNotified',
        ConditionExpression: '#state = :failing',
        ExpressionAttributeNames: namesOf(['state']),
        ExpressionAttributeValues: marshall({ ':at': at, ':isNotified': true, ':failing': 'failing' }),
      })
      await isWritten(config.dynamo.send(update))
    },
    failing: async () => {
      const [contacts, items] = await Promise.all([all(), querySet(config, markSet)])
      const marks = items.map((item) => readForm('mark of a contact', item) as unknown as Mark)
      return marks.flatMap(({ contactId, state, at, cause, notifiedAt, isNotified = false }) => {
        const contact = findIn(contacts, contactId)
        const notified = { isNotified, ...defined({ notifiedAt }) }
        return state === 'failing' && contact !== undefined ? [{ contact, at, cause, ...notified }] : []
      })
    },
  }
}

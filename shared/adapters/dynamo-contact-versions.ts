import { type AttributeValue, DeleteItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import pLimit from 'p-limit'
import { toVersion } from '../domain/contact.ts'
import { currentItem, markSet, versionSet } from '../domain/contact-keys.ts'
import { versionOf } from '../domain/stored-forms.ts'
import type { ContactVersions } from '../ports/contacts.ts'
import { toContactItem } from './contact-item.ts'
import { readVersion } from './dynamo-contacts.ts'
import { type DynamoTable, isWritten, marshallOptions, namesOf } from './dynamo-table.ts'

/** How many items are written at once. */
const sideBySide = 20

/** What a writer of versions is made with. */
export interface ContactVersionsConfig extends DynamoTable {
  readonly now: () => Date
  /** Returns a random id: never made from an address. */
  readonly newId: () => string
}

/**
 * Versions of contacts in DynamoDB. A put writes every contact of the new version, then switches `current` to it on
 * condition that nobody switched it meanwhile, then takes away all versions but the new one and the one that it
 * replaced, which a function may be reading. A crash before the switch changes nothing; what it leaves behind, or a
 * crash after the switch leaves, goes with the next put.
 */
export const createContactVersions = (config: ContactVersionsConfig): ContactVersions => {
  const { dynamo, table, now, newId } = config
  const putItem = (item: object, condition: Partial<ConstructorParameters<typeof PutItemCommand>[0]> = {}) =>
    dynamo.send(new PutItemCommand({ TableName: table, Item: marshall(item, marshallOptions), ...condition }))

  /** A switch whose answer was lost is refused when it is sent again, and counts as made. */
  const switchTo = async (version: string, more: object, before: string | undefined): Promise<boolean> => {
    const isMade = await isWritten(
      putItem(
        { ...currentItem, ...versionOf('contacts in force'), version, ...more },
        {
          ConditionExpression: before === undefined ? 'attribute_not_exists(#version)' : '#version = :before',
          ExpressionAttributeNames: namesOf(['version']),
          ...(before === undefined ? {} : { ExpressionAttributeValues: marshall({ ':before': before }) }),
        },
      ),
    )
    return isMade || (await readVersion(config)).version === version
  }

  const findKeys = async (): Promise<ReadonlyArray<Record<string, AttributeValue>>> => {
    const keys: Array<Record<string, AttributeValue>> = []
    let start: Record<string, AttributeValue> | undefined
    do {
      const page = await dynamo.send(
        new ScanCommand({
          TableName: table,
          ConsistentRead: true,
          ProjectionExpression: '#set, #contactId',
          ExpressionAttributeNames: namesOf(['set', 'contactId']),
          ExclusiveStartKey: start,
        }),
      )
      keys.push(...(page.Items ?? []))
      start = page.LastEvaluatedKey
    } while (start !== undefined)
    return keys
  }

  const takeAwayAllBut = async (sets: readonly string[]): Promise<void> => {
    const old = (await findKeys()).filter((key) => !sets.includes(String(unmarshall(key)['set'])))
    const limit = pLimit(sideBySide)
    await limit.map(old, (Key) => dynamo.send(new DeleteItemCommand({ TableName: table, Key })))
  }

  return {
    findCurrent: () => readVersion(config),
    put: async (entries) => {
      const before = await readVersion(config)
      const contacts = toVersion(entries, before.contacts, newId)
      const version = newId()
      const limit = pLimit(sideBySide)
      await limit.map(contacts, (contact) => putItem(toContactItem(version, contact)))
      const putAt = now().toISOString()
      if (!(await switchTo(version, { count: contacts.length, putAt }, before.version))) return 'conflict'
      const replaced = before.version === undefined ? [] : [versionSet(before.version)]
      await takeAwayAllBut([currentItem.set, markSet, versionSet(version), ...replaced])
      return { version, putAt, contacts }
    },
  }
}

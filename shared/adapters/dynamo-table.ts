import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { reportItem } from '../domain/report-keys.ts'
import type { Stored } from './report-item.ts'

/** Where the reports are. */
export interface DynamoTable {
  readonly dynamo: DynamoDBClient
  readonly table: string
}

/** Omits undefined attributes. */
export const marshallOptions = { removeUndefinedValues: true }

/** Returns a hex hash as it is stored, in half the bytes. */
export const fromHex = (hash: string): Buffer => Buffer.from(hash, 'hex')

/** Returns a stored hash in lower-case hex; an empty text for anything else. */
export const toHex = (stored: unknown): string =>
  stored instanceof Uint8Array ? Buffer.from(stored).toString('hex') : ''

/** Returns the key of a report's item, or of another item of the same report. */
export const keyOf = (reportId: string, item: string = reportItem) => marshall({ reportId, item })

/** Returns names for expressions: `item`, `log` and `state` are reserved words of DynamoDB. */
export const namesOf = (attributes: readonly string[]): Record<string, string> =>
  Object.fromEntries(attributes.map((name) => [`#${name}`, name]))

/** Runs a conditional write; false when its condition was refused. */
export const isWritten = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write
    return true
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false
    throw error
  }
}

/** Reads some attributes of an item, strongly consistent; undefined when there is no such item. */
export const findItem = async (
  { dynamo, table }: DynamoTable,
  [reportId, item]: readonly [reportId: string, item: string],
  attributes: readonly string[],
): Promise<Stored | undefined> => {
  const { Item } = await dynamo.send(
    new GetItemCommand({
      TableName: table,
      Key: keyOf(reportId, item),
      ConsistentRead: true,
      ProjectionExpression: attributes.map((name) => `#${name}`).join(', '),
      ExpressionAttributeNames: namesOf(attributes),
    }),
  )
  return Item === undefined ? undefined : unmarshall(Item)
}

import {
  CreateTableCommand,
  DynamoDBClient,
  type PutItemCommandOutput,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { putContacts } from '../../infra/local/contacts/put-contacts.ts'
import { localClient } from '../../infra/local/machine/local-client.ts'
import { contactKeys } from '../../shared/domain/contact-keys.ts'
import { deliveryKeys } from '../../shared/domain/delivery-keys.ts'
import { reportKeys } from '../../shared/domain/report-keys.ts'

const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const })
const keys = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  { AttributeName: range, KeyType: 'RANGE' as const },
]

/**
 * Makes the report table as the stack has it, under the name `Reports`, by a client without our time-outs: an engine
 * may be slow to start.
 */
export const createReportTable = async (url: string): Promise<void> => {
  const client = new DynamoDBClient(localClient(url))
  const { partitionKey, sortKey, dueIndex, deskIndex } = reportKeys
  const indexes = [dueIndex, deskIndex]
  const attributes = [partitionKey, sortKey, ...indexes.flatMap((index) => [index.partitionKey, index.sortKey])]
  await client.send(
    new CreateTableCommand({
      TableName: 'Reports',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keys(partitionKey, sortKey),
      AttributeDefinitions: attributes.map(text),
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keys(index.partitionKey, index.sortKey),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      })),
    }),
  )
  await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 30 }, { TableName: 'Reports' })
}

/** Makes the table of the peer's idempotency, under the name `Idempotency`. */
export const createIdempotencyTable = (url: string): Promise<void> => createTable(url, 'Idempotency', 'id')

/** Makes the tables `Contacts`, with a mailbox for every audience, and `Deliveries`. */
export const createDeliveryTables = async (url: string): Promise<void> => {
  await createTable(url, 'Contacts', contactKeys.partitionKey, contactKeys.sortKey)
  await putContacts({ tablesUrl: url, table: 'Contacts' }, undefined)
  await createTable(url, 'Deliveries', deliveryKeys.partitionKey)
}

const createTable = async (url: string, name: string, hash: string, range?: string): Promise<void> => {
  const client = new DynamoDBClient(localClient(url))
  const byRange = range === undefined ? [] : [range]
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: hash, KeyType: 'HASH' },
        ...byRange.map((AttributeName) => ({ AttributeName, KeyType: 'RANGE' as const })),
      ],
      AttributeDefinitions: [hash, ...byRange].map(text),
    }),
  )
  await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 30 }, { TableName: name })
}

/** What DynamoDB says that the calls of a client cost, in capacity units of both kinds together. */
export interface UnitMeter {
  units: number
}

/** Makes a client ask what each call costs, and adds it up. */
export const meterUnits = ({ middlewareStack }: DynamoDBClient): UnitMeter => {
  const meter: UnitMeter = { units: 0 }
  middlewareStack.add(
    (next) => async (args) => {
      const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } })
      const { ConsumedCapacity: cost } = result.output as PutItemCommandOutput
      meter.units += cost?.CapacityUnits ?? 0
      return result
    },
    { step: 'initialize' },
  )
  return meter
}

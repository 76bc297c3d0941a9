import type { IncomingMessage, Server } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  ListTablesCommand,
} from '@aws-sdk/client-dynamodb'
import dynalite from 'dynalite'
import database, { type Store } from 'dynalite/db/index.js'
import { type Listening, listenLocally } from '../machine/listen.ts'
import { localClient } from '../machine/local-client.ts'
import type { Stack } from '../template/template.ts'

interface StoredTable {
  readonly TableName: string
  readonly GlobalSecondaryIndexes?: readonly { readonly IndexName: string }[]
}

/** dynalite's own key ranges: everything whose key begins with this name. */
const under = (name: string) => ({ gte: `${name}~`, lt: `${name}~\xff` })

const rebuildIndexes = async (store: Store, table: StoredTable): Promise<void> => {
  for (const { IndexName } of table.GlobalSecondaryIndexes ?? []) {
    await store.db.clear(under(`index-global~${table.TableName}~${IndexName}`))
  }
  const addToIndexes = promisify((item: unknown, done: (error?: Error) => void) =>
    database.updateIndexes(store, table, null, item, done),
  )
  for await (const item of store.db.values(under(`item-${table.TableName}`))) await addToIndexes(item)
}

/**
 * Makes the indexes agree with the items again. dynalite writes an item and its index entries one after the other, so a kill between
 * them leaves an item that no index finds; on AWS this cannot happen.
 */
const repairAfterKill = async (path: string): Promise<void> => {
  const store = database.create({ path })
  await store.db.open()
  for await (const table of store.db.values(under('table'))) await rebuildIndexes(store, table as StoredTable)
  await store.db.close()
}

/** dynalite throws, and so ends the process, when a client hangs up in the middle of a request. */
const outliveLostClients = (server: Server): void => {
  server.prependListener('request', (request: IncomingMessage) => {
    const listen = request.on.bind(request) as (name: string, listener: () => void) => IncomingMessage
    const on = (name: string, listener: () => void) => listen(name, name === 'error' ? () => undefined : listener)
    Object.assign(request, { on })
  })
}

const tableKeys = ['AttributeDefinitions', 'KeySchema', 'GlobalSecondaryIndexes', 'LocalSecondaryIndexes'] as const

const toCreateTable = (name: string, properties: Readonly<Record<string, unknown>>): CreateTableCommandInput => {
  const given = tableKeys.filter((key) => properties[key] !== undefined).map((key) => [key, properties[key]])
  return { ...Object.fromEntries(given), TableName: name, BillingMode: 'PAY_PER_REQUEST' } as CreateTableCommandInput
}

/** Creates the template's tables and their indexes, where they are not there yet. */
const createTables = async (stack: Stack, url: string): Promise<void> => {
  const client = new DynamoDBClient(localClient(url))
  const { TableNames: existing = [] } = await client.send(new ListTablesCommand({}))
  const tables = [...stack.resourcesOf('AWS::DynamoDB::Table'), ...stack.resourcesOf('AWS::DynamoDB::GlobalTable')]
  for (const { logicalId, properties } of tables) {
    if (!existing.includes(logicalId)) await client.send(new CreateTableCommand(toCreateTable(logicalId, properties)))
  }
  client.destroy()
}

/** Starts DynamoDB (dynalite) with the template's tables. In memory, or kept under the data directory. */
export const startTables = async (stack: Stack, dataDirectory: string | undefined): Promise<Listening> => {
  const path = dataDirectory === undefined ? undefined : join(dataDirectory, 'tables')
  if (path !== undefined) await repairAfterKill(path)
  const server = dynalite({ ...(path === undefined ? {} : { path }), createTableMs: 0 })
  outliveLostClients(server)
  const listening = await listenLocally(server)
  await createTables(stack, listening.url)
  return listening
}

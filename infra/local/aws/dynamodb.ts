import './memory-level-as-text.ts'
import { join } from 'node:path'
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  ListTablesCommand,
} from '@aws-sdk/client-dynamodb'
import dynalite from 'dynalite'
import { waitWithGrace } from '../machine/closers.ts'
import { tablesFolder } from '../machine/data-directory.ts'
import { type Listening, listenLocally } from '../machine/listen.ts'
import { localClient } from '../machine/local-client.ts'
import type { Stack } from '../template/template.ts'
import { outliveLostClients, rebuildAllIndexes, trackRequests } from './dynalite-repairs.ts'

/** Starts the stand-in for DynamoDB (dynalite) with the template's tables, in memory or in the data directory. */
export const startTables = async (stack: Stack, dataDirectory: string | undefined): Promise<Listening> => {
  const path = dataDirectory === undefined ? undefined : join(dataDirectory, tablesFolder)
  if (path !== undefined) await rebuildAllIndexes(path)
  const server = dynalite({ ...(path === undefined ? {} : { path }), createTableMs: 0 })
  outliveLostClients(server)
  const running = trackRequests(server)
  const { url, close } = await listenLocally(server)
  await createTables(stack, url)
  return {
    url,
    close: async () => {
      await waitWithGrace(running.end())
      await close()
    },
  }
}

/** Creates the template's tables and their indexes, except those that exist already. */
const createTables = async (stack: Stack, url: string): Promise<void> => {
  const client = new DynamoDBClient(localClient(url))
  const { TableNames: existing = [] } = await client.send(new ListTablesCommand({}))
  const tables = [...stack.resourcesOf('AWS::DynamoDB::Table'), ...stack.resourcesOf('AWS::DynamoDB::GlobalTable')]
  for (const { logicalId, properties } of tables) {
    if (!existing.includes(logicalId)) await client.send(new CreateTableCommand(toCreateTable(logicalId, properties)))
  }
  client.destroy()
}

const copiedProperties = ['AttributeDefinitions', 'KeySchema', 'GlobalSecondaryIndexes', 'LocalSecondaryIndexes']

const toCreateTable = (name: string, properties: Readonly<Record<string, unknown>>): CreateTableCommandInput => {
  const copied = copiedProperties.filter((key) => properties[key] !== undefined).map((key) => [key, properties[key]])
  return { ...Object.fromEntries(copied), TableName: name, BillingMode: 'PAY_PER_REQUEST' } as CreateTableCommandInput
}

import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb'
import { expect, test } from 'vitest'
import { startTables } from '../../../infra/local/aws/dynamodb.ts'
import { localClient } from '../../../infra/local/machine/local-client.ts'
import { stackOf } from '../fixture/stack-of.ts'
import { fixtureStack } from '../fixture/template.ts'

const query = new QueryCommand({
  TableName: 'Notes',
  IndexName: 'due',
  KeyConditionExpression: 'due = :yes',
  ExpressionAttributeValues: { ':yes': { S: 'yes' } },
})

const turnsOfTheEventLoop = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate)
}

// Ctrl-C while a function read a table could end in a stack trace: "Database is not open". dynalite throws it outside
// of any promise, so it fails the whole run. It hits between two turns of the event loop, so each turn is tried.
test('the tables close without a fault while a query runs, at whatever moment', async () => {
  const { Resources } = (await fixtureStack()).template
  const stack = stackOf(Resources)
  let cutOff = 0
  for (let turns = 0; turns < 100; turns += 1) {
    const tables = await startTables(stack, undefined)
    const client = new DynamoDBClient({ ...localClient(tables.url), maxAttempts: 1 })
    const outcome = client.send(query).then(
      () => 'answered',
      () => 'cut off',
    )
    await turnsOfTheEventLoop(turns)
    await tables.close()
    if ((await outcome) === 'cut off') cutOff += 1
    client.destroy()
  }
  expect(cutOff).toBeGreaterThan(0)
})

import { createHmac } from 'node:crypto'
import { CreateTableCommand } from '@aws-sdk/client-dynamodb'
import { afterAll } from 'vitest'
import { createAddressTurns, createAlertDigests } from '../../shared/adapters/dynamo-deliveries.ts'
import { deliveryKeys } from '../../shared/domain/delivery-keys.ts'
import { createFakeAlertDigests, createFakeTurns } from '../fakes/deliveries.ts'
import { createFakeReports } from '../fakes/report-store.ts'
import { describeDeliveries } from './deliveries.ts'
import { type Engine, findDynamoDbLocal, startDynalite, startDynamoDbLocal, tableAt } from './engines.ts'

const engines: Engine[] = []
afterAll(async () => {
  for (const { stop } of engines) await stop()
})

const pseudonyms = {
  of: async (use: string, text: string) =>
    createHmac('sha256', 'test')
      .update(use + text)
      .digest('hex'),
}

const createOn = async (engine: Engine) => {
  engines.push(engine)
  const { dynamo, table } = tableAt(engine.url, 'Deliveries')
  const AttributeName = deliveryKeys.partitionKey
  await dynamo.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName, AttributeType: 'S' }],
      KeySchema: [{ AttributeName, KeyType: 'HASH' }],
    }),
  )
  return {
    alertDigests: createAlertDigests({ dynamo, table }),
    turns: createAddressTurns({ dynamo, table, pseudonyms }),
  }
}

describeDeliveries('memory', async () => ({
  alertDigests: createFakeAlertDigests(createFakeReports()),
  turns: createFakeTurns(),
}))
describeDeliveries('dynalite', async () => createOn(await startDynalite()))

const dynamoDbLocal = findDynamoDbLocal()
if (dynamoDbLocal !== undefined) {
  describeDeliveries('Amazon DynamoDB Local', async () => createOn(await startDynamoDbLocal(dynamoDbLocal)))
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, describe, it } from 'vitest'
import { createDueReports } from '../../shared/adapters/dynamo-due-reports.ts'
import { createReportAcceptance, createReportStore } from '../../shared/adapters/dynamo-reports.ts'
import { createFakeReports } from '../fakes/fake-reports.ts'
import { synthesise } from '../infra/synthesised.ts'
import { startDynalite, startDynamoDbLocal } from './engines.ts'
import { describeReports, type ReportPorts } from './reports.ts'

const stops: Array<() => Promise<void>> = []
afterAll(async () => {
  for (const stop of stops) await stop()
})

/** Makes the table exactly as the stack does, on an engine. */
const createOn = async (engine: { readonly url: string; readonly stop: () => Promise<void> }): Promise<ReportPorts> => {
  stops.push(engine.stop)
  const client = new DynamoDBClient({
    endpoint: engine.url,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  const [table] = synthesise().of<CreateTableCommandInput>('AWS::DynamoDB::Table')
  if (table === undefined) throw new Error('the stack has no table')
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, BillingMode } = table.properties
  const definition = { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, BillingMode }
  await client.send(new CreateTableCommand({ TableName: 'Reports', ...definition }))
  const config = { client, table: 'Reports' }
  return { ...createReportAcceptance(config), ...createReportStore(config), ...createDueReports(config) }
}

describeReports('memory', async () => createFakeReports())
describeReports('dynalite', async () => createOn(await startDynalite()))

const jarDirectory = process.env['DYNAMODB_LOCAL_JAR_DIR']
if (jarDirectory !== undefined && existsSync(join(jarDirectory, 'DynamoDBLocal.jar'))) {
  describeReports('Amazon DynamoDB Local', async () => createOn(await startDynamoDbLocal(jarDirectory)))
} else {
  describe('reports in Amazon DynamoDB Local', () => {
    it.skip('skipped: DYNAMODB_LOCAL_JAR_DIR names no folder with DynamoDBLocal.jar', () => undefined)
  })
}

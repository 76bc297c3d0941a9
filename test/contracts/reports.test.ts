import { randomUUID } from 'node:crypto'
import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, describe, it } from 'vitest'
import { localClient } from '../../infra/local/machine/local-client.ts'
import { createClosings } from '../../shared/adapters/dynamo-closings.ts'
import { createDeskReports } from '../../shared/adapters/dynamo-desk-reports.ts'
import { createDrills } from '../../shared/adapters/dynamo-drills.ts'
import { createDueReports } from '../../shared/adapters/dynamo-due-reports.ts'
import { createFollowUpCodes } from '../../shared/adapters/dynamo-follow-up-codes.ts'
import { createReportLogs } from '../../shared/adapters/dynamo-log.ts'
import { createNewestHashes } from '../../shared/adapters/dynamo-newest-hashes.ts'
import { createReportAcceptance, createReportStore, type ReportTable } from '../../shared/adapters/dynamo-reports.ts'
import { createSealedTexts } from '../../shared/adapters/dynamo-sealed-texts.ts'
import { createFakeClosings } from '../fakes/closings.ts'
import { createFakeDeskReports } from '../fakes/desk-reports.ts'
import { createFakeDrills } from '../fakes/drills.ts'
import { createFakeFollowUpCodes } from '../fakes/follow-up-codes.ts'
import { createFakeLogs } from '../fakes/report-logs.ts'
import { createFakeReports } from '../fakes/report-store.ts'
import { createFakeTexts } from '../fakes/sealed-texts.ts'
import { synthesise } from '../infra/synthesised.ts'
import { type DrillPorts, describeDrills } from './drills.ts'
import { type Engine, findDynamoDbLocal, startDynalite, startDynamoDbLocal, tableAt } from './engines.ts'
import { describeParts, type PartPorts } from './parts.ts'
import { describeReports, type ReportPorts } from './reports.ts'
import { describeShelves } from './shelves.ts'

const stops: Array<() => Promise<void>> = []
afterAll(async () => {
  for (const stop of stops) await stop()
})

/** Makes the table exactly as the stack does, on an engine of its own. */
const createTable = async (engine: Engine): Promise<ReportTable> => {
  stops.push(engine.stop)
  const [table] = synthesise().of<CreateTableCommandInput>('AWS::DynamoDB::GlobalTable')
  if (table === undefined) throw new Error('the stack has no table')
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, BillingMode } = table.properties
  const definition = { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, BillingMode }
  const name = `Reports-${randomUUID()}`
  await new DynamoDBClient(localClient(engine.url)).send(new CreateTableCommand({ TableName: name, ...definition }))
  return tableAt(engine.url, name)
}

const reportsOn = async (engine: Promise<Engine>): Promise<ReportPorts> => {
  const table = await createTable(await engine)
  return { ...createReportAcceptance(table), ...createReportStore(table), ...createDueReports(table) }
}

const partsOn = async (engine: Promise<Engine>): Promise<PartPorts> => {
  const table = await createTable(await engine)
  return {
    reports: { ...createReportAcceptance(table), ...createReportStore(table) },
    texts: createSealedTexts(table),
    logs: createReportLogs(table),
    deskReports: createDeskReports(table),
    codes: createFollowUpCodes(table),
    newestHashes: createNewestHashes(table),
    closings: createClosings(table),
  }
}

const partsInMemory = async (): Promise<PartPorts> => {
  const reports = createFakeReports()
  const logs = createFakeLogs(reports)
  return {
    reports,
    texts: createFakeTexts(reports),
    logs,
    deskReports: createFakeDeskReports(reports),
    codes: createFakeFollowUpCodes(reports),
    newestHashes: logs,
    closings: createFakeClosings(),
  }
}

const drillsOn = async (engine: Promise<Engine>): Promise<DrillPorts> => {
  const table = await createTable(await engine)
  return {
    drills: createDrills(table),
    reports: createReportStore(table),
    due: createDueReports(table),
    deskReports: createDeskReports(table),
    logs: createReportLogs(table),
    codes: createFollowUpCodes(table),
  }
}

const drillsInMemory = async (): Promise<DrillPorts> => {
  const reports = createFakeReports()
  return {
    drills: createFakeDrills(reports),
    reports,
    due: reports,
    deskReports: createFakeDeskReports(reports),
    logs: createFakeLogs(reports),
    codes: createFakeFollowUpCodes(reports),
  }
}

describeDrills('memory', drillsInMemory)
describeDrills('dynalite', () => drillsOn(startDynalite()))
describeShelves('memory', partsInMemory)
describeShelves('dynalite', () => partsOn(startDynalite()))
describeReports('memory', async () => createFakeReports())
describeParts('memory', partsInMemory)
describeReports('dynalite', () => reportsOn(startDynalite()))
describeParts('dynalite', () => partsOn(startDynalite()))

const jarDirectory = findDynamoDbLocal()
if (jarDirectory !== undefined) {
  describeReports('Amazon DynamoDB Local', () => reportsOn(startDynamoDbLocal(jarDirectory)))
  describeDrills('Amazon DynamoDB Local', () => drillsOn(startDynamoDbLocal(jarDirectory)))
  describeShelves('Amazon DynamoDB Local', () => partsOn(startDynamoDbLocal(jarDirectory)))
  describeParts('Amazon DynamoDB Local', () => partsOn(startDynamoDbLocal(jarDirectory)))
} else {
  describe('reports in Amazon DynamoDB Local', () => {
    it.skip('skipped: DYNAMODB_LOCAL_JAR_DIR names no folder with DynamoDBLocal.jar', () => undefined)
  })
}

const moto = process.env['MOTO_URL']
if (moto !== undefined) {
  const engine = async (): Promise<Engine> => ({ url: moto, stop: async () => undefined })
  describeReports('moto', () => reportsOn(engine()), { isAtomic: false, isSizedByResult: false })
  describeShelves('moto', () => partsOn(engine()))
  describeParts('moto', () => partsOn(engine()), { isAtomic: false })
}

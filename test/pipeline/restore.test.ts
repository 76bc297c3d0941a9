import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  PutItemCommand,
  paginateScan,
  type ScanCommandOutput,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import dynalite from 'dynalite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleConfig } from '../../infra/config.ts'
import { listenLocally } from '../../infra/local/machine/listen.ts'
import { localClient } from '../../infra/local/machine/local-client.ts'
import { synthesiseLocalStack } from '../../infra/local/template/synthesise.ts'
import { policy } from '../../shared/domain/policy.ts'
import { synthesise } from '../infra/synthesised.ts'
import { fullSubmission } from '../kit/submissions.ts'
import { type Accepted, startWatchedHarbour, type WatchedHarbour } from './harbour.ts'
import { createOfficer } from './officers.ts'

/**
 * The rehearsal of docs/recovery.md: the table is lost, and a copy of it stands under another name. Queues and topics
 * are lost too.
 */
const lost = mkdtempSync(join(tmpdir(), 'harbour-lost-'))
const restored = mkdtempSync(join(tmpdir(), 'harbour-restored-'))
const restoredName = 'Restored'
const config = exampleConfig('local', { tableName: restoredName })

const onTables = async <Result>(folder: string, work: (client: DynamoDBClient) => Promise<Result>): Promise<Result> => {
  const { url, close } = await listenLocally(dynalite({ path: join(folder, 'tables'), createTableMs: 0 }))
  const client = new DynamoDBClient(localClient(url))
  try {
    return await work(client)
  } finally {
    client.destroy()
    await close()
  }
}

/** Gives every item of the lost table, as an export does. */
const exportItems = (): Promise<NonNullable<ScanCommandOutput['Items']>> =>
  onTables(lost, async (client) => {
    const [table] = synthesise(exampleConfig('local')).of('AWS::DynamoDB::GlobalTable')
    const items: NonNullable<ScanCommandOutput['Items']> = []
    for await (const page of paginateScan({ client, pageSize: 2 }, { TableName: table?.id }))
      items.push(...(page.Items ?? []))
    return items
  })

/** Makes a table with the same keys and indexes under another name, as restoring does, and fills it. */
const importItems = (items: NonNullable<ScanCommandOutput['Items']>): Promise<void> =>
  onTables(restored, async (client) => {
    const [table] = synthesise(exampleConfig('local')).of<CreateTableCommandInput>('AWS::DynamoDB::GlobalTable')
    if (table === undefined) throw new Error('the stack has no table')
    const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, BillingMode } = table.properties
    const shape = { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, BillingMode }
    await client.send(new CreateTableCommand({ TableName: restoredName, ...shape }))
    await waitUntilTableExists({ client, maxWaitTime: 120, minDelay: 1 }, { TableName: restoredName })
    for (const Item of items) await client.send(new PutItemCommand({ TableName: restoredName, Item }))
  })

const opening = { reason: 'first-assessment', note: 'why I read it' }

describe('reports of a restored table', () => {
  let harbour: WatchedHarbour
  let officer: Awaited<ReturnType<typeof createOfficer>>
  let unanswered: Accepted
  let acknowledged: Accepted

  beforeAll(async () => {
    const before = await startWatchedHarbour(lost)
    unanswered = await before.accepted(fullSubmission)
    acknowledged = await before.accepted(fullSubmission)
    const taking = await createOfficer(before, 'child-protection')
    await taking.act(acknowledged.reference, 'acknowledgement')
    await taking.act(acknowledged.reference, 'opening', opening)
    await before.close()
    await importItems(await exportItems())
    // Neither keys nor officers were lost.
    for (const file of ['harbour.json', 'keys.json', 'officers.json'])
      copyFileSync(join(lost, file), join(restored, file))
    harbour = await startWatchedHarbour(restored, () => synthesiseLocalStack(config))
    officer = await createOfficer(harbour, 'child-protection')
  })
  afterAll(async () => {
    await harbour.close()
    for (const folder of [lost, restored]) rmSync(folder, { recursive: true })
  })

  it('stand in the list of their desk', async () => {
    const { body } = await officer.get('/duty/reports?desk=child-protection&state=open')
    for (const { reference } of [unanswered, acknowledged]) expect(JSON.stringify(body)).toContain(reference)
  })

  it('are found when they are due: the unanswered one goes on up its ladder, and the acknowledged one waits', async () => {
    expect(harbour.alerts()).toEqual([])
    harbour.clock.advance(policy.firstAlertMinutes.standard + 1)
    await harbour.runSchedule()
    await harbour.idle()
    const alerts = harbour.alerts()
    expect(alerts.length).toBeGreaterThan(0)
    const short = ({ reference }: Accepted) => reference.slice(0, 4)
    for (const { text } of alerts) expect(text).toContain(short(unanswered))
    expect(new Set(alerts.map(({ desk }) => desk)).size).toBeGreaterThan(1)
  })

  it('are opened, and their logs are whole', async () => {
    for (const { reference } of [unanswered, acknowledged]) {
      const { body, status } = await officer.act(reference, 'opening', opening)
      expect([status, body['report']]).toEqual([200, fullSubmission])
      expect((await officer.get(`/duty/reports/${reference}/log`)).body['whole']).toBe(true)
    }
  })

  it('are found by their reporter, whose addition reaches the desk', async () => {
    const { reference, followUpCode } = acknowledged
    const response = await fetch(`${harbour.url}/reports/${reference}/additions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ followUpCode, text: 'they wrote again' }),
    })
    expect(response.status).toBe(202)
    await harbour.idle()
    const { body } = await officer.act(reference, 'opening', opening)
    expect(JSON.stringify(body['supplements'])).toContain('they wrote again')
  })

  it('are joined by new ones', async () => {
    const { reference } = await harbour.accepted(fullSubmission)
    expect((await officer.act(reference, 'opening', opening)).body['report']).toEqual(fullSubmission)
  })
})

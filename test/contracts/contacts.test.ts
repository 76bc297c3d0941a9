import { randomBytes, randomUUID } from 'node:crypto'
import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localClient } from '../../infra/local/machine/local-client.ts'
import { createContactVersions } from '../../shared/adapters/dynamo-contact-versions.ts'
import { createContacts } from '../../shared/adapters/dynamo-contacts.ts'
import type { DynamoTable } from '../../shared/adapters/dynamo-table.ts'
import { createFakeContacts } from '../fakes/contacts.ts'
import { synthesise } from '../infra/synthesised.ts'
import { completeFile, fileWith } from '../kit/contacts-file.ts'
import { describeContacts, entriesOf, second } from './contacts.ts'
import { type Engine, findDynamoDbLocal, startDynalite, startDynamoDbLocal, tableAt } from './engines.ts'

const stops: Array<() => Promise<void>> = []
afterAll(async () => {
  for (const stop of stops) await stop()
})

/** Makes the table exactly as the stack does. */
const createTable = async (engine: Engine): Promise<DynamoTable> => {
  const [table] = synthesise()
    .of<CreateTableCommandInput>('AWS::DynamoDB::GlobalTable')
    .filter(({ id }) => id.startsWith('Contacts'))
  if (table === undefined) throw new Error('the stack has no table of contacts')
  const { KeySchema, AttributeDefinitions, BillingMode } = table.properties
  const name = `Contacts-${randomUUID()}`
  const command = new CreateTableCommand({ TableName: name, KeySchema, AttributeDefinitions, BillingMode })
  await new DynamoDBClient(localClient(engine.url)).send(command)
  return tableAt(engine.url, name)
}

const newId = () => randomBytes(9).toString('base64url')
const versionsOn = (table: DynamoTable, now = () => second(0)) => createContactVersions({ ...table, now, newId })

const describeOn = (name: string, start: () => Promise<Engine>): void => {
  let engine: Promise<Engine> | undefined
  const started = () => {
    engine ??= start()
    return engine
  }
  stops.push(async () => (await engine)?.stop())
  describeContacts(name, async (now) => {
    const table = await createTable(await started())
    return { ...createContacts(table, now), ...versionsOn(table, now) }
  })
}

describeContacts('memory', async (now) => createFakeContacts(now))
describeOn('dynalite', startDynalite)
const jarDirectory = findDynamoDbLocal()
if (jarDirectory !== undefined) describeOn('Amazon DynamoDB Local', () => startDynamoDbLocal(jarDirectory))

describe('a table of contacts', () => {
  let engine: Engine
  let table: DynamoTable
  beforeAll(async () => {
    engine = await startDynalite()
    stops.push(engine.stop)
  })

  const itemsIn = async () => {
    const { Items = [] } = await table.dynamo.send(new ScanCommand({ TableName: table.table }))
    return Items.map((item) => unmarshall(item))
  }
  const setsIn = async () => new Set((await itemsIn()).map((item) => String(item['set'])))

  it('has no address in a key', async () => {
    table = await createTable(engine)
    await versionsOn(table).put(entriesOf(completeFile()))
    const items = await itemsIn()
    expect(items).toHaveLength(34)
    const keys = items.map((item) => `${item['set']} ${item['contactId']}`)
    for (const key of keys) expect(key).not.toMatch(/@|harbour/)
  })

  it('lets one of two who put at once win, and what the other wrote goes with the next put', async () => {
    table = await createTable(engine)
    const versions = versionsOn(table)
    await versions.put(entriesOf(completeFile()))
    const both = ['one@police.harbour', 'two@police.harbour'].map((address) =>
      versions.put(entriesOf(fileWith('division-p', [{ channel: 'email', address }]))),
    )
    const outcomes = await Promise.all(both)
    expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(1)
    const last = await versions.put(entriesOf(completeFile()))
    if (last === 'conflict') throw new Error('conflict')
    // The version in force, the one that it replaced, and the item that says which is in force.
    expect((await setsIn()).size).toBe(3)
    expect((await versions.findCurrent()).version).toBe(last.version)
  })

  it('is left as it was by a put that dies before its switch', async () => {
    table = await createTable(engine)
    await versionsOn(table).put(entriesOf(completeFile()))
    let calls = 0
    const dying = new Proxy(table.dynamo, {
      get: (client, name) => {
        if (name !== 'send') return Reflect.get(client, name)
        return (command: Parameters<typeof client.send>[0]) => {
          calls += 1
          return calls > 10 ? Promise.reject(new Error('died')) : client.send(command)
        }
      },
    })
    const died = versionsOn({ ...table, dynamo: dying }).put(entriesOf(fileWith('division-p', [emailOf('x')])))
    await expect(died).rejects.toThrow('died')
    const contacts = createContacts(table, () => second(0))
    const found = await contacts.ofAudience({ desk: 'division-p', recipients: 'duty' })
    expect(found.map(({ address }) => address)).toEqual(['division-p@police.harbour'])
    expect(await contacts.all()).toHaveLength(33)
  })

  it('whose version in force lacks a contact is refused: nobody would be missed unseen', async () => {
    table = await createTable(engine)
    await versionsOn(table).put(entriesOf(completeFile()))
    const lossy = new Proxy(table.dynamo, {
      get: (client, name) => {
        if (name !== 'send') return Reflect.get(client, name)
        return async (command: Parameters<typeof client.send>[0]) => {
          const answer = (await client.send(command)) as { Items?: readonly object[] }
          return answer.Items === undefined ? answer : { ...answer, Items: answer.Items.slice(1) }
        }
      },
    })
    const contacts = createContacts({ ...table, dynamo: lossy }, () => second(0))
    await expect(contacts.all()).rejects.toThrow('the version in force has 32 contacts of 33')
  })
})

const emailOf = (name: string) => ({ channel: 'email', address: `${name}@police.harbour` })

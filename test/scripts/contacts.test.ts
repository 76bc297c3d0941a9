import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import dynalite from 'dynalite'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Listening, listenLocally } from '../../infra/local/machine/listen.ts'
import { localClient, localRegion } from '../../infra/local/machine/local-client.ts'
import { createContacts } from '../../shared/adapters/dynamo-contacts.ts'
import { contactKeys } from '../../shared/domain/contact-keys.ts'
import { tableAt } from '../contracts/engines.ts'
import { completeFile, fileWith } from '../kit/contacts-file.ts'
import { runScript } from './run-script.ts'

const table = 'Contacts'
const account = {
  GetAccount: { ProductionAccessEnabled: true, SendingEnabled: true },
  GetEmailIdentity: { VerifiedForSendingStatus: true },
  DescribeAccountAttributes: { AccountAttributes: [{ Name: 'ACCOUNT_TIER', Value: 'PRODUCTION' }] },
  DescribeSpendLimits: {
    SpendLimits: ['TEXT', 'VOICE'].map((kind) => ({
      Name: `${kind}_MESSAGE_MONTHLY_SPEND_LIMIT`,
      EnforcedLimit: 1,
      MaxLimit: 200,
      Overridden: false,
    })),
  },
  DescribePhoneNumbers: { PhoneNumbers: [{ Status: 'ACTIVE', NumberCapabilities: ['SMS', 'VOICE'] }] },
  DescribeSecret: { Name: 'fife' },
}
let answers: Record<string, object>
let senders: object
let tables: Listening
let engine: Listening
let directory: string

const output = (key: string, value: string) =>
  `<member><OutputKey>${key}</OutputKey><OutputValue>${value.replaceAll('"', '&quot;')}</OutputValue></member>`
const stacks = () => `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>Harbour-prod</StackName>
<CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>
${output('ContactTableName', table)}${output('Senders', JSON.stringify(senders))}
${output('ContactSecretPrefix', 'Harbour-prod/contacts/')}</Outputs></member></Stacks></DescribeStacksResult>
</DescribeStacksResponse>`

const operationOf = (url: string, target: string | undefined): string => {
  if (target !== undefined) return target.split('.').at(-1) ?? ''
  if (url.startsWith('/v2/email/account')) return 'GetAccount'
  return url.startsWith('/v2/email/identities') ? 'GetEmailIdentity' : 'DescribeStacks'
}

const startAccount = () =>
  createServer(async (request, reply) => {
    const body = await text(request)
    const target = request.headers['x-amz-target']
    if (request.url === '/_local/tables') {
      return void reply.end(JSON.stringify({ tablesUrl: tables.url, table }))
    }
    const operation = operationOf(request.url ?? '', Array.isArray(target) ? target[0] : target)
    if (operation === 'DescribeStacks') return void reply.writeHead(200, { 'content-type': 'text/xml' }).end(stacks())
    if (String(target).startsWith('DynamoDB')) {
      const { host: _host, ...headers } = request.headers as Record<string, string>
      const forwarded = await fetch(tables.url, { method: 'POST', headers, body })
      return void reply.writeHead(forwarded.status).end(await forwarded.text())
    }
    const answer = answers[operation] ?? {}
    const isError = '__type' in answer
    const type = isError ? { 'x-amzn-errortype': String(answer.__type) } : {}
    reply.writeHead(isError ? 400 : 200, { 'content-type': 'application/json', ...type }).end(JSON.stringify(answer))
  })

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'harbour-contacts-'))
  tables = await listenLocally(dynalite({ createTableMs: 0 }))
  engine = await listenLocally(startAccount())
  const { partitionKey, sortKey } = contactKeys
  await new DynamoDBClient(localClient(tables.url)).send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: partitionKey, KeyType: 'HASH' },
        { AttributeName: sortKey, KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [partitionKey, sortKey].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    }),
  )
})
afterAll(async () => {
  await engine.close()
  await tables.close()
  rmSync(directory, { recursive: true })
})
const phone = `arn:aws:sms-voice:${localRegion}:111122223333:phone-number/phone-1`
beforeEach(() => {
  answers = { ...account }
  senders = { email: 'harbour@police.harbour', sms: phone, call: phone }
})

const fileOf = (content: unknown): string => {
  const file = join(directory, 'contacts.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}
const onAws = (...args: readonly string[]) =>
  runScript('contacts.ts', args, {
    HARBOUR_STAGE: 'prod',
    AWS_REGION: localRegion,
    AWS_ENDPOINT_URL: engine.url,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  })
const locally = (...args: readonly string[]) => runScript('contacts.ts', [...args, '--url', engine.url], {})
const inForce = async () => {
  const now = () => new Date()
  const all = await createContacts(tableAt(tables.url, table), now).all()
  return all.filter(({ audience }) => audience.desk === 'division-p').map(({ address }) => address)
}
const telephones = [
  { channel: 'sms', address: '+447911123456' },
  { channel: 'call', address: '+447911123456' },
  { channel: 'webhook', address: 'https://hooks.police.harbour/', secret: 'fife' },
]

describe('npm run contacts', () => {
  test('puts and shows a file locally, examples too', async () => {
    const file = fileOf({ ...completeFile('example.org') })
    expect(await locally('check', file)).toMatchObject({ status: 0, problems: '' })
    expect(await locally('put', file, '--yes')).toMatchObject({ status: 0, problems: '' })
    expect(await inForce()).toEqual(expect.arrayContaining(['division-p@example.org']))
    const { output, status } = await locally('show')
    expect(status).toBe(0)
    expect(output).toMatch(/^division-a {2}duty {2}email {2}division-a@example\.org\n/)
    expect(output).toMatch(/\nversion \S+, put at 2\S+Z\n$/)
  })

  test('shows which contact fails, since when and why', async () => {
    const contacts = createContacts(tableAt(tables.url, table), () => new Date())
    const [contact] = await contacts.all()
    await contacts.markFailing(contact?.contactId ?? '', '2026-11-27T12:00:00.000Z', 'bounce, permanent')
    const { output } = await locally('show')
    expect(output).toContain(`${contact?.address}  FAILS: bounce, permanent, 2026-11-27T12:00:00.000Z\n`)
  })

  test('names every problem of a broken file, quotes none of it, and changes nothing', async () => {
    const before = await inForce()
    const broken = fileWith('division-p', [{ channel: 'email', address: 'someone at home' }, { channel: 'pager' }])
    const { problems, status } = await onAws('put', fileOf(broken))
    expect(status).toBe(1)
    expect(problems).toBe(
      'contacts: division-p duty 1: address must be an email address\n' +
        'contacts: division-p duty 2: channel must be one of: email, sms, call, webhook, pagerduty, goalert\n',
    )
    expect(await onAws('put', fileOf('one@police.harbour'))).toMatchObject({ status: 1 })
    expect(await onAws('put', fileOf(completeFile('example.org')))).toMatchObject({ status: 1 })
    expect(await inForce()).toEqual(before)
  })

  test('puts a file on AWS when the account can send', async () => {
    const ran = await onAws('put', fileOf(fileWith('division-p', telephones)), '--yes')
    expect(ran).toMatchObject({ status: 0, problems: '' })
    expect((await inForce()).toSorted()).toEqual([
      ...['+447911123456', '+447911123456', 'division-p-supervisor@police.harbour', 'https://hooks.police.harbour/'],
    ])
  })

  test('shows without --yes what would change, and changes nothing', async () => {
    const before = await inForce()
    const file = fileOf(fileWith('division-p', [{ channel: 'sms', address: '+447911000001' }]))
    const { status, output, problems } = await onAws('put', file)
    expect(status).toBe(1)
    expect(output.split('\n')).toEqual([
      '- division-p  duty  call  +447911123456',
      '- division-p  duty  sms  +447911123456',
      '- division-p  duty  webhook  https://hooks.police.harbour/  secret fife',
      '+ division-p  duty  sms  +447911000001',
      '',
    ])
    expect(problems).toBe(
      'contacts: nothing is changed yet, and 4 lines would change in stage prod: add --yes to put them\n',
    )
    expect(await inForce()).toEqual(before)
    const same = await onAws('put', fileOf(fileWith('division-p', telephones)))
    expect(same).toMatchObject({ status: 1, output: '' })
    expect(same.problems).toContain('the same contacts are in force in stage prod')
  })

  test.each(['dev', undefined])('puts no file of stage %s into prod, with --yes too', async (other) => {
    const before = await inForce()
    const file = { ...completeFile('other.harbour'), stage: other }
    const { status, problems } = await onAws('put', fileOf(file), '--yes')
    expect(status).toBe(1)
    expect(problems).toBe('contacts: the file: must say "stage": "prod", the stage that its contacts are for\n')
    expect(await inForce()).toEqual(before)
  })

  const notFound = (name: string) => ({ __type: name, message: 'no' })
  test.each([
    ['GetAccount', { SendingEnabled: true, ProductionAccessEnabled: false }, /email: SES is in its sandbox/],
    ['GetAccount', { SendingEnabled: false, ProductionAccessEnabled: true }, /email: SES has paused sending/],
    ['GetEmailIdentity', notFound('NotFoundException'), /email: SES has not verified police\.harbour/],
    ['DescribeAccountAttributes', {}, /telephone: End User Messaging is in its sandbox/],
    ['DescribeSpendLimits', { SpendLimits: [] }, /sms: the account may spend \$0 a month.*\n.*call: the account/],
    ['DescribePhoneNumbers', notFound('ResourceNotFoundException'), /sms: the account has no such telephone number/],
    ['DescribePhoneNumbers', { PhoneNumbers: [{ Status: 'PENDING' }] }, /call: its telephone number is PENDING/],
    ['DescribePhoneNumbers', { PhoneNumbers: [{ Status: 'ACTIVE', NumberCapabilities: ['SMS'] }] }, /call: .*no VOICE/],
    [
      'DescribeSecret',
      notFound('ResourceNotFoundException'),
      /secret Harbour-prod\/contacts\/fife is not in Secrets Manager/,
    ],
  ])('finds what the account lacks, before a night does: %s %j', async (operation, answer, problem) => {
    answers = { ...account, [operation]: answer }
    const { problems, status } = await onAws('check', fileOf(fileWith('division-p', telephones)))
    expect(status).toBe(1)
    expect(problems).toMatch(problem)
  })

  test('finds a channel without a sender, and puts nothing unless told to', async () => {
    senders = { email: '', sms: '', call: '' }
    const before = await inForce()
    const changed = fileOf(fileWith('division-p', [{ channel: 'sms', address: '+447911654321' }]))
    const { problems, status } = await onAws('put', changed)
    expect(status).toBe(1)
    expect(problems).toContain('sms: the stage has no sender; name one in its settings, senders.sms')
    expect(problems).toContain('email: the stage has no sender')
    expect(await inForce()).toEqual(before)
    expect(await onAws('put', changed, '--yes')).toMatchObject({ status: 0 })
    expect(await inForce()).toContain('+447911654321')
  })

  test.each([
    [['push', 'x'], /push is not a command/],
    [['put'], /put takes one file/],
    [['show', 'more'], /show takes no words/],
    [['check', 'x', '--yes'], /--yes is an option of put only/],
  ])('refuses %j in one line', async (args, problem) => {
    const { problems, status } = await runScript('contacts.ts', args, {})
    expect(status).toBe(1)
    expect(problems).toMatch(/^contacts: .*\n$/)
    expect(problems).toMatch(problem)
  })

  test('says what to do when nothing runs on this machine', async () => {
    const { problems } = await runScript('contacts.ts', ['show', '--url', 'http://127.0.0.1:9'], {})
    expect(problems).toMatch(/^contacts: no Harbour runs at .*: npm start first, or set HARBOUR_STAGE for AWS\n$/)
  })
})

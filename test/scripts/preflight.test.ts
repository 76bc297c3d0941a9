import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Listening, listenLocally } from '../../infra/local/machine/listen.ts'

const trailArn = 'arn:aws:cloudtrail:eu-west-2:000000000000:trail/all'

/**
 * What the account answers, by operation; a text is the body of the query protocol, which STS and CloudFormation speak.
 */
type Account = Readonly<Record<string, object | string | { readonly refused: object }>>

const identity =
  '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Account>000000000000</Account><Arn>arn:aws:iam::000000000000:user/a</Arn><UserId>A</UserId></GetCallerIdentityResult></GetCallerIdentityResponse>'

const noStack = {
  refused:
    '<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id Harbour-dev does not exist</Message></Error><RequestId>r</RequestId></ErrorResponse>',
}

const stackIn = (status: string): string =>
  `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>Harbour-dev</StackName><CreationTime>2026-11-27T09:00:00Z</CreationTime><StackStatus>${status}</StackStatus></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`

/** An account that has all that a deployment needs. Forms as the API references of the services have them. */
const ready: Account = {
  GetCallerIdentity: identity,
  GetParameter: { Parameter: { Name: '/cdk-bootstrap/hnb659fds/version', Value: '29' } },
  DescribeTrails: { trailList: [{ Name: 'all', TrailARN: trailArn }] },
  GetTrailStatus: { IsLogging: true },
  GetEventSelectors: {
    AdvancedEventSelectors: [
      { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
      {
        FieldSelectors: [
          { Field: 'eventCategory', Equals: ['Data'] },
          { Field: 'resources.type', Equals: ['AWS::DynamoDB::Table'] },
        ],
      },
    ],
  },
  GetServiceQuota: { Quota: { Value: 1000 } },
  DescribeStacks: noStack,
}

let account: Account
let asked: string[]
let engine: Listening

beforeAll(async () => {
  const server = createServer(async (request, reply) => {
    const target = request.headers['x-amz-target']
    const form = new URLSearchParams(await text(request))
    const operation = (typeof target === 'string' ? target.split('.').at(-1) : form.get('Action')) ?? ''
    asked.push(operation)
    const answer = account[operation] ?? { refused: { __type: 'AccessDeniedException', message: 'not allowed' } }
    const isRefused = typeof answer === 'object' && 'refused' in answer
    const body = isRefused ? answer.refused : answer
    const type = typeof body === 'string' ? 'text/xml' : 'application/x-amz-json-1.1'
    reply.writeHead(isRefused ? 400 : 200, { 'content-type': type })
    reply.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  engine = await listenLocally(server)
})
afterAll(() => engine.close())
beforeEach(() => {
  account = ready
  asked = []
})

const script = join(import.meta.dirname, '../../scripts/preflight.ts')
const credentials = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' }

const run = async (environment: Readonly<Record<string, string>> = credentials, args: readonly string[] = []) => {
  const base = { PATH: process.env['PATH'], AWS_ENDPOINT_URL: engine.url, AWS_EC2_METADATA_DISABLED: 'true' }
  const files = { AWS_CONFIG_FILE: '/nonexistent', AWS_SHARED_CREDENTIALS_FILE: '/nonexistent', HOME: '/nonexistent' }
  const stage = { HARBOUR_STAGE: 'dev', HARBOUR_TEST_ADDRESS: 'me@police.uk' }
  const child = spawn(process.execPath, [script, ...args], { env: { ...base, ...files, ...stage, ...environment } })
  const [output, problems] = await Promise.all([text(child.stdout), text(child.stderr)])
  const status = child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve)))
  return { output, problems, status }
}

const openLines = (output: string): readonly string[] =>
  output.split('\n').filter((line) => line.startsWith('to do') || line.startsWith('could not check'))

describe('npm run preflight', () => {
  test('an account that has all that a deployment needs is ready', async () => {
    const { output, problems, status } = await run()
    expect(openLines(output)).toEqual([])
    expect(output).toContain('ready to deploy')
    expect({ problems, status }).toEqual({ problems: '', status: 0 })
  })

  test('a preflight only reads', async () => {
    await run()
    expect(asked.length).toBeGreaterThan(5)
    expect(asked.filter((operation) => !/^(Get|Describe)/.test(operation))).toEqual([])
  })

  test.each<[string, Account, RegExp]>([
    [
      'not bootstrapped',
      { GetParameter: { refused: { __type: 'ParameterNotFound', message: 'x' } } },
      /CDK is bootstrapped: run npx cdk bootstrap/,
    ],
    ['without a trail', { DescribeTrails: { trailList: [] } }, /management events: make a trail/],
    ['whose trail is stopped', { GetTrailStatus: { IsLogging: false } }, /management events: make a trail/],
    [
      'whose trail logs management events alone',
      { GetEventSelectors: { EventSelectors: [{ IncludeManagementEvents: true, DataResources: [] }] } },
      /data events of DynamoDB: make a trail/,
    ],
    ['that is new', { GetServiceQuota: { Quota: { Value: 10 } } }, /only 10 functions may run at once/],
    ['with a stack that failed', { DescribeStacks: stackIn('ROLLBACK_COMPLETE') }, /delete it before you deploy again/],
    ['with a stack in the middle of a change', { DescribeStacks: stackIn('UPDATE_IN_PROGRESS') }, /UPDATE_IN_PROGRESS/],
  ])('an account %s is not ready, and one line says what to do', async (_what, answers, words) => {
    account = { ...ready, ...answers }
    const { output, status } = await run()
    expect(openLines(output).join('\n')).toMatch(words)
    expect(status).toBe(1)
  })

  test('a stack that is there can be deployed again', async () => {
    account = { ...ready, DescribeStacks: stackIn('UPDATE_COMPLETE') }
    expect(await run()).toMatchObject({ status: 0, output: expect.stringContaining('UPDATE_COMPLETE') })
  })

  test('a call that is not allowed is no fault of the account: it could not be checked', async () => {
    const { DescribeTrails: _trails, ...rest } = ready
    account = rest
    const { output, status } = await run()
    expect(openLines(output)).toHaveLength(2)
    expect(output).toMatch(/could not check\s+CloudTrail logs management events: not allowed/)
    expect(status).toBe(1)
  })

  test('without credentials the files are checked, and one line says that the account was not', async () => {
    const { output, status } = await run({ HARBOUR_TEST_ADDRESS: '' })
    expect(openLines(output)).toEqual([
      expect.stringContaining('set HARBOUR_TEST_ADDRESS'),
      expect.stringMatching(/the AWS account: no credentials/),
    ])
    expect(asked).toEqual([])
    expect(status).toBe(1)
  })

  test('an unknown option is refused in one line', async () => {
    const { problems, status } = await run(credentials, ['--now'])
    expect(problems).toMatch(/^preflight: --now is not an option.*\n$/)
    expect(status).toBe(1)
  })
})

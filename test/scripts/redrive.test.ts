import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { json, text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Listening, listenLocally } from '../../infra/local/machine/listen.ts'
import { localRegion } from '../../infra/local/machine/local-client.ts'

/** The variables of a command that calls the stand-in instead of AWS. */
const environmentOf = (endpoint: string) => ({
  AWS_REGION: localRegion,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL: endpoint,
})

/**
 * The queues of an account: two of our stack with dead letters, one that holds what SNS could not deliver, and a
 * stranger's.
 */
const arnOf = (name: string) => `arn:aws:sqs:eu-west-2:000000000000:${name}`
const queues = {
  'Harbour-prod-RoutingReceivedQueueF538A8C6-a1': { deadLetters: 'Harbour-prod-RoutingReceivedDeadLetters0C9D9084-b2' },
  'Harbour-prod-RoutingReceivedDeadLetters0C9D9084-b2': { waiting: 3 },
  'Harbour-prod-RoutingDeskdivisionaQueueE588FA1A-c3': {
    deadLetters: 'Harbour-prod-RoutingDeskdivisionaDeadLetters41D7F96F-d4',
  },
  'Harbour-prod-RoutingDeskdivisionaDeadLetters41D7F96F-d4': { waiting: 0 },
  'Harbour-prod-UndeliveredQueue21D9BECC-e5': { waiting: 7 },
  'Harbour-dev-RoutingReceivedDeadLetters0C9D9084-f6': { waiting: 9 },
} satisfies Record<string, { readonly deadLetters?: string; readonly waiting?: number }>

interface Queue {
  readonly deadLetters?: string
  readonly waiting?: number
}
const queueOf = (name: string): Queue => (queues as Record<string, Queue>)[name] ?? {}

let moved: string[]
let engine: Listening

/**
 * Answers as SQS documents, and refuses what SQS would: pages are of two names, and a move needs dead letters of a
 * queue.
 */
const answer = (operation: string, input: Readonly<Record<string, string>>): readonly [number, object] => {
  if (operation === 'ListQueues') {
    const names = Object.keys(queues).filter((name) => name.startsWith(input['QueueNamePrefix'] ?? ''))
    const from = Number(input['NextToken'] ?? 0)
    const next = from + 2 < names.length && input['MaxResults'] !== undefined ? { NextToken: String(from + 2) } : {}
    return [200, { QueueUrls: names.slice(from, from + 2).map((name) => `${engine.url}/0/${name}`), ...next }]
  }
  if (operation === 'GetQueueAttributes') {
    const name = input['QueueUrl']?.split('/').at(-1) ?? ''
    const { deadLetters, waiting = 0 } = queueOf(name)
    const policy =
      deadLetters === undefined ? {} : { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf(deadLetters) }) }
    return [200, { Attributes: { QueueArn: arnOf(name), ApproximateNumberOfMessages: String(waiting), ...policy } }]
  }
  const source = input['SourceArn'] ?? ''
  const isDeadLetters = Object.keys(queues).some((name) => arnOf(queueOf(name).deadLetters ?? '') === source)
  if (operation !== 'StartMessageMoveTask' || !isDeadLetters || moved.includes(source)) {
    return [400, { __type: 'com.amazonaws.sqs#UnsupportedOperation', message: 'refused by the stand-in' }]
  }
  moved.push(source)
  return [200, { TaskHandle: 'handle' }]
}

beforeAll(async () => {
  const server = createServer(async (request, reply) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? ''
    const [status, body] = answer(operation, (await json(request)) as Record<string, string>)
    reply.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body))
  })
  engine = await listenLocally(server)
})
afterAll(() => engine.close())
beforeEach(() => {
  moved = []
})

const script = join(import.meta.dirname, '..', '..', 'scripts', 'redrive.ts')

const run = async (args: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
  const env = { PATH: process.env['PATH'], HARBOUR_STAGE: 'prod', ...environmentOf(engine.url), ...environment }
  const child = spawn(process.execPath, [script, ...args], { env })
  const [output, problems] = await Promise.all([text(child.stdout), text(child.stderr)])
  const status = child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve)))
  return { output, problems, status }
}

const counts = '     0  RoutingDeskdivisiona\n     3  RoutingReceived\n'

describe('npm run redrive', () => {
  test('counts what waits in each queue of dead letters of the stage, and moves nothing', async () => {
    expect(await run([])).toEqual({ output: counts, problems: '', status: 0 })
    expect(moved).toEqual([])
  })

  test.each([['all'], ['RoutingReceived']])('moves nothing of %s without --yes, and says so', async (name) => {
    const problems = 'redrive: nothing is moved yet: add --yes to move them\n'
    expect(await run([name])).toEqual({ output: counts, problems, status: 1 })
    expect(moved).toEqual([])
  })

  test.each([['all'], ['RoutingReceived']])('moves what waits in %s to the queue that it came from', async (name) => {
    const output = `${counts}RoutingReceived: 3 on their way\n`
    expect(await run([name, '--yes'])).toEqual({ output, problems: '', status: 0 })
    expect(moved).toEqual([arnOf('Harbour-prod-RoutingReceivedDeadLetters0C9D9084-b2')])
  })

  test('says when nothing waits', async () => {
    expect(await run(['RoutingDeskdivisiona', '--yes'])).toMatchObject({
      output: `${counts}nothing waits\n`,
      status: 0,
    })
  })

  test.each([
    ['a queue that is no dead letters', ['Undelivered'], {}, /^redrive: Undelivered is none of these.*\n$/],
    ['no stage', [], { HARBOUR_STAGE: '' }, /^redrive: no stage is named.*\n$/],
    ['two queues', ['RoutingReceived', 'all'], {}, /^redrive: name one queue, or all.*\n$/],
    [
      'an unknown option',
      ['--no'],
      {},
      /^redrive: --no is not an option; npm run redrive -- --help lists the options\n$/,
    ],
  ])('refuses %s in one line', async (_name, args, environment, problem) => {
    const { problems, status } = await run(args, environment)
    expect([status, moved]).toEqual([1, []])
    expect(problems).toMatch(problem)
  })
})

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { globSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { startLocalKms } from '../../infra/local/aws/kms.ts'
import { startMessages } from '../../infra/local/aws/messages.ts'
import { queueUrlAt } from '../../infra/local/aws/queues.ts'
import { localAccount, localRegion } from '../../infra/local/machine/local-client.ts'
import { createStack } from '../../infra/local/template/template.ts'
import { startDynamoDbLocal } from '../contracts/engines.ts'
import { adultInLeith, fullSubmission } from '../kit/submissions.ts'
import { startMeter } from './meter.ts'
import { type Billed, billedNames } from './prices.ts'
import { environmentAt, modulesOnTheWay, peerFolder } from './processes.ts'
import { createDeliveryTables, createIdempotencyTable, createReportTable } from './report-table.ts'

const sample = 20

/** An answer in every field, and so many characters of narrative. */
const withNarrative = (characters: number) => ({ ...fullSubmission, narrative: 'x'.repeat(characters) })

/** What else a report may be: two answers; just over an edge of its padding; a long one. */
const otherSubmissions = [adultInLeith, withNarrative(120), withNarrative(5000), withNarrative(20_000)]

const keyArn = 'arn:aws:kms:eu-west-2:000000000000:key/bench'
const resources = {
  Routing: { Type: 'AWS::SQS::Queue' },
  Desk: { Type: 'AWS::SQS::Queue' },
  Deliveries: { Type: 'AWS::SQS::Queue' },
  DeskTopic: { Type: 'AWS::SNS::Topic' },
}

const startEngines = async (jarDirectory: string) => {
  const table = await startDynamoDbLocal(jarDirectory)
  const kms = await startLocalKms({ keys: [{ keyId: 'bench', arn: keyArn }], authorize: () => true })
  const messages = await startMessages(undefined)
  const queueUrl = (name: string) => queueUrlAt(messages.url, name)
  const stack = createStack({ Resources: resources }, { region: localRegion, account: localAccount, queueUrl })
  await messages.fill(stack, 1)
  await createReportTable(table.url)
  await createIdempotencyTable(table.url)
  await createDeliveryTables(table.url)
  const meter = await startMeter({ dynamo: table.url, kms: kms.url, messages: messages.url })
  return {
    meter,
    topicArn: stack.attributeOf('DeskTopic', 'Ref'),
    stop: () => Promise.all([meter.close(), table.stop(), kms.close(), messages.close()]),
  }
}

/** Takes reports through the functions of one subject in a process of its own. */
const passAll = async (
  modules: readonly string[],
  body: string,
  { meter, topicArn }: Awaited<ReturnType<typeof startEngines>>,
): Promise<number> => {
  const queue = (name: string) => `${meter.url}/${localAccount}/${name}`
  const env = {
    ...environmentAt({ url: meter.url, deskQueueUrl: queue('Desk'), deskTopicArn: topicArn }),
    ROUTING_QUEUE_URL: queue('Routing'),
    ANY_DESK_QUEUE_URL: queue('Desk'),
  }
  const bodyFile = join(peerFolder, 'submission.json')
  writeFileSync(bodyFile, body)
  const args = [join(import.meta.dirname, 'way.mjs'), ...modules, String(sample), bodyFile]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let logBytes = 0
  child.stdout.on('data', (chunk: Buffer) => {
    logBytes += chunk.length
    if (process.env['SHOW']) process.stderr.write(chunk)
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`the subject ended with ${code}`)
  return logBytes
}

const billOf = async (modules: readonly string[], body: string, jarDirectory: string): Promise<Billed> => {
  const engines = await startEngines(jarDirectory)
  try {
    const { billed } = engines.meter
    billed.logBytes = await passAll(modules, body, engines)
    billed.invocations = modules.length * sample
    return Object.fromEntries(billedNames.map((name) => [name, billed[name] / sample])) as Billed
  } finally {
    await engines.stop()
  }
}

/** What one report of a length is billed on its way from the post to its first alert. */
export interface Price {
  /** Of the body, which is near what is sealed. */
  readonly bytes: number
  readonly ours: Billed
  readonly peer: Billed
}

/**
 * What one report is billed, ours and the peer's, and the same of shorter and longer ones; or why that was not
 * measured.
 */
export const measurePrice = async (): Promise<(Price & { readonly others: readonly Price[] }) | string> => {
  if (spawnSync('java', ['-version']).status !== 0) return "Amazon's DynamoDB engine needs Java 17"
  const [jar] = globSync('node_modules/**/DynamoDBLocal.jar', { cwd: peerFolder })
  if (jar === undefined) return "Amazon's DynamoDB engine could not be installed"
  const jarDirectory = dirname(join(peerFolder, jar))
  const measureOne = async (submission: object): Promise<Price> => {
    const body = JSON.stringify(submission)
    const ours = await billOf(modulesOnTheWay.ours, body, jarDirectory)
    const peer = await billOf(modulesOnTheWay.peer, body, jarDirectory)
    return { bytes: Buffer.byteLength(body), ours, peer }
  }
  const others: Price[] = []
  for (const submission of otherSubmissions) others.push(await measureOne(submission))
  return { ...(await measureOne(fullSubmission)), others }
}

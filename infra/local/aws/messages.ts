import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import {
  CreateTopicCommand,
  ListSubscriptionsCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns'
import { CreateQueueCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { type BuildAppOptions, buildApp } from 'fauxqs'
import type { Listening } from '../machine/listen.ts'
import { localAccount, localClient, localRegion } from '../machine/local-client.ts'
import type { ResolvedResource, Stack } from '../template/template.ts'

type Stores = NonNullable<BuildAppOptions['stores']>

interface Persistence {
  load(sqs: Stores['sqsStore'], sns: Stores['snsStore'], s3: Stores['s3Store']): void
  close(): void
}

/** Gives the URL of a queue. The functions get it from the template; the host in it is what they connect to. */
export const queueUrlAt = (engineUrl: string, name: string): string => `${engineUrl}/${localAccount}/${name}`

const importInternal = async (file: string): Promise<Record<string, new (...args: never[]) => unknown>> => {
  const packageJson = findPackageJSON('fauxqs', import.meta.url)
  if (packageJson === undefined) throw new Error('fauxqs is not installed: run npm install')
  return await import(pathToFileURL(join(dirname(packageJson), 'dist', file)).href)
}

/** Creates one of fauxqs' classes, which it does not export. Its version is pinned, and the tests of a restart would notice a change. */
const createInternal = async <Made>(file: string, className: string, ...args: readonly string[]): Promise<Made> => {
  const Internal = (await importInternal(file))[className]
  if (Internal === undefined) throw new Error(`fauxqs has no ${className} any more: see infra/local/aws/messages.ts`)
  return new Internal(...(args as never[])) as Made
}

const createStores = async (): Promise<Stores> => ({
  sqsStore: await createInternal('sqs/sqsStore.js', 'SqsStore'),
  snsStore: await createInternal('sns/snsStore.js', 'SnsStore'),
  s3Store: await createInternal('s3/s3Store.js', 'S3Store'),
})

/** Loads what was kept and keeps every change, as fauxqs' own start does. */
const keepStores = async (stores: Stores, dataDirectory: string): Promise<Persistence> => {
  const path = join(dataDirectory, 'messages')
  const persistence = await createInternal<Persistence>('persistence.js', 'PersistenceManager', path)
  persistence.load(stores.sqsStore, stores.snsStore, stores.s3Store)
  Object.assign(stores.sqsStore, { persistence })
  Object.assign(stores.snsStore, { persistence })
  for (const queue of stores.sqsStore.allQueues()) Object.assign(queue, { persistence })
  return persistence
}

const queueAttributes = ['VisibilityTimeout', 'DelaySeconds', 'MessageRetentionPeriod', 'RedrivePolicy'] as const

/** The shortest real time that a received message stays hidden, seconds: SQS counts in whole ones, and 0 would deliver it twice. */
const shortestVisibility = 1

const inRealTime = (attribute: (typeof queueAttributes)[number], value: unknown, speed: number): string => {
  if (attribute === 'VisibilityTimeout') return String(Math.max(shortestVisibility, Math.ceil(Number(value) / speed)))
  if (attribute === 'DelaySeconds') return String(Math.ceil(Number(value) / speed))
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const toAttributes = (properties: ResolvedResource['properties'], speed: number): Record<string, string> =>
  Object.fromEntries(
    queueAttributes
      .filter((attribute) => properties[attribute] !== undefined)
      .map((attribute) => [attribute, inRealTime(attribute, properties[attribute], speed)]),
  )

const createQueue = async (client: SQSClient, url: string, name: string, attributes: Record<string, string>) => {
  await client.send(new CreateQueueCommand({ QueueName: name }))
  await client.send(new SetQueueAttributesCommand({ QueueUrl: queueUrlAt(url, name), Attributes: attributes }))
}

const createQueues = async (stack: Stack, url: string, speed: number, client: SQSClient): Promise<void> => {
  for (const { logicalId, properties } of stack.resourcesOf('AWS::SQS::Queue')) {
    await createQueue(client, url, logicalId, toAttributes(properties, speed))
  }
}

/** Protocols that reach a person. */
const toPeople = ['email', 'email-json', 'sms', 'http', 'https']

const forgetSubscriptions = async (client: SNSClient): Promise<void> => {
  for (;;) {
    const { Subscriptions: found = [] } = await client.send(new ListSubscriptionsCommand({}))
    if (found.length === 0) return
    for (const { SubscriptionArn } of found) await client.send(new UnsubscribeCommand({ SubscriptionArn }))
  }
}

const filterOf = ({ properties }: ResolvedResource): Record<string, string> => {
  const { FilterPolicy, FilterPolicyScope } = properties
  return {
    ...(FilterPolicy === undefined ? {} : { FilterPolicy: JSON.stringify(FilterPolicy) }),
    ...(FilterPolicyScope === undefined ? {} : { FilterPolicyScope: String(FilterPolicyScope) }),
  }
}

/**
 * Creates the template's topics and subscriptions. One that would reach a person leads to a queue of this machine instead, one queue
 * for each filter policy, so that SNS applies the policies of the template.
 */
const createTopics = async (stack: Stack, url: string, sqs: SQSClient, sns: SNSClient): Promise<readonly string[]> => {
  for (const { logicalId } of stack.resourcesOf('AWS::SNS::Topic'))
    await sns.send(new CreateTopicCommand({ Name: logicalId }))
  await forgetSubscriptions(sns)
  const names = new Map<string, string>()
  for (const subscription of stack.resourcesOf('AWS::SNS::Subscription')) {
    const { TopicArn, Protocol } = subscription.properties
    if (!toPeople.includes(String(Protocol)))
      throw new Error(`an SNS subscription by ${String(Protocol)} has no local form`)
    const filter = filterOf(subscription)
    const name = names.get(JSON.stringify(filter)) ?? `alerts-${names.size}`
    if (!names.has(JSON.stringify(filter))) await createQueue(sqs, url, name, { VisibilityTimeout: '5' })
    names.set(JSON.stringify(filter), name)
    const Endpoint = `arn:aws:sqs:${localRegion}:${localAccount}:${name}`
    await sns.send(new SubscribeCommand({ TopicArn: String(TopicArn), Protocol: 'sqs', Endpoint, Attributes: filter }))
  }
  return [...names.values()].map((name) => queueUrlAt(url, name))
}

const createBuckets = async (stack: Stack, url: string): Promise<void> => {
  const s3 = new S3Client({ ...localClient(url), forcePathStyle: true })
  for (const { logicalId } of stack.resourcesOf('AWS::S3::Bucket')) {
    await s3.send(new CreateBucketCommand({ Bucket: stack.attributeOf(logicalId, 'Ref') }))
  }
  s3.destroy()
}

/** SQS and SNS before the template's queues and topics are made: their URLs need the port. */
export interface MessageEngine extends Listening {
  /** Makes the queues, topics and subscriptions of the template. `speed` shortens real waiting. @returns the URLs of the alert queues */
  fill(stack: Stack, speed: number): Promise<readonly string[]>
}

/**
 * Makes the queues, topics, subscriptions and buckets of a template in an engine that speaks SQS, SNS and S3 under one URL.
 *
 * @param speed - shortens real waiting
 * @returns the URLs of the queues that stand for people
 */
export const fillMessages = async (stack: Stack, url: string, speed: number): Promise<readonly string[]> => {
  const sqs = new SQSClient(localClient(url))
  const sns = new SNSClient(localClient(url))
  await createQueues(stack, url, speed, sqs)
  const alertQueues = await createTopics(stack, url, sqs, sns)
  await createBuckets(stack, url)
  sqs.destroy()
  sns.destroy()
  return alertQueues
}

/** Starts SQS and SNS (fauxqs) on 127.0.0.1. In memory, or kept under the data directory in SQLite. */
export const startMessages = async (dataDirectory: string | undefined): Promise<MessageEngine> => {
  const stores = await createStores()
  const persistence = dataDirectory === undefined ? undefined : await keepStores(stores, dataDirectory)
  const app = buildApp({ logger: false, host: '', defaultRegion: localRegion, stores })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    url,
    close: async () => {
      await app.close()
      persistence?.close()
    },
    fill: (stack, speed) => fillMessages(stack, url, speed),
  }
}

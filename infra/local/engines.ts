import { join } from 'node:path'
import { createKeyAccess } from './key-access.ts'
import { startLocalKms } from './kms/local-kms.ts'
import { localAccount, localRegion } from './local-client.ts'
import { keyIdOf } from './local-forms.ts'
import { queueUrlAt, startMessages } from './message-engine.ts'
import type { Started } from './started.ts'
import { startTables } from './table-engine.ts'
import { createStack, type Stack, type Template } from './template.ts'

/** Where the engines of this machine listen. */
export interface EngineUrls {
  readonly tables: string
  readonly messages: string
  readonly kms: string
}

/** The running engines, and the template as it is resolved to them. */
export interface Engines {
  readonly stack: Stack
  readonly urls: EngineUrls
  /** The queues that stand for the people whom subscriptions reach. */
  readonly alertQueueUrls: readonly string[]
}

/** How the engines are started. */
export interface EngineOptions {
  readonly template: Template
  /** Shortens real waiting, such as visibility timeouts. */
  readonly speed: number
  readonly dataDirectory: string | undefined
}

const startKms = (stack: Stack, dataDirectory: string | undefined) => {
  const arnOf = (logicalId: string) => stack.attributeOf(logicalId, 'Arn')
  const keys = stack.resourcesOf('AWS::KMS::Key')
  return startLocalKms({
    keys: keys.map(({ logicalId }) => ({ keyId: keyIdOf(logicalId), arn: arnOf(logicalId) })),
    ...(dataDirectory === undefined ? {} : { dataFile: join(dataDirectory, 'keys.json') }),
    authorize: createKeyAccess(stack, arnOf),
  })
}

/** Starts DynamoDB, SQS, SNS and KMS on 127.0.0.1 and makes in them what the template says. */
export const startEngines = async (options: EngineOptions, started: Started): Promise<Engines> => {
  const { template, speed, dataDirectory } = options
  const messages = await startMessages(dataDirectory)
  started.add(messages.close)
  const queueUrl = (name: string) => queueUrlAt(messages.url, name)
  const stack = createStack(template, { region: localRegion, account: localAccount, queueUrl })
  const tables = await startTables(stack, dataDirectory)
  started.add(tables.close)
  const kms = await startKms(stack, dataDirectory)
  started.add(kms.close)
  const alertQueueUrls = await messages.fill(stack, speed)
  return { stack, urls: { tables: tables.url, messages: messages.url, kms: kms.url }, alertQueueUrls }
}

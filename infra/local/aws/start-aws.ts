import { join } from 'node:path'
import { createKeyAccess } from '../iam/key-access.ts'
import type { HarbourClock } from '../machine/clock.ts'
import type { Started } from '../machine/closers.ts'
import { localAccount, localRegion } from '../machine/local-client.ts'
import { keyIdOf } from '../template/resource-names.ts'
import { createStack, type Stack, type Template } from '../template/template.ts'
import { clientIdIn, type OfficerProvider, startOfficers } from './cognito.ts'
import { startTables } from './dynamodb.ts'
import { startLocalKms } from './kms.ts'
import { queueUrlAt, startMessages } from './messages.ts'
import { createSessions, type Sessions, startLocalSts } from './sts.ts'

/** Where the engines of this machine listen. */
export interface EngineUrls {
  readonly tables: string
  readonly messages: string
  readonly kms: string
  readonly sts: string
}

/** The running engines, and the template as it is resolved to them. */
export interface Engines {
  readonly stack: Stack
  readonly urls: EngineUrls
  /** The queues that stand for the people whom subscriptions reach. */
  readonly alertQueueUrls: readonly string[]
  /** Where officers sign in; undefined where the stack has no user pool. */
  readonly officers: OfficerProvider | undefined
}

/** How the engines are started. */
export interface EngineOptions {
  readonly template: Template
  /** Shortens real waiting, such as visibility timeouts. */
  readonly speed: number
  readonly dataDirectory: string | undefined
  readonly clock: HarbourClock
}

const startKms = (stack: Stack, dataDirectory: string | undefined, sessions: Sessions) => {
  const arnOf = (logicalId: string) => stack.attributeOf(logicalId, 'Arn')
  const keys = stack.resourcesOf('AWS::KMS::Key')
  return startLocalKms({
    keys: keys.map(({ logicalId }) => ({ keyId: keyIdOf(logicalId), arn: arnOf(logicalId) })),
    ...(dataDirectory === undefined ? {} : { dataFile: join(dataDirectory, 'keys.json') }),
    authorize: createKeyAccess(stack, sessions.callerOf),
  })
}

const startSignIn = async (options: EngineOptions, started: Started): Promise<OfficerProvider | undefined> => {
  const clientId = clientIdIn(options.template)
  if (clientId === undefined) return undefined
  const officers = await startOfficers({ ...options, clientId })
  started.add(officers.close)
  return officers
}

/** Starts DynamoDB, SQS, SNS, S3, KMS, STS and sign-in on 127.0.0.1 and makes in them what the template says. */
export const startEngines = async (options: EngineOptions, started: Started): Promise<Engines> => {
  const { template, speed, dataDirectory } = options
  const messages = await startMessages(dataDirectory)
  started.add(messages.close)
  const queueUrl = (name: string) => queueUrlAt(messages.url, name)
  const officers = await startSignIn(options, started)
  const place = { region: localRegion, account: localAccount, queueUrl, issuer: officers?.issuer }
  const stack = createStack(template, place)
  const tables = await startTables(stack, dataDirectory)
  started.add(tables.close)
  const sessions = createSessions()
  const kms = await startKms(stack, dataDirectory, sessions)
  started.add(kms.close)
  const sts = await startLocalSts(stack, sessions)
  started.add(sts.close)
  const alertQueueUrls = await messages.fill(stack, speed)
  const urls = { tables: tables.url, messages: messages.url, kms: kms.url, sts: sts.url }
  return { stack, urls, alertQueueUrls, officers }
}

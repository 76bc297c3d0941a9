import { join } from 'node:path'
import type { AlertLog } from '../alerts/alert-log.ts'
import { createCallAccess } from '../iam/call-access.ts'
import { createKeyAccess } from '../iam/key-access.ts'
import type { HarbourClock } from '../machine/clock.ts'
import type { Closers } from '../machine/closers.ts'
import { keysFile } from '../machine/data-directory.ts'
import { localAccount, localRegion } from '../machine/local-client.ts'
import { startReceiver } from '../outside/https-receiver.ts'
import { createKnown } from '../outside/known.ts'
import { startMessaging } from '../outside/messaging.ts'
import { createOutbox } from '../outside/outbox.ts'
import { keyIdOf } from '../template/resource-names.ts'
import { createStack, type Stack, type Template } from '../template/template.ts'
import { type OfficerProvider, signInClientsIn, startOfficers } from './cognito.ts'
import { startTables } from './dynamodb.ts'
import { type Guarded, startGuard } from './guard.ts'
import { startLocalKms } from './kms.ts'
import { startMessages } from './messages.ts'
import { queueUrlAt } from './queues.ts'
import { createSessions, type Sessions, startLocalSts } from './sts.ts'

/**
 * Where functions find the local stand-ins for the AWS services: behind the guard, or asking the policies themselves.
 */
export interface ServiceUrls {
  /** DynamoDB. */
  readonly tables: string
  /** SQS, SNS and S3. */
  readonly messages: string
  readonly kms: string
  readonly sts: string
  /** SES, End User Messaging and Secrets Manager. */
  readonly messaging: string
}

/** The running stand-ins for the AWS services, and the template resolved to their names and URLs. */
export interface Services {
  readonly stack: Stack
  readonly urls: ServiceUrls
  /** SQS, SNS and S3 for this machine itself, which the policies have no say in. */
  readonly messagesUrl: string
  /** DynamoDB for this machine itself. */
  readonly tablesUrl: string
  /** Where every post of a function over https arrives. */
  readonly receiverUrl: string
  /** Where officers sign in; undefined where the template has no client of a user pool. */
  readonly officers: OfficerProvider | undefined
}

/** How the services are started. */
export interface ServiceOptions {
  readonly template: Template
  /** Shortens real waiting, such as visibility timeouts. */
  readonly speed: number
  readonly dataDirectory: string | undefined
  readonly clock: HarbourClock
  /** Receives every message that leaves Harbour. */
  readonly alerts: AlertLog
}

/**
 * Starts the stand-ins for DynamoDB, SQS, SNS, S3, KMS, STS, Cognito and the services of messages on 127.0.0.1, and
 * creates the template's resources in them. Adds how to close each of them to the closers.
 */
export const startServices = async (options: ServiceOptions, closers: Closers): Promise<Services> => {
  const { template, speed, dataDirectory, clock, alerts } = options
  const messages = await startMessages(dataDirectory)
  closers.add(messages.close)
  const guarded = Promise.withResolvers<Guarded>()
  const guard = await startGuard(guarded.promise, speed)
  closers.add(guard.close)
  const queueUrl = (name: string) => queueUrlAt(guard.url, name)
  const officers = await startSignIn(options, closers)
  const place = { region: localRegion, account: localAccount, queueUrl, issuer: officers?.issuer }
  const stack = createStack(template, place)
  const tables = await startTables(stack, dataDirectory)
  closers.add(tables.close)
  const sessions = createSessions()
  const kms = await startKms(stack, dataDirectory, sessions)
  closers.add(kms.close)
  const sts = await startLocalSts(stack, sessions)
  closers.add(sts.close)
  await messages.fill(stack, speed)
  const known = createKnown(stack, tables.url)
  const record = createOutbox({ log: alerts, clock, findDigest: known.findDigest })
  const isAllowed = createCallAccess(stack)
  const messaging = await startMessaging({ callerOf: sessions.callerOf, isAllowed, record })
  closers.add(messaging.close)
  const receiver = await startReceiver({ known, record })
  closers.add(receiver.close)
  guarded.resolve({
    urls: { dynamodb: tables.url, sqs: messages.url, sns: messages.url, s3: messages.url },
    callerOf: sessions.callerOf,
    isAllowed,
    partitionKeyOf: createPartitionKeys(stack),
  })
  const urls = { tables: guard.url, messages: guard.url, kms: kms.url, sts: sts.url, messaging: messaging.url }
  return { stack, urls, messagesUrl: messages.url, tablesUrl: tables.url, receiverUrl: receiver.url, officers }
}

const createPartitionKeys = (stack: Stack): ((table: string) => string | undefined) => {
  const keys = new Map(
    stack.resourcesOf('AWS::DynamoDB::GlobalTable').map(({ logicalId, properties }) => {
      const schema = properties['KeySchema'] as ReadonlyArray<{ AttributeName: string; KeyType: string }> | undefined
      return [logicalId, schema?.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName]
    }),
  )
  return (table) => keys.get(table)
}

const startSignIn = async (options: ServiceOptions, closers: Closers): Promise<OfficerProvider | undefined> => {
  const [first, ...others] = signInClientsIn(options.template)
  if (first === undefined) return undefined
  const officers = await startOfficers({ ...options, clients: [first, ...others] })
  closers.add(officers.close)
  return officers
}

const startKms = (stack: Stack, dataDirectory: string | undefined, sessions: Sessions) => {
  const arnOf = (logicalId: string) => stack.attributeOf(logicalId, 'Arn')
  const keys = stack.resourcesOf('AWS::KMS::Key')
  return startLocalKms({
    keys: keys.map(({ logicalId }) => ({ keyId: keyIdOf(logicalId), arn: arnOf(logicalId) })),
    ...(dataDirectory === undefined ? {} : { dataFile: join(dataDirectory, keysFile) }),
    authorize: createKeyAccess(stack, sessions.callerOf),
  })
}

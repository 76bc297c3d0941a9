import { CreateQueueCommand, SetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs'
import { localAccount } from '../machine/local-client.ts'
import type { Properties, Stack } from '../template/template.ts'

/** Returns the URL of a queue in the stand-in for SQS at this URL. */
export const queueUrlAt = (messagesUrl: string, name: string): string => `${messagesUrl}/${localAccount}/${name}`

/** A queue to create. */
export interface NewQueue {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
}

/** Creates a queue, or gives an existing one these attributes. */
export const createQueue = async (client: SQSClient, url: string, { name, attributes }: NewQueue): Promise<void> => {
  await client.send(new CreateQueueCommand({ QueueName: name }))
  await client.send(new SetQueueAttributesCommand({ QueueUrl: queueUrlAt(url, name), Attributes: attributes }))
}

/** Returns the template's queues, with their waiting times in real seconds. */
export const queuesOf = (stack: Stack, speed: number): readonly NewQueue[] =>
  stack.resourcesOf('AWS::SQS::Queue').map(({ logicalId, properties }) => ({
    name: logicalId,
    attributes: toAttributes(properties, speed),
  }))

const attributeNames = ['VisibilityTimeout', 'DelaySeconds', 'MessageRetentionPeriod', 'RedrivePolicy'] as const

const toAttributes = (properties: Properties, speed: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    attributeNames
      .filter((name) => properties[name] !== undefined)
      .map((name) => [name, toRealTime(name, properties[name], speed)]),
  )

const toRealTime = (name: (typeof attributeNames)[number], value: unknown, speed: number): string => {
  if (name === 'VisibilityTimeout') return String(Math.max(shortestVisibility, Math.ceil(Number(value) / speed)))
  if (name === 'DelaySeconds') return String(Math.ceil(Number(value) / speed))
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/**
 * The shortest time that SQS hides a received message here, real seconds. SQS counts in whole seconds, and with 0 it
 * would deliver the message again at once.
 */
const shortestVisibility = 1

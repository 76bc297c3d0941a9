import {
  GetQueueAttributesCommand,
  paginateListQueues,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'

/** A queue of dead letters whose messages came from a queue of ours. */
export interface DeadLetters {
  /** Such as `RoutingDesk`: the name without stack, suffix and `DeadLetters`. */
  readonly name: string
  readonly arn: string
  /** How many messages wait, about. */
  readonly waiting: number
}

/** Returns the name that `npm run redrive` has for a queue of dead letters. */
export const redriveNameOf = (arn: string, stackName: string): string =>
  (arn.split(':').at(-1) ?? arn).replace(`${stackName}-`, '').replace(/DeadLetters[0-9A-F]{8}-\w+$/, '')

const attributesOf = async (sqs: SQSClient, QueueUrl: string) => {
  const names = ['QueueArn', 'ApproximateNumberOfMessages', 'RedrivePolicy'] as const
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] })
  const { Attributes = {} } = await sqs.send(command)
  const policy: unknown = JSON.parse(Attributes['RedrivePolicy'] ?? '{}')
  const { deadLetterTargetArn } = policy as { readonly deadLetterTargetArn?: string }
  return {
    arn: Attributes['QueueArn'] ?? '',
    waiting: Number(Attributes['ApproximateNumberOfMessages']),
    deadLetterTargetArn,
  }
}

/**
 * Finds the dead letters of a stack. What SNS or EventBridge could not deliver is not among them: SQS moves only what
 * came from a queue.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export const findDeadLetters = async (sqs: SQSClient, stackName: string): Promise<readonly DeadLetters[]> => {
  const urls: string[] = []
  for await (const page of paginateListQueues({ client: sqs, pageSize: 1000 }, { QueueNamePrefix: `${stackName}-` })) {
    urls.push(...(page.QueueUrls ?? []))
  }
  const queues = await Promise.all(urls.map((url) => attributesOf(sqs, url)))
  const targets = new Set(queues.map(({ deadLetterTargetArn }) => deadLetterTargetArn))
  return queues
    .filter(({ arn }) => targets.has(arn))
    .map(({ arn, waiting }) => ({ name: redriveNameOf(arn, stackName), arn, waiting }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

/** Lets SQS move the messages to the queue that they came from. @throws when a move of the same queue still runs */
export const redrive = async (sqs: SQSClient, { arn }: DeadLetters): Promise<void> => {
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arn }))
}

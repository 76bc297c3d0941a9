import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll } from 'vitest'
import { fillMessages, startMessages } from '../../infra/local/aws/messages.ts'
import { queueUrlAt } from '../../infra/local/aws/queues.ts'
import { localAccount, localClient, localRegion } from '../../infra/local/machine/local-client.ts'
import { createStack, type Resource } from '../../infra/local/template/template.ts'
import { createSns, createSqs } from '../../shared/adapters/aws-clients.ts'
import { createAlertTopics } from '../../shared/adapters/sns-topics.ts'
import { createDeskQueues, createRoutingQueue } from '../../shared/adapters/sqs-queues.ts'
import { type Desk, desks } from '../../shared/domain/desk.ts'
import type { Audience } from '../../shared/domain/ladder.ts'
import { parseReportMessage } from '../../shared/lambda/sqs-batch.ts'
import { createFakeTopics } from '../fakes/alert-topics.ts'
import { createFakeDeskQueues, createFakeRoutingQueue } from '../fakes/queues.ts'
import { describeQueues, type QueuePorts } from './queues.ts'

const closers: Array<() => Promise<void>> = []
afterAll(async () => {
  for (const close of closers) await close()
})

const recipients = ['duty', 'supervisor'] as const
const nameOf = (desk: Desk) => `Desk${desk.replaceAll('-', '')}`

/** A queue and a topic a desk, each topic with the two subscriptions that the stack gives it. */
const resources: Record<string, Resource> = { Routing: { Type: 'AWS::SQS::Queue' } }
for (const desk of desks) {
  const name = nameOf(desk)
  resources[name] = { Type: 'AWS::SQS::Queue' }
  resources[`${name}Topic`] = { Type: 'AWS::SNS::Topic' }
  for (const each of recipients) {
    const Properties = {
      Protocol: 'email',
      Endpoint: `${desk}-${each}@example.org`,
      TopicArn: { Ref: `${name}Topic` },
      FilterPolicy: { recipients: [each], desk: [desk] },
    }
    resources[`${name}${each}`] = { Type: 'AWS::SNS::Subscription', Properties }
  }
}

const createOnFauxqs = async (): Promise<QueuePorts> => {
  const messages = await startMessages(undefined)
  closers.push(messages.close)
  return createOn(messages.url)
}

const createOn = async (url: string): Promise<QueuePorts> => {
  const queueUrl = (name: string) => queueUrlAt(url, name)
  const stack = createStack({ Resources: resources }, { region: localRegion, account: localAccount, queueUrl })
  const alertQueueUrls = await fillMessages(stack, url, 1)
  const sqs = createSqs(localClient(url))
  const sns = createSns(localClient(url))

  const receiveAll = async (url: string): Promise<readonly string[]> => {
    const bodies: string[] = []
    for (;;) {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }))
      if (Messages.length === 0) return bodies
      for (const { Body = '', ReceiptHandle } of Messages) {
        bodies.push(Body)
        await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }))
      }
    }
  }
  const reportIds = async (name: string) => (await receiveAll(queueUrl(name))).map(parseReportMessage)
  const alertQueueOf = ({ desk, recipients: each }: Audience) =>
    alertQueueUrls[desks.indexOf(desk) * recipients.length + recipients.indexOf(each)] ?? ''
  const textOf = (body: string): string => (JSON.parse(body) as { readonly Message: string }).Message
  const byDesk = (toValue: (desk: Desk) => string) =>
    Object.fromEntries(desks.map((desk) => [desk, toValue(desk)])) as Record<Desk, string>

  return {
    routingQueue: createRoutingQueue({ sqs, queueUrl: queueUrl('Routing') }),
    deskQueues: createDeskQueues({ sqs, queueUrls: byDesk((desk) => queueUrl(nameOf(desk))) }),
    topics: createAlertTopics({
      client: sns,
      topicArns: byDesk((desk) => stack.attributeOf(`${nameOf(desk)}Topic`, 'Ref')),
    }),
    routed: () => reportIds('Routing'),
    sentTo: (desk) => reportIds(nameOf(desk)),
    told: async (audience) => (await receiveAll(alertQueueOf(audience))).map(textOf),
  }
}

const createInMemory = async (): Promise<QueuePorts> => {
  const routingQueue = createFakeRoutingQueue()
  const deskQueues = createFakeDeskQueues()
  const topics = createFakeTopics()
  const taken = <Sent>(sent: Sent[], isMeant: (each: Sent) => boolean): readonly Sent[] => {
    const found = sent.filter(isMeant)
    sent.splice(0, sent.length, ...sent.filter((each) => !isMeant(each)))
    return found
  }
  return {
    routingQueue,
    deskQueues,
    topics,
    routed: async () => taken(routingQueue.sent, () => true),
    sentTo: async (desk) => taken(deskQueues.sent, ([to]) => to === desk).map(([, reportId]) => reportId),
    told: async ({ desk, recipients: each }) =>
      taken(topics.published, (one) => one.desk === desk && one.recipients === each).map(({ alert }) => alert.text),
  }
}

describeQueues('memory', createInMemory)
describeQueues('fauxqs', createOnFauxqs)

const moto = process.env['MOTO_URL']
if (moto !== undefined) describeQueues('moto', () => createOn(moto))

import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll } from 'vitest'
import { fillMessages, startMessages } from '../../infra/local/aws/messages.ts'
import { queueUrlAt } from '../../infra/local/aws/queues.ts'
import { localAccount, localClient, localRegion } from '../../infra/local/machine/local-client.ts'
import { createStack, type Resource } from '../../infra/local/template/template.ts'
import { createSqs } from '../../shared/adapters/aws-clients.ts'
import { createDeliveryQueue } from '../../shared/adapters/sqs-deliveries.ts'
import { createDeskQueues, createRoutingQueue } from '../../shared/adapters/sqs-queues.ts'
import { type DeskQueueName, deskQueueNames } from '../../shared/domain/desk-queue.ts'
import { parseDelivery, parseReportMessage } from '../../shared/lambda/sqs-batch.ts'
import { createFakeDeliveryQueue } from '../fakes/deliveries.ts'
import { createFakeDeskQueues, createFakeRoutingQueue } from '../fakes/queues.ts'
import { describeQueues, type QueuePorts } from './queues.ts'

const closers: Array<() => Promise<void>> = []
afterAll(async () => {
  for (const close of closers) await close()
})

const nameOf = (queue: DeskQueueName) => `Desk${queue.replaceAll('-', '')}`

const resources: Record<string, Resource> = Object.fromEntries(
  ['Routing', 'Deliveries', ...deskQueueNames.map(nameOf)].map((name) => [name, { Type: 'AWS::SQS::Queue' }]),
)

const createOnFauxqs = async (): Promise<QueuePorts> => {
  const messages = await startMessages(undefined)
  closers.push(messages.close)
  return createOn(messages.url)
}

const createOn = async (url: string): Promise<QueuePorts> => {
  const queueUrl = (name: string) => queueUrlAt(url, name)
  const stack = createStack({ Resources: resources }, { region: localRegion, account: localAccount, queueUrl })
  await fillMessages(stack, url, 1)
  const sqs = createSqs(localClient(url))

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
  const queueUrls = Object.fromEntries(deskQueueNames.map((name) => [name, queueUrl(nameOf(name))]))

  return {
    routingQueue: createRoutingQueue({ sqs, queueUrl: queueUrl('Routing') }),
    deskQueues: createDeskQueues({ sqs, queueUrls: queueUrls as Record<DeskQueueName, string> }),
    deliveries: createDeliveryQueue({ sqs, queueUrl: queueUrl('Deliveries') }),
    routed: () => reportIds('Routing'),
    sentTo: (queue) => reportIds(nameOf(queue)),
    delivered: async () => (await receiveAll(queueUrl('Deliveries'))).map(parseDelivery),
  }
}

const createInMemory = async (): Promise<QueuePorts> => {
  const routingQueue = createFakeRoutingQueue()
  const deskQueues = createFakeDeskQueues()
  const deliveries = createFakeDeliveryQueue()
  const taken = <Sent>(sent: Sent[], isMeant: (each: Sent) => boolean): readonly Sent[] => {
    const found = sent.filter(isMeant)
    sent.splice(0, sent.length, ...sent.filter((each) => !isMeant(each)))
    return found
  }
  return {
    routingQueue,
    deskQueues,
    deliveries,
    routed: async () => taken(routingQueue.sent, () => true),
    sentTo: async (queue) => taken(deskQueues.sent, ([to]) => to === queue).map(([, reportId]) => reportId),
    delivered: async () =>
      taken(deliveries.sent, ({ delaySeconds }) => delaySeconds === 0).map(({ delivery }) => delivery),
  }
}

describeQueues('memory', createInMemory)
describeQueues('fauxqs', createOnFauxqs)

const moto = process.env['MOTO_URL']
if (moto !== undefined) describeQueues('moto', () => createOn(moto))

import {
  CreateTopicCommand,
  ListSubscriptionsCommand,
  type SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns'
import { localAccount, localRegion } from '../machine/local-client.ts'
import type { Properties, ResolvedResource, Stack } from '../template/template.ts'

/** Creates the template's topics, and forgets the subscriptions of the previous start. */
export const createTopics = async (stack: Stack, client: SNSClient): Promise<void> => {
  for (const { logicalId } of stack.resourcesOf('AWS::SNS::Topic')) {
    await client.send(new CreateTopicCommand({ Name: logicalId }))
  }
  await forgetSubscriptions(client)
}

/** A queue that receives what the subscriptions with one filter policy would send to people. */
export interface AlertQueue {
  readonly name: string
  readonly filter: Readonly<Record<string, string>>
  readonly topicArns: readonly string[]
}

/**
 * Returns the queues that stand for the people whom the template's subscriptions reach: one queue for each filter
 * policy, so that SNS applies the policies of the template.
 *
 * @throws Error for a subscription that would not reach a person
 */
export const alertQueuesOf = (stack: Stack): readonly AlertQueue[] => {
  const subscriptions = stack.resourcesOf('AWS::SNS::Subscription')
  for (const subscription of subscriptions) checkProtocol(subscription)
  const byFilter = Map.groupBy(subscriptions, ({ properties }) => JSON.stringify(filterOf(properties)))
  return [...byFilter.values()].map((sameFilter, index) => ({
    name: `alerts-${index}`,
    filter: filterOf(sameFilter[0]?.properties ?? {}),
    topicArns: sameFilter.map(({ properties }) => String(properties['TopicArn'])),
  }))
}

/** Subscribes a queue to its topics. The queue must exist. */
export const subscribe = async (client: SNSClient, { name, filter, topicArns }: AlertQueue): Promise<void> => {
  const Endpoint = `arn:aws:sqs:${localRegion}:${localAccount}:${name}`
  for (const TopicArn of topicArns) {
    await client.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes: filter }))
  }
}

const forgetSubscriptions = async (client: SNSClient): Promise<void> => {
  for (;;) {
    const { Subscriptions: found = [] } = await client.send(new ListSubscriptionsCommand({}))
    if (found.length === 0) return
    for (const { SubscriptionArn } of found) await client.send(new UnsubscribeCommand({ SubscriptionArn }))
  }
}

const protocolsToPeople = ['email', 'email-json', 'sms', 'http', 'https']

const checkProtocol = ({ logicalId, properties }: ResolvedResource): void => {
  const protocol = String(properties['Protocol'])
  if (protocolsToPeople.includes(protocol)) return
  throw new Error(
    `the protocol ${protocol} of ${logicalId} is not supported by the local stack; use ${protocolsToPeople.join(', ')}`,
  )
}

const filterOf = ({ FilterPolicy, FilterPolicyScope }: Properties): Readonly<Record<string, string>> => ({
  ...(FilterPolicy === undefined ? {} : { FilterPolicy: JSON.stringify(FilterPolicy) }),
  ...(FilterPolicyScope === undefined ? {} : { FilterPolicyScope: String(FilterPolicyScope) }),
})

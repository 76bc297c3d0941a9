import { CreateTopicCommand, type SNSClient } from '@aws-sdk/client-sns'
import type { Stack } from '../template/template.ts'

/**
 * Creates the template's topics. Their subscriptions are those of operators, whom CloudWatch notifies on AWS alone.
 */
export const createTopics = async (stack: Stack, client: SNSClient): Promise<void> => {
  for (const { logicalId } of stack.resourcesOf('AWS::SNS::Topic')) {
    await client.send(new CreateTopicCommand({ Name: logicalId }))
  }
}

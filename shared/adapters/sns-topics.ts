import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns'
import type { Desk } from '../domain/desk.ts'
import type { AlertTopics } from '../ports/queues.ts'

const attribute = (value: string) => ({ DataType: 'String', StringValue: value })

/**
 * The desks' topics on SNS. Attributes are identifiers only; subscriptions filter on `recipients`. `desk` names the
 * desk whose topic it is, `reportDesk` the one that owns the report.
 */
export const createAlertTopics = (config: {
  readonly client: SNSClient
  readonly topicArns: Readonly<Record<Desk, string>>
}): AlertTopics => ({
  publish: async (audience, alert) => {
    await config.client.send(
      new PublishCommand({
        TopicArn: config.topicArns[audience.desk],
        Message: alert.text,
        MessageAttributes: {
          recipients: attribute(audience.recipients),
          desk: attribute(audience.desk),
          reportDesk: attribute(alert.desk),
          step: attribute(String(alert.rung)),
          kind: attribute(alert.kind),
          reportId: attribute(alert.reportId),
        },
      }),
    )
  },
})

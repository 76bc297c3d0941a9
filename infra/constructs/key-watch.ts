import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events'
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets'
import { Construct } from 'constructs'
import { watchedKeyCalls } from '../../shared/domain/key-calls.ts'
import type { OperatorTopic } from './operator-topic.ts'
import type { Undelivered } from './undelivered.ts'

/** One mail serves every key, and an event names a key by its ARN alone: the runbook says what each key is for. */
const impact =
  'depends on the key. Somebody else may read reports or what is at rest, or nobody may open a report, alerts may not be sent, or the canary may be forged or stop'

/** What the watch is made with. */
export interface KeyWatchProps {
  readonly title: string
  readonly keyArns: readonly string[]
  readonly operators: OperatorTopic
  /** Keeps what could not be sent to the operators; its alarm rings. */
  readonly undelivered: Undelivered
}

/**
 * Notifies the operators of every call that changes, stops, deletes or copies a key, our own deployments' included.
 * EventBridge gets such calls only while a trail of the account logs management events; the account owner keeps that
 * trail (decision 23).
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/event-types.html: "a CloudTrail trail with logging
 * enabled is required"
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/ct-put-key-policy.html: the key's ARN stands in
 * `resources`
 */
export class KeyWatch extends Construct {
  constructor(scope: Construct, id: string, { title, keyArns, operators, undelivered }: KeyWatchProps) {
    super(scope, id)
    const rule = new Rule(this, 'Rule', {
      eventPattern: {
        source: ['aws.kms'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: ['kms.amazonaws.com'],
          eventName: [...watchedKeyCalls],
          resources: { ARN: [...keyArns] },
        },
      },
    })
    const call = EventField.fromPath('$.detail.eventName')
    const who = EventField.fromPath('$.detail.userIdentity.arn')
    const key = EventField.fromPath('$.detail.resources[0].ARN')
    const text = [
      `${title}: ${call} of ${key} by ${who} at ${EventField.fromPath('$.detail.eventTime')}.`,
      `Impact: ${impact}. Runbook: docs/operations.md#key-changed`,
    ].join(' ')
    rule.addTarget(
      new SnsTopic(operators.topic, { message: RuleTargetInput.fromText(text), deadLetterQueue: undelivered.queue }),
    )
  }
}

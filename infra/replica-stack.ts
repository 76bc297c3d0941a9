import { Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { StageConfig } from './config.ts'
import { KeyWatch } from './constructs/key-watch.ts'
import { EnvelopeKey, TransportKey } from './constructs/keys.ts'
import { OperatorTopic } from './constructs/operator-topic.ts'
import { Undelivered } from './constructs/undelivered.ts'
import type { Placement } from './placement.ts'

/** What makes the second region's stack. */
export interface ReplicaStackProps extends StackProps {
  readonly config: StageConfig
  readonly placement: Placement
}

/**
 * The second region while the first one lives: copies of the keys, whose policies name nobody who may use them, and the
 * watch on both. The table's copy belongs to the first region's stack. Construct ids agree with those of HarbourStack,
 * which takes this stack's place when the first region is lost.
 */
export class ReplicaStack extends Stack {
  constructor(scope: Construct, id: string, { config, placement, ...props }: ReplicaStackProps) {
    super(scope, id, props)
    const { title, operators: addresses, settings } = config
    const transportKey = new TransportKey(this, 'TransportKey', placement.transportKey)
    const envelopeKey = new EnvelopeKey(this, 'EnvelopeKey', placement.envelopeKey)
    const undelivered = new Undelivered(this, 'Undelivered', transportKey)
    const { alarmUrl } = settings
    const operators = new OperatorTopic(this, 'Operators', { title, transportKey, undelivered, addresses, alarmUrl })
    operators.ringUndelivered(this)
    const keyArns = [envelopeKey.keyArn, transportKey.key.keyArn]
    new KeyWatch(this, 'KeyWatch', { title, keyArns, operators, undelivered })
  }
}

import { type Duration, RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import { deliveryKeys } from '../../shared/domain/delivery-keys.ts'
import type { HarbourFunction } from './harbour-function.ts'
import type { TransportKey } from './keys.ts'
import { WorkQueue } from './routing.ts'

/** What deliveries are made with. */
export interface DeliveriesProps {
  readonly transportKey: TransportKey
  /** How long deliver may take. */
  readonly consumerTimeout: Duration
  readonly deletionProtection: boolean
}

/**
 * How often SQS gives a delivery to a function that dies with it or cannot reach our own stores. With a visibility
 * time-out of 90 seconds that is over an hour, so that an outage of an hour loses no delivery.
 */
const maxReceiveCount = 50

/** How many deliveries one call of deliver works on side by side; a contact that hangs holds no other back. */
const batchSize = 10

/**
 * Digests on their way to contacts: their queue, their table, and the key of the pseudonyms that stand there in the
 * place of addresses. What is lost here is made anew: the reports themselves drive on whatever nobody accepted.
 */
export class Deliveries extends Construct {
  readonly tableName: string
  readonly queue: WorkQueue
  readonly pseudonymKeyArn: string
  readonly #table: TableV2
  readonly #transportKey: TransportKey

  constructor(scope: Construct, id: string, props: DeliveriesProps) {
    super(scope, id)
    const { transportKey, consumerTimeout, deletionProtection } = props
    this.#transportKey = transportKey
    this.#table = new TableV2(this, 'Table', {
      partitionKey: { name: deliveryKeys.partitionKey, type: AttributeType.STRING },
      timeToLiveAttribute: deliveryKeys.timeToLive,
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(transportKey.key),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    this.tableName = this.#table.tableName
    this.queue = new WorkQueue(this, 'Queue', { transportKey, consumerTimeout, maxReceiveCount })
    this.pseudonymKeyArn = new Key(this, 'PseudonymKey', {
      description: 'Harbour: pseudonyms in the place of addresses and references',
      keySpec: KeySpec.HMAC_512,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    }).keyArn
  }

  /** May put a digest, and send its deliveries. */
  grantQueue(grantee: IGrantable): void {
    this.#allowTable(grantee, ['dynamodb:PutItem'])
    this.queue.grantSend(grantee)
  }

  /** May read a digest, note what became of it, take turns at an address, and send a delivery again. */
  grantDeliver(grantee: IGrantable): void {
    this.#allowTable(grantee, ['dynamodb:GetItem', 'dynamodb:UpdateItem'])
    this.queue.grantSend(grantee)
    this.#allow(grantee, ['kms:GenerateMac'], this.pseudonymKeyArn)
  }

  /** Lets the function consume the deliveries. */
  feed(consumer: HarbourFunction<readonly string[]>): void {
    this.queue.feed(consumer, { maxConcurrency: 50, batchSize })
  }

  #allowTable(grantee: IGrantable, actions: string[]): void {
    this.#allow(grantee, actions, this.#table.tableArn)
    this.#transportKey.grantThrough(grantee, 'dynamodb')
  }

  #allow(grantee: IGrantable, actions: string[], resource: string): void {
    grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [resource] }))
  }
}

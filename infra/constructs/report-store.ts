import { RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb'
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
import { newestHashAttributes, proofAttributes, reportKeys } from '../../shared/domain/report-keys.ts'
import type { TransportKey } from './keys.ts'

const text = (name: string) => ({ name, type: AttributeType.STRING })

/** Where reports are kept: an item each and one for its sealed text, found by its id, by its due time while it has one, or in a list of its desk. */
export class ReportStore extends Construct {
  readonly tableName: string
  readonly #table: Table
  readonly #transportKey: TransportKey

  constructor(scope: Construct, id: string, props: { readonly transportKey: TransportKey }) {
    super(scope, id)
    this.#transportKey = props.transportKey
    this.#table = new Table(this, 'Table', {
      partitionKey: text(reportKeys.partitionKey),
      sortKey: text(reportKeys.sortKey),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.transportKey.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    for (const { name, partitionKey, sortKey } of [reportKeys.dueIndex, reportKeys.deskIndex]) {
      this.#table.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: text(partitionKey),
        sortKey: text(sortKey),
        projectionType: ProjectionType.KEYS_ONLY,
      })
    }
    this.tableName = this.#table.tableName
  }

  /** May put sealed texts, which have no other attribute. */
  grantPutText(grantee: IGrantable): void {
    this.#allow(grantee, {
      actions: ['dynamodb:PutItem'],
      resources: [this.#table.tableArn],
      conditions: {
        StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': [reportKeys.partitionKey, reportKeys.sortKey, 'sealed'] },
        Null: { 'dynamodb:Attributes': 'false' },
      },
    })
  }

  /** May put a report and its text, and read back of one only what proves that a second post is a retry. */
  grantAccept(grantee: IGrantable): void {
    this.#allow(grantee, {
      actions: ['dynamodb:PutItem'],
      resources: [this.#table.tableArn],
      conditions: { StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' } },
    })
    this.#allow(grantee, {
      actions: ['dynamodb:GetItem'],
      resources: [this.#table.tableArn],
      conditions: {
        'ForAllValues:StringEquals': {
          'dynamodb:Attributes': [...proofAttributes],
        },
        // ForAllValues holds for a request that names no attribute at all; these two refuse it.
        Null: { 'dynamodb:Attributes': 'false' },
        StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
      },
    })
  }

  /** May read a report and move it on. */
  grantAdvance(grantee: IGrantable): void {
    this.#allow(grantee, { actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resources: [this.#table.tableArn] })
  }

  /** May find what is due: ids and times only. */
  grantFindDue(grantee: IGrantable): void {
    const index = `${this.#table.tableArn}/index/${reportKeys.dueIndex.name}`
    this.#allow(grantee, { actions: ['dynamodb:Query'], resources: [index] })
  }

  /** May read the log of a report. */
  grantReadLog(grantee: IGrantable): void {
    this.#allow(grantee, { actions: ['dynamodb:GetItem', 'dynamodb:Query'], resources: [this.#table.tableArn] })
  }

  /** May list a desk's reports: ids and their order only. */
  grantListDesk(grantee: IGrantable): void {
    const index = `${this.#table.tableArn}/index/${reportKeys.deskIndex.name}`
    this.#allow(grantee, { actions: ['dynamodb:Query'], resources: [index] })
  }

  /** May read the end of every log, and no other attribute. */
  grantReadNewestHashes(grantee: IGrantable): void {
    this.#allow(grantee, {
      actions: ['dynamodb:Scan'],
      resources: [this.#table.tableArn],
      conditions: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...newestHashAttributes] },
        Null: { 'dynamodb:Attributes': 'false' },
        StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
      },
    })
  }

  #allow(grantee: IGrantable, statement: ConstructorParameters<typeof PolicyStatement>[0]): void {
    grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement(statement))
    this.#transportKey.grantThrough(grantee, 'dynamodb')
  }
}

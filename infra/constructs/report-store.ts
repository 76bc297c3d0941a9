import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import {
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  type ITableV2,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb'
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
import { newestHashAttributes, proofAttributes, reportKeys, shelfAttributes } from '../../shared/domain/report-keys.ts'
import type { TransportKey } from './keys.ts'

const text = (name: string) => ({ name, type: AttributeType.STRING })

/** The indexes, which hold keys only. */
const indexes: readonly GlobalSecondaryIndexPropsV2[] = [reportKeys.dueIndex, reportKeys.deskIndex].map(
  ({ name, partitionKey, sortKey }) => ({
    indexName: name,
    partitionKey: text(partitionKey),
    sortKey: text(sortKey),
    projectionType: ProjectionType.KEYS_ONLY,
  }),
)

/** Every attribute of the item of a sealed text. */
const textAttributes = [reportKeys.partitionKey, reportKeys.sortKey, 'sealed']

/** `ForAllValues` holds for a request that names no attribute at all; these two conditions refuse it. */
const readsNamedAttributes = {
  Null: { 'dynamodb:Attributes': 'false' },
  StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
}

type TableName = Pick<ITableV2, 'tableArn' | 'tableName'>

/** What the store is made with. */
export interface ReportStoreProps {
  readonly transportKey: TransportKey
  readonly deletionProtection: boolean
  /**
   * A table that exists already, with our keys and indexes, such as one that was restored. @default - one of our own
   */
  readonly existingTable?: string | undefined
  /** Where a copy of the table is kept, and the transport key's copy there. @default - nowhere */
  readonly replica?: { readonly region: string; readonly transportKeyArn: string } | undefined
}

/**
 * Where reports are kept: an item each and one for its sealed text, found by its id, by its due time while it has one,
 * or in a list of its desk.
 */
export class ReportStore extends Construct {
  readonly tableName: string
  /** How long what is written takes to reach the second region, milliseconds; undefined where there is none. */
  readonly replicationLatency: Metric | undefined
  readonly #table: TableName
  readonly #transportKey: TransportKey

  constructor(scope: Construct, id: string, props: ReportStoreProps) {
    super(scope, id)
    this.#transportKey = props.transportKey
    this.#table = props.existingTable === undefined ? this.#createTable(props) : this.#findTable(props.existingTable)
    this.tableName = this.#table.tableName
    this.replicationLatency = props.replica && this.#latencyTo(props.replica.region)
  }

  /**
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html#ReplicationLatency
   */
  #latencyTo(ReceivingRegion: string): Metric {
    const dimensionsMap = { TableName: this.tableName, ReceivingRegion }
    return new Metric({
      ...{ namespace: 'AWS/DynamoDB', metricName: 'ReplicationLatency', dimensionsMap },
      ...{ statistic: 'Maximum', period: Duration.minutes(5) },
    })
  }

  #findTable(tableName: string): TableName {
    const globalIndexes = indexes.map(({ indexName }) => indexName)
    return TableV2.fromTableAttributes(this, 'Table', { tableName, globalIndexes })
  }

  #createTable({ transportKey, deletionProtection, replica }: ReportStoreProps): TableName {
    const replicaKeys = replica === undefined ? {} : { [replica.region]: replica.transportKeyArn }
    return new TableV2(this, 'Table', {
      partitionKey: text(reportKeys.partitionKey),
      sortKey: text(reportKeys.sortKey),
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(transportKey.key, replicaKeys),
      globalSecondaryIndexes: [...indexes],
      replicas: replica === undefined ? [] : [{ region: replica.region }],
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
  }

  /** May put sealed texts, which have no other attribute. */
  grantPutText(grantee: IGrantable): void {
    this.#allow(grantee, {
      actions: ['dynamodb:PutItem'],
      resources: [this.#table.tableArn],
      conditions: {
        StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': textAttributes },
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
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...proofAttributes] },
        ...readsNamedAttributes,
      },
    })
  }

  /** May read a report, all but its sealed texts, and move it on. */
  grantAdvance(grantee: IGrantable): void {
    this.#allow(grantee, { actions: ['dynamodb:UpdateItem'], resources: [this.#table.tableArn] })
    this.#allow(grantee, {
      actions: ['dynamodb:GetItem'],
      resources: [this.#table.tableArn],
      conditions: {
        'ForAllValues:StringNotEquals': { 'dynamodb:Attributes': ['sealed'] },
        ...readsNamedAttributes,
      },
    })
  }

  /** May read sealed texts, which have no other attribute. */
  grantReadText(grantee: IGrantable): void {
    this.#allow(grantee, {
      actions: ['dynamodb:GetItem'],
      resources: [this.#table.tableArn],
      conditions: { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': textAttributes }, ...readsNamedAttributes },
    })
  }

  /** May put a drill, and read nothing back. */
  grantStartDrill(grantee: IGrantable): void {
    this.#allow(grantee, {
      actions: ['dynamodb:PutItem'],
      resources: [this.#table.tableArn],
      conditions: { StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' } },
    })
  }

  /** May find what is due: ids and times only. */
  grantFindDue(grantee: IGrantable): void {
    const index = `${this.#table.tableArn}/index/${reportKeys.dueIndex.name}`
    this.#allow(grantee, { actions: ['dynamodb:Query'], resources: [index] })
  }

  /** May read the older pages of a report's log; the newest is in the report. */
  grantReadLog(grantee: IGrantable): void {
    this.#allow(grantee, { actions: ['dynamodb:Query'], resources: [this.#table.tableArn] })
  }

  /** May find a report's shelves, and no sealed text. */
  grantFindShelves(grantee: IGrantable): void {
    this.#allow(grantee, {
      actions: ['dynamodb:Query'],
      resources: [this.#table.tableArn],
      conditions: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...shelfAttributes] },
        Null: { 'dynamodb:Attributes': 'false' },
        StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
      },
    })
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

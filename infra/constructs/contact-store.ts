import { RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
import { contactKeys, markSet } from '../../shared/domain/contact-keys.ts'
import type { TransportKey } from './keys.ts'

/** What the register is made with. */
export interface ContactStoreProps {
  readonly transportKey: TransportKey
  readonly deletionProtection: boolean
}

/**
 * Who is notified, and how: rows that operators put, and no resources. The stack has the same resources with 40
 * contacts a desk as with none. No function may write a contact.
 */
export class ContactStore extends Construct {
  readonly tableName: string
  readonly #table: TableV2
  readonly #transportKey: TransportKey

  constructor(scope: Construct, id: string, { transportKey, deletionProtection }: ContactStoreProps) {
    super(scope, id)
    this.#transportKey = transportKey
    this.#table = new TableV2(this, 'Table', {
      partitionKey: { name: contactKeys.partitionKey, type: AttributeType.STRING },
      sortKey: { name: contactKeys.sortKey, type: AttributeType.STRING },
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(transportKey.key),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    this.tableName = this.#table.tableName
  }

  /** May read the contacts in force, and what failed. */
  grantRead(grantee: IGrantable): void {
    this.#allow(grantee, { actions: ['dynamodb:GetItem', 'dynamodb:Query'] })
  }

  /** May note that a contact failed or was reached, and change nothing else. */
  grantMark(grantee: IGrantable): void {
    this.#allow(grantee, {
      actions: ['dynamodb:UpdateItem'],
      conditions: {
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [markSet] },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    })
  }

  #allow(
    grantee: IGrantable,
    statement: { readonly actions: string[]; readonly conditions?: Record<string, Record<string, string | string[]>> },
  ): void {
    const resources = [this.#table.tableArn]
    grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ ...statement, resources }))
    this.#transportKey.grantThrough(grantee, 'dynamodb')
  }
}

import { DynamoDBClient, GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { localClient } from '../machine/local-client.ts'
import type { Stack } from '../template/template.ts'
import type { KnownDigest } from './outbox.ts'

/** A contact, as far as the receiver of webhooks has to know it. */
export interface KnownContact {
  readonly address: string
  readonly secretName: string
  readonly audience: { readonly desk: string; readonly recipients: string }
}

/** Reads what this machine's own tables say of digests and contacts. */
export interface Known {
  findDigest(digestId: string): Promise<KnownDigest | undefined>
  findContact(isMeant: (contact: KnownContact) => boolean): Promise<KnownContact | undefined>
}

/** Creates what reads them, past the policies: nothing of Harbour itself asks here. */
export const createKnown = (stack: Stack, tablesUrl: string): Known => {
  const tableNamed = (prefix: string) =>
    stack.resourcesOf('AWS::DynamoDB::GlobalTable').find(({ logicalId }) => logicalId.startsWith(prefix))?.logicalId
  const dynamo = new DynamoDBClient(localClient(tablesUrl))
  return {
    findDigest: async (digestId) => {
      const TableName = tableNamed('Deliveries')
      if (TableName === undefined) return undefined
      const Key = { item: { S: `digest#${digestId}` } }
      const { Item } = await dynamo.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))
      const audience = Item?.['audience']?.M
      return audience === undefined
        ? undefined
        : {
            audience: { desk: audience['desk']?.S ?? '', recipients: audience['recipients']?.S ?? '' },
            rung: Number(Item?.['rung']?.N ?? 1),
            reportIds: (Item?.['reportIds']?.L ?? []).map(({ S = '' }) => S),
          }
    },
    findContact: async (isMeant) => {
      const TableName = tableNamed('Contacts')
      if (TableName === undefined) return undefined
      const { Items = [] } = await dynamo.send(new ScanCommand({ TableName, ConsistentRead: true }))
      return Items.flatMap(({ address, secretName, desk, recipients }) => {
        if (address?.S === undefined || secretName?.S === undefined) return []
        const audience = { desk: desk?.S ?? '', recipients: recipients?.S ?? '' }
        return [{ address: address.S, secretName: secretName.S, audience }]
      }).find(isMeant)
    },
  }
}

import { GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { deliveryKeys, digestItem, turnsItem } from '../domain/delivery-keys.ts'
import type { Digest } from '../domain/digest.ts'
import { policy } from '../domain/policy.ts'
import { readForm, versionAttribute, versionOf } from '../domain/stored-forms.ts'
import type { AddressTurns, AlertDigests, KeptDigest, Outcomes, Pseudonyms } from '../ports/deliveries.ts'
import { type DynamoTable, isWritten, marshallOptions } from './dynamo-table.ts'

const { partitionKey, timeToLive } = deliveryKeys

const keptSeconds = policy.deliveryKeptMinutes * 60

const expiryOf = (at: Date): number => Math.floor(at.getTime() / 1000) + keptSeconds

const fromItem = (item: Record<string, unknown>): KeptDigest => {
  const { [partitionKey]: _key, [timeToLive]: _expiry, ...digest } = readForm('alert digest', item)
  return digest as unknown as KeptDigest
}

/** Digests in the table of deliveries. DynamoDB deletes each when it has been kept long enough. */
export const createAlertDigests = ({ dynamo, table }: DynamoTable): AlertDigests => ({
  put: async (digest: Digest) => {
    const item = {
      ...digest,
      [partitionKey]: digestItem(digest.digestId),
      ...versionOf('alert digest'),
      outcomes: {},
      [timeToLive]: expiryOf(new Date(digest.at)),
    }
    await dynamo.send(new PutItemCommand({ TableName: table, Item: marshall(item, marshallOptions) }))
  },
  find: async (digestId) => {
    const Key = marshall({ [partitionKey]: digestItem(digestId) })
    const { Item } = await dynamo.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }))
    return Item === undefined ? undefined : fromItem(unmarshall(Item))
  },
  noteOutcome: async (digestId, contactId, outcome) => {
    const { Attributes = {} } = await dynamo.send(
      new UpdateItemCommand({
        TableName: table,
        Key: marshall({ [partitionKey]: digestItem(digestId) }),
        UpdateExpression: 'SET outcomes.#contact = :outcome',
        ConditionExpression: 'attribute_exists(outcomes)',
        ExpressionAttributeNames: { '#contact': contactId },
        ExpressionAttributeValues: marshall({ ':outcome': outcome }),
        ReturnValues: 'ALL_NEW',
      }),
    )
    return fromItem(unmarshall(Attributes)).outcomes as Outcomes
  },
})

/** How often a turn is reserved again when others reserve at the same moment. */
const attempts = 20

/**
 * The turns of addresses, an item each in the table of deliveries, under the pseudonym of the address. `next` is the
 * first second that nobody has; each write takes it on the condition that nobody else did.
 */
export const createAddressTurns = ({
  dynamo,
  table,
  pseudonyms,
}: DynamoTable & { readonly pseudonyms: Pseudonyms }): AddressTurns => {
  const take = (pseudonym: string, update: object) =>
    dynamo.send(
      new UpdateItemCommand({
        TableName: table,
        Key: marshall({ [partitionKey]: turnsItem(pseudonym) }),
        ExpressionAttributeNames: { '#v': versionAttribute, '#next': 'next' },
        ReturnValues: 'ALL_OLD',
        ...update,
      }),
    )
  const { v } = versionOf('turns of an address')

  /** Takes the second after the last one that was given; false when that is past already. */
  const takeNext = async (pseudonym: string, second: number): Promise<number | undefined> => {
    const taken: { next?: number } = {}
    const isTaken = await isWritten(
      take(pseudonym, {
        UpdateExpression: `SET #next = #next + :one, ${timeToLive} = :expiresAt, #v = :v`,
        ConditionExpression: '#next > :second',
        ExpressionAttributeValues: marshall({
          ':one': 1,
          ':second': second,
          ':expiresAt': second + keptSeconds,
          ':v': v,
        }),
      }).then(({ Attributes = {} }) => {
        taken.next = Number(readForm('turns of an address', unmarshall(Attributes))['next'])
      }),
    )
    return isTaken ? taken.next : undefined
  }

  const takePresent = (pseudonym: string, second: number): Promise<boolean> =>
    isWritten(
      take(pseudonym, {
        UpdateExpression: `SET #next = :after, ${timeToLive} = :expiresAt, #v = :v`,
        ConditionExpression: 'attribute_not_exists(#next) OR #next <= :second',
        ExpressionAttributeValues: marshall({
          ':after': second + 1,
          ':second': second,
          ':expiresAt': second + keptSeconds,
          ':v': v,
        }),
      }),
    )

  return {
    reserve: async (address, now) => {
      const pseudonym = await pseudonyms.of('address', address)
      const second = Math.floor(now.getTime() / 1000)
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const next = await takeNext(pseudonym, second)
        if (next !== undefined) return next
        if (await takePresent(pseudonym, second)) return second
      }
      throw new Error(`an address had no free second in ${attempts} attempts`)
    },
  }
}

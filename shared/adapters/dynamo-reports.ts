import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { chainEntry } from '../domain/log.ts'
import { duePartitionOf, duePartitions, reportKeys, reportPart } from '../domain/report-keys.ts'
import type { DueReport, DueReports, PriorAcceptance, ReportAcceptance, ReportStore } from '../ports/report-store.ts'
import { changingFields, fromItem, type Stored, toChanges } from './report-item.ts'
import { sha256 } from './reporter-credentials.ts'

/** Where the reports are. */
export interface DynamoReportsConfig {
  readonly client: DynamoDBClient
  readonly table: string
}

const marshallOptions = { removeUndefinedValues: true }
const keyOf = (reportId: string) => marshall({ reportId, part: reportPart })

/** Runs a conditional write; false when its condition was refused. */
const isWritten = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false
    throw error
  }
}

/** The only attributes that accept-report may read back. */
const proofAttributes = ['reportId', 'part', 'receivedAt', 'keyHash', 'submissionHash']

/** New reports in DynamoDB: one conditional put, and on a refusal one consistent read of the proof alone. */
export const createReportAcceptance = ({ client, table }: DynamoReportsConfig): ReportAcceptance => {
  const findPrior = async (reportId: string): Promise<PriorAcceptance> => {
    const { Item } = await client.send(
      new GetItemCommand({
        TableName: table,
        Key: keyOf(reportId),
        ConsistentRead: true,
        ProjectionExpression: proofAttributes.join(', '),
      }),
    )
    if (Item === undefined) throw new Error('report that refused a put is not there')
    return unmarshall(Item) as PriorAcceptance
  }

  return {
    accept: async ({ report, sealed, proof, entry }) => {
      const { reportId } = report
      const first = chainEntry(reportId, { seq: 0, hash: '' }, entry, sha256)
      const item = {
        ...report,
        ...proof,
        part: reportPart,
        duePartition: duePartitionOf(reportId),
        seq: first.seq,
        hash: first.hash,
        sealed,
        log: [first],
      }
      const put = new PutItemCommand({
        TableName: table,
        Item: marshall(item, marshallOptions),
        ConditionExpression: 'attribute_not_exists(reportId)',
      })
      return (await isWritten(client.send(put))) ? 'created' : findPrior(reportId)
    },
  }
}

/** Every attribute that a step reads: neither the sealed text nor the log. */
const reportAttributes = ['reportId', 'receivedAt', 'facts', 'seq', 'hash', ...changingFields]
const names = (attributes: readonly string[]) => Object.fromEntries(attributes.map((name) => [`#${name}`, name]))

const toUpdate = (changes: Stored, removed: readonly string[]): string => {
  const set = Object.keys(changes).map((name) => `#${name} = :${name}`)
  const remove = removed.length > 0 ? ` REMOVE ${removed.map((name) => `#${name}`).join(', ')}` : ''
  return `SET ${set.join(', ')}, #log = list_append(#log, :entries)${remove}`
}

/** Reports in DynamoDB; each step is one update, conditional on the `seq` that it was decided on. */
export const createReportStore = ({ client, table }: DynamoReportsConfig): ReportStore => ({
  find: async (reportId) => {
    const { Item } = await client.send(
      new GetItemCommand({
        TableName: table,
        Key: keyOf(reportId),
        ConsistentRead: true,
        ProjectionExpression: reportAttributes.map((name) => `#${name}`).join(', '),
        ExpressionAttributeNames: names(reportAttributes),
      }),
    )
    return Item === undefined ? undefined : fromItem(unmarshall(Item))
  },
  update: async (current, { next, entry }) => {
    const placed = chainEntry(current.reportId, current, entry, sha256)
    const changes: Stored = { ...toChanges(next), seq: placed.seq, hash: placed.hash }
    const removed = [...changingFields, 'duePartition', 'sealed'].filter((name) =>
      name === 'sealed' ? !('wrappedKey' in changes) : !(name in changes),
    )
    const values = Object.fromEntries(Object.entries(changes).map(([name, value]) => [`:${name}`, value]))
    const update = new UpdateItemCommand({
      TableName: table,
      Key: keyOf(current.reportId),
      UpdateExpression: toUpdate(changes, removed),
      ConditionExpression: '#seq = :decidedOn',
      ExpressionAttributeNames: names([...Object.keys(changes), ...removed, 'log']),
      ExpressionAttributeValues: marshall(
        { ...values, ':entries': [placed], ':decidedOn': current.seq },
        marshallOptions,
      ),
    })
    return (await isWritten(client.send(update))) ? 'stored' : 'conflict'
  },
})

/** The sparse due index in DynamoDB. */
export const createDueReports = ({ client, table }: DynamoReportsConfig): DueReports => {
  const { name, partitionKey, sortKey } = reportKeys.dueIndex

  const findDueIn = async (partition: string, now: Date, limit: number): Promise<readonly DueReport[]> => {
    const found: DueReport[] = []
    let start: Record<string, AttributeValue> | undefined
    const query = () =>
      client.send(
        new QueryCommand({
          TableName: table,
          IndexName: name,
          KeyConditionExpression: `${partitionKey} = :partition AND ${sortKey} <= :now`,
          ExpressionAttributeValues: marshall({ ':partition': partition, ':now': now.toISOString() }),
          Limit: limit - found.length,
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        }),
      )
    do {
      const page = await query()
      for (const item of page.Items ?? []) {
        const { reportId, dueAt } = unmarshall(item)
        found.push({ reportId: String(reportId), dueAt: String(dueAt) })
      }
      start = page.LastEvaluatedKey
    } while (start !== undefined && found.length < limit)
    return found
  }

  return {
    findDue: async (now, limit) => {
      const found = await Promise.all(duePartitions.map((partition) => findDueIn(partition, now, limit)))
      return found
        .flat()
        .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
        .slice(0, limit)
    },
  }
}

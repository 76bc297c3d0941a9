import { type AttributeValue, QueryCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { duePartitions, reportKeys } from '../domain/report-keys.ts'
import type { DueReport, DueReports } from '../ports/report-store.ts'
import type { DynamoTable } from './dynamo-table.ts'

/** The sparse due index in DynamoDB. */
export const createDueReports = ({ dynamo, table }: DynamoTable): DueReports => {
  const { name, partitionKey, sortKey } = reportKeys.dueIndex

  const findDueIn = async (partition: string, now: Date, limit: number): Promise<readonly DueReport[]> => {
    const found: DueReport[] = []
    let start: Record<string, AttributeValue> | undefined
    const query = () =>
      dynamo.send(
        new QueryCommand({
          TableName: table,
          IndexName: name,
          KeyConditionExpression: `${partitionKey} = :partition AND ${sortKey} <= :now`,
          ExpressionAttributeValues: marshall({ ':partition': partition, ':now': now.toISOString() }),
          Limit: limit - found.length,
          ExclusiveStartKey: start,
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

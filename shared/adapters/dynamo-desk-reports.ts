import { QueryCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { listPartition } from '../domain/desk-list.ts'
import { policy } from '../domain/policy.ts'
import { reportItem, reportKeys } from '../domain/report-keys.ts'
import type { DeskReports } from '../ports/desk-reports.ts'
import type { DynamoTable } from './dynamo-table.ts'

interface ListPosition {
  readonly reportId: string
  readonly listOrder: string
}

const toCursor = ({ listOrder, reportId }: ListPosition): string =>
  Buffer.from(JSON.stringify([listOrder, reportId])).toString('base64url')

/** DynamoDB refuses an empty text in a key. */
const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

const fromCursor = (cursor: string): ListPosition | undefined => {
  try {
    const [listOrder, reportId]: readonly unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return isText(listOrder) && isText(reportId) ? { listOrder, reportId } : undefined
  } catch {
    return undefined
  }
}

/** The lists of desks in DynamoDB. A cursor says a place in a list and nothing of whose list it is. */
export const createDeskReports = ({ dynamo, table }: DynamoTable): DeskReports => {
  const { name, partitionKey } = reportKeys.deskIndex

  const query = (deskList: string, after: ListPosition | undefined) =>
    dynamo.send(
      new QueryCommand({
        TableName: table,
        IndexName: name,
        KeyConditionExpression: `${partitionKey} = :list`,
        ExpressionAttributeValues: marshall({ ':list': deskList }),
        Limit: policy.listPageReports,
        ExclusiveStartKey: after === undefined ? undefined : marshall({ ...after, deskList, item: reportItem }),
      }),
    )

  return {
    findOfDesk: async (desk, list, cursor) => {
      const after = cursor === undefined ? undefined : fromCursor(cursor)
      if (cursor !== undefined && after === undefined) return 'not-a-cursor'
      const { Items = [], LastEvaluatedKey } = await query(listPartition(desk, list), after)
      const next = LastEvaluatedKey === undefined ? undefined : toCursor(unmarshall(LastEvaluatedKey) as ListPosition)
      return { reportIds: Items.map((item) => String(unmarshall(item)['reportId'])), next }
    },
  }
}

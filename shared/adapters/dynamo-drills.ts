import { createHash } from 'node:crypto'
import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { chainEntry } from '../domain/log.ts'
import { checkCharacter, toBase32 } from '../domain/reference.ts'
import type { ReportIn } from '../domain/report.ts'
import { drillsKey, reportItem } from '../domain/report-keys.ts'
import { readForm, versionOf } from '../domain/stored-forms.ts'
import type { Drills } from '../ports/drills.ts'
import { type DynamoTable, isWritten, marshallOptions } from './dynamo-table.ts'
import { toChanges } from './report-item.ts'
import { sha256 } from './reporter-credentials.ts'

/** Returns the reportId of a drill: the same each time that it is asked to begin. */
export const drillIdOf = (asked: string): string => {
  const body = toBase32(createHash('sha256').update(`harbour/v1/drill/${asked}`).digest(), 11)
  return body + checkCharacter(body)
}

/**
 * Drills in the table of reports: a report each, and an item that finds it among those of its desk. The item is put
 * first: a crash between them leaves one that leads to nothing, and is passed over. A start that is made again later
 * puts another one for the same drill, which is listed once.
 */
export const createDrills = ({ dynamo, table }: DynamoTable): Drills => {
  const putOnce = (item: object) =>
    isWritten(
      dynamo.send(
        new PutItemCommand({
          TableName: table,
          Item: marshall(item, marshallOptions),
          ConditionExpression: 'attribute_not_exists(reportId)',
        }),
      ),
    )

  return {
    start: async ({ report, entry }) => {
      const { reportId, receivedAt, facts, desk } = report
      const place = { reportId: drillsKey(desk), item: `${receivedAt}#${reportId}` }
      await putOnce({ ...place, ...versionOf('drill of a desk'), drillId: reportId })
      const first = chainEntry(reportId, { seq: 0, hash: '' }, entry, sha256)
      const { seq, hash } = first
      const stored: ReportIn<'routed'> = { ...report, seq, hash }
      const item = { reportId, item: reportItem, receivedAt, facts, seq, hash, log: [first], ...toChanges(stored) }
      return (await putOnce(item)) ? 'started' : 'started-before'
    },
    newestOf: async (desk, limit) => {
      const { Items = [] } = await dynamo.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'reportId = :drills',
          ExpressionAttributeValues: marshall({ ':drills': drillsKey(desk) }),
          ScanIndexForward: false,
          Limit: limit,
        }),
      )
      return [...new Set(Items.map((item) => String(readForm('drill of a desk', unmarshall(item))['drillId'])))]
    },
  }
}

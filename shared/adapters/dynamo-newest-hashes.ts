import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { newestHashAttributes, reportItem } from '../domain/report-keys.ts'
import { readForm } from '../domain/stored-forms.ts'
import type { NewestHash, NewestHashes } from '../ports/digest.ts'
import { type DynamoTable, namesOf } from './dynamo-table.ts'

/** The ends of all logs in DynamoDB, read by one scan of five attributes. */
export const createNewestHashes = ({ dynamo, table }: DynamoTable): NewestHashes => {
  const scan = (start: Record<string, AttributeValue> | undefined) =>
    dynamo.send(
      new ScanCommand({
        TableName: table,
        Select: 'SPECIFIC_ATTRIBUTES',
        ProjectionExpression: '#reportId, #v, #seq, #hash',
        FilterExpression: '#item = :report',
        ExpressionAttributeNames: namesOf(newestHashAttributes),
        ExpressionAttributeValues: marshall({ ':report': reportItem }),
        ExclusiveStartKey: start,
      }),
    )

  return {
    async *findAll() {
      let start: Record<string, AttributeValue> | undefined
      do {
        const page = await scan(start)
        for (const item of page.Items ?? []) yield readForm('report', unmarshall(item)) as unknown as NewestHash
        start = page.LastEvaluatedKey
      } while (start !== undefined)
    },
  }
}

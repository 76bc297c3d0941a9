import { marshall } from '@aws-sdk/util-dynamodb'
import { reportPart, sealedPart } from '../domain/report-keys.ts'
import type { SealedTexts } from '../ports/parts.ts'
import type { SealedText } from '../ports/sealer.ts'
import { type DynamoTable, findItem, keyOf } from './dynamo-table.ts'

/** Sealed texts in DynamoDB: the report's own in its item, each part's in an item of its own. */
export const createSealedTexts = (config: DynamoTable): SealedTexts => ({
  findSealed: async (reportId, part) => {
    const sortKey = part === reportPart ? reportPart : sealedPart(part)
    const item = await findItem(config, [reportId, sortKey], ['sealed'])
    return item?.['sealed'] as SealedText | undefined
  },
  putPart: async (reportId, part, sealed) => {
    await config.dynamo('UpdateItem', {
      TableName: config.table,
      Key: keyOf(reportId, sealedPart(part)),
      UpdateExpression: 'SET sealed = :sealed',
      ExpressionAttributeValues: marshall({ ':sealed': sealed }),
    })
  },
})

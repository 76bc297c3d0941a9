import { createHash } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { listPlaceOf } from '../../../shared/domain/desk-list.ts'
import { chainEntry } from '../../../shared/domain/log.ts'

const { REPORT_TABLE } = process.env
const documents = DynamoDBDocumentClient.from(new DynamoDBClient(), {
  marshallOptions: { removeUndefinedValues: true },
})
const sha256 = (given) => createHash('sha256').update(given).digest('hex')

/** Reads a report. */
export const findReport = async (reportId) => {
  const Key = { reportId, item: 'report' }
  const { Item } = await documents.send(new GetCommand({ TableName: REPORT_TABLE, Key, ConsistentRead: true }))
  return Item
}

/** Stores one change of the domain as one conditional update with its log entry, as ours does. */
export const storeChange = async (report, { next, entry }, alsoChanged = []) => {
  const placed = chainEntry(report.reportId, report, entry, sha256)
  const { list, order } = listPlaceOf(next)
  const fields = ['state', 'dueAt', 'desk', 'grade', 'decision', 'alerting', ...alsoChanged]
  const changes = {
    ...Object.fromEntries(fields.map((field) => [field, next[field]])),
    seq: placed.seq,
    hash: placed.hash,
    deskList: list,
    listOrder: order,
  }
  const names = Object.keys(changes)
  await documents.send(
    new UpdateCommand({
      TableName: REPORT_TABLE,
      Key: { reportId: report.reportId, item: 'report' },
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}, #log = list_append(#log, :entries)`,
      ConditionExpression: '#seq = :decidedOn',
      ExpressionAttributeNames: Object.fromEntries([...names, 'log'].map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ...Object.fromEntries(names.map((name) => [`:${name}`, changes[name]])),
        ':entries': [placed],
        ':decidedOn': report.seq,
      },
    }),
  )
}

import { type AttributeValue, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { LogEntry } from '../domain/log.ts'
import { logPageItem, logPagePrefix, reportItem } from '../domain/report-keys.ts'
import { readForm, versionAttribute, versionOf } from '../domain/stored-forms.ts'
import type { ReportLogs, WrittenLog } from '../ports/report-logs.ts'
import { type DynamoTable, findItem, keyOf, namesOf } from './dynamo-table.ts'

const findNewest = async (config: DynamoTable, reportId: string): Promise<WrittenLog | undefined> => {
  const item = await findItem(config, [reportId, reportItem], [versionAttribute, 'seq', 'hash', 'log'])
  if (item === undefined) return undefined
  const report = readForm('report', item)
  const { seq, hash, log } = report as unknown as WrittenLog['newest'] & { readonly log: readonly LogEntry[] }
  return { entries: log, newest: { seq, hash } }
}

/**
 * Copies the entries that the report's item holds to an item of their own, before the change after `seq` takes their
 * place. Copying twice is harmless: entries never change.
 */
export const keepLogPage = async (config: DynamoTable, reportId: string, seq: number): Promise<'kept' | 'conflict'> => {
  const log = await findNewest(config, reportId)
  if (log?.newest.seq !== seq) return 'conflict'
  await config.dynamo.send(
    new UpdateItemCommand({
      TableName: config.table,
      Key: keyOf(reportId, logPageItem(seq)),
      UpdateExpression: 'SET #v = :v, #log = :entries',
      ExpressionAttributeNames: namesOf([versionAttribute, 'log']),
      ExpressionAttributeValues: marshall({ ':v': versionOf('log page').v, ':entries': log.entries }),
    }),
  )
  return 'kept'
}

const findPages = async ({ dynamo, table }: DynamoTable, reportId: string): Promise<readonly LogEntry[]> => {
  const entries: LogEntry[] = []
  let start: Record<string, AttributeValue> | undefined
  const query = () =>
    dynamo.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: '#reportId = :reportId AND begins_with(#item, :prefix)',
        ProjectionExpression: '#v, #log',
        ExpressionAttributeNames: namesOf(['reportId', 'item', versionAttribute, 'log']),
        ExpressionAttributeValues: marshall({ ':reportId': reportId, ':prefix': logPagePrefix }),
        ExclusiveStartKey: start,
      }),
    )
  do {
    const page = await query()
    const logs = (page.Items ?? []).map((item) => readForm('log page', unmarshall(item))['log'] as readonly LogEntry[])
    entries.push(...logs.flat())
    start = page.LastEvaluatedKey
  } while (start !== undefined)
  return entries
}

/**
 * Logs in DynamoDB. The item is read before the pages: a page that is copied meanwhile is then read twice, never
 * missed.
 */
export const createReportLogs = (config: DynamoTable): ReportLogs => ({
  findLog: async (reportId) => {
    const log = await findNewest(config, reportId)
    if (log === undefined) return undefined
    const first = log.entries[0]?.seq ?? 0
    const older = (await findPages(config, reportId)).filter(({ seq }) => seq < first)
    return { entries: [...older, ...log.entries], newest: log.newest }
  },
})

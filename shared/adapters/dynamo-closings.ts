import { UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { minutesAfter } from '../domain/policy.ts'
import { closingsItem, officerKey } from '../domain/report-keys.ts'
import { readForm, versionAttribute, versionOf } from '../domain/stored-forms.ts'
import type { Closings } from '../ports/closings.ts'
import { type DynamoTable, findItem, isWritten, keyOf } from './dynamo-table.ts'

/** How often a count is stored again when the same officer closes another report at the same instant. */
const tries = 4

/**
 * Closings in DynamoDB: one item an officer, which holds the reports that the officer closed within the last hour. It
 * is written on the condition that nobody wrote it since it was read. After the last try the count is returned all the
 * same, for counting must not keep an officer from closing a report.
 */
export const createClosings = (config: DynamoTable): Closings => {
  const store = (key: string, closed: Readonly<Record<string, string>>, writes: number): Promise<boolean> =>
    isWritten(
      config.dynamo.send(
        new UpdateItemCommand({
          TableName: config.table,
          Key: keyOf(key, closingsItem),
          UpdateExpression: `SET ${versionAttribute} = :v, closed = :closed, writes = :next`,
          ConditionExpression: writes === 0 ? 'attribute_not_exists(writes)' : 'writes = :writes',
          ExpressionAttributeValues: marshall({
            ':v': versionOf('closings').v,
            ':closed': closed,
            ':next': writes + 1,
            ...(writes === 0 ? {} : { ':writes': writes }),
          }),
        }),
      ),
    )

  return {
    count: async (officer, reportId, now) => {
      const key = officerKey(officer)
      const since = minutesAfter(now, -60)
      for (let tried = 1; ; tried += 1) {
        const item = await findItem(config, [key, closingsItem], [versionAttribute, 'closed', 'writes'])
        const stored = item && readForm('closings', item)
        const before = Object.entries((stored?.['closed'] ?? {}) as Readonly<Record<string, string>>)
        const lately = before.filter(([, at]) => at > since)
        const closed = { ...Object.fromEntries(lately), [reportId]: now.toISOString() }
        if ((await store(key, closed, Number(stored?.['writes'] ?? 0))) || tried === tries) {
          return Object.keys(closed).length
        }
      }
    },
  }
}

import { type AttributeValue, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { Report, Supplements } from '../domain/report.ts'
import { copiedSeqOf, sealedItem, shelfItem, shelfPrefix } from '../domain/report-keys.ts'
import { shelvesOf } from '../domain/report-states.ts'
import { readForm, versionAttribute, versionOf } from '../domain/stored-forms.ts'
import type { Shelves } from '../ports/shelves.ts'
import { type DynamoTable, findItem, isWritten, keyOf, marshallOptions, namesOf } from './dynamo-table.ts'

/** Returns the sort key of each copy of a shelf that still has its keys. */
const findCopies = async ({ dynamo, table }: DynamoTable, reportId: string): Promise<readonly string[]> => {
  const copies: string[] = []
  let start: Record<string, AttributeValue> | undefined
  const query = () =>
    dynamo.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        Select: 'SPECIFIC_ATTRIBUTES',
        KeyConditionExpression: '#reportId = :reportId AND begins_with(#item, :prefix)',
        FilterExpression: 'attribute_exists(#supplements)',
        ProjectionExpression: '#item',
        ExpressionAttributeNames: namesOf(['reportId', 'item', 'supplements']),
        ExpressionAttributeValues: marshall({ ':reportId': reportId, ':prefix': shelfPrefix }),
        ExclusiveStartKey: start,
      }),
    )
  do {
    const page = await query()
    copies.push(...(page.Items ?? []).map((item) => String(unmarshall(item)['item'])))
    start = page.LastEvaluatedKey
  } while (start !== undefined)
  return copies
}

/** Removes an attribute of an item, if it is there: what is left of the item is its name. */
const removeFrom = async (
  { dynamo, table }: DynamoTable,
  [reportId, item]: readonly [reportId: string, item: string],
  attribute: 'sealed' | 'supplements',
): Promise<void> => {
  const command = new UpdateItemCommand({
    TableName: table,
    Key: keyOf(reportId, item),
    UpdateExpression: 'REMOVE #attribute',
    ConditionExpression: 'attribute_exists(#attribute)',
    ExpressionAttributeNames: { '#attribute': attribute },
  })
  await isWritten(dynamo.send(command))
}

const readSupplements = async (
  config: DynamoTable,
  [reportId, item]: readonly [reportId: string, item: string],
): Promise<Supplements | undefined> => {
  const stored = await findItem(config, [reportId, item], [versionAttribute, 'supplements'])
  if (stored?.['supplements'] === undefined) return undefined
  return readForm('shelf', stored)['supplements'] as Supplements
}

/** Deletes a copy. The keys go last, so that a crash leaves what names the texts that are still to be deleted. */
const sweepCopy = async (config: DynamoTable, report: Report, item: string): Promise<void> => {
  const { reportId } = report
  if (!('wrappedKey' in report)) {
    const textIds = Object.keys((await readSupplements(config, [reportId, item])) ?? {})
    await Promise.all(textIds.map((textId) => removeFrom(config, [reportId, sealedItem(textId)], 'sealed')))
  }
  await removeFrom(config, [reportId, item], 'supplements')
}

/** Shelves in DynamoDB. A copy is written by an update, as every function that changes reports may. */
export const createShelves = (config: DynamoTable): Shelves => ({
  keepShelf: async (reportId, { shelf, supplements }) => {
    await config.dynamo.send(
      new UpdateItemCommand({
        TableName: config.table,
        Key: keyOf(reportId, shelfItem(shelf)),
        UpdateExpression: 'SET #v = :v, #supplements = :supplements',
        ExpressionAttributeNames: namesOf([versionAttribute, 'supplements']),
        ExpressionAttributeValues: marshall(
          { ':v': versionOf('shelf').v, ':supplements': supplements },
          marshallOptions,
        ),
      }),
    )
  },
  findShelf: (reportId, shelf) => readSupplements(config, [reportId, shelfItem(shelf)]),
  sweepShelves: async (report) => {
    const held = new Set(shelvesOf(report).map(shelfItem))
    const copies = await findCopies(config, report.reportId)
    const swept = copies.filter((item) => !held.has(item) && copiedSeqOf(item) < report.seq)
    for (const item of swept) await sweepCopy(config, report, item)
  },
})

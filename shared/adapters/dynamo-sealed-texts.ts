import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { sealedItem } from '../domain/report-keys.ts'
import { readForm, versionOf } from '../domain/stored-forms.ts'
import type { SealedTexts } from '../ports/sealed-texts.ts'
import type { SealedText } from '../ports/sealer.ts'
import { type DynamoTable, findItem } from './dynamo-table.ts'

/**
 * Sealed texts in DynamoDB, each in an item of its own, so that no step of a report costs more for a longer text. The
 * version of the item is the `v` of its sealed text, which is all that it holds; an erased text leaves no version.
 */
export const createSealedTexts = (config: DynamoTable): SealedTexts => ({
  findSealed: async (reportId, textId) => {
    const item = await findItem(config, [reportId, sealedItem(textId)], ['sealed'])
    const sealed = item?.['sealed'] as SealedText | undefined
    return sealed && ({ ...readForm('sealed text', { ...sealed }), ...versionOf('sealed text') } as SealedText)
  },
  put: async (reportId, textId, sealed) => {
    const Item = marshall({ reportId, item: sealedItem(textId), sealed })
    await config.dynamo.send(new PutItemCommand({ TableName: config.table, Item }))
  },
})

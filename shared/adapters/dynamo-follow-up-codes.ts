import { timingSafeEqual } from 'node:crypto'
import { reportItem } from '../domain/report-keys.ts'
import { readForm, versionAttribute } from '../domain/stored-forms.ts'
import type { FollowUpCodes } from '../ports/follow-up-codes.ts'
import { type DynamoTable, findItem, fromHex } from './dynamo-table.ts'
import { hashFollowUpCode } from './reporter-credentials.ts'

/** Compared with where there is no report: the hash of no code. */
const hashOfNone = Buffer.alloc(32)

/** Follow-up codes in DynamoDB: only their hashes are there. */
export const createFollowUpCodes = (config: DynamoTable): FollowUpCodes => ({
  isRight: async (reportId, code) => {
    const report = await findItem(config, [reportId, reportItem], [versionAttribute, 'followUpCodeHash'])
    const stored = report && readForm('report', report)['followUpCodeHash']
    const expected = stored instanceof Uint8Array ? stored : hashOfNone
    return timingSafeEqual(fromHex(hashFollowUpCode(code)), expected)
  },
})

import { timingSafeEqual } from 'node:crypto'
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { isLockedOut, type WrongAttempts, windowsSince } from '../domain/attempts.ts'
import { attemptsItem, reportItem } from '../domain/report-keys.ts'
import { readForm, type StoredForm, versionAttribute, versionOf } from '../domain/stored-forms.ts'
import type { FollowUpCodes } from '../ports/follow-up-codes.ts'
import { type DynamoTable, findItem, fromHex, isWritten, keyOf } from './dynamo-table.ts'
import { hashFollowUpCode } from './reporter-credentials.ts'

/**
 * Where wrong codes for references that do not exist are counted, so that they cost the same work and leave no items
 * behind.
 */
const nobody = 'nobody'

/** Compared with where there is no report: the hash of no code. */
const hashOfNone = Buffer.alloc(32)

/**
 * Follow-up codes in DynamoDB: only their hashes are there, and the wrong ones are counted in an item beside the
 * report.
 */
export const createFollowUpCodes = (config: DynamoTable, now: () => Date): FollowUpCodes => {
  const count = (reportId: string, update: string, condition: string | undefined, values: object) =>
    isWritten(
      config.dynamo.send(
        new UpdateItemCommand({
          TableName: config.table,
          Key: keyOf(reportId, attemptsItem),
          UpdateExpression: update,
          ConditionExpression: condition,
          ExpressionAttributeValues: marshall(values),
        }),
      ),
    )

  const countWrong = async (reportId: string, at: Date): Promise<void> => {
    const since = windowsSince(at)
    const isSame = await count(reportId, 'ADD wrong :one', 'windowStartedAt > :since', { ':one': 1, ':since': since })
    if (isSame) return
    const start = { ':one': 1, ':now': at.toISOString(), ':v': versionOf('count of wrong codes').v }
    await count(reportId, `SET ${versionAttribute} = :v, windowStartedAt = :now, wrong = :one`, undefined, start)
  }

  const findForm = async (form: StoredForm, key: Parameters<typeof findItem>[1], attributes: readonly string[]) => {
    const item = await findItem(config, key, [versionAttribute, ...attributes])
    return item && readForm(form, item)
  }

  return {
    isRight: async (reportId, code) => {
      const at = now()
      const [report, attempts] = await Promise.all([
        findForm('report', [reportId, reportItem], ['followUpCodeHash']),
        findForm('count of wrong codes', [reportId, attemptsItem], ['windowStartedAt', 'wrong']),
      ])
      const stored = report?.['followUpCodeHash']
      const expected = stored instanceof Uint8Array ? stored : hashOfNone
      const isCode = timingSafeEqual(fromHex(hashFollowUpCode(code)), expected)
      if (isCode && !isLockedOut(attempts as unknown as WrongAttempts | undefined, at)) return true
      await countWrong(report === undefined ? nobody : reportId, at)
      return false
    },
  }
}

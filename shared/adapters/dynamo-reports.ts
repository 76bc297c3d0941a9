import { setTimeout } from 'node:timers/promises'
import { type DynamoDBClient, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { chainEntry } from '../domain/log.ts'
import { policy } from '../domain/policy.ts'
import type { Withdrawal } from '../domain/report.ts'
import { duePartitionOf, proofAttributes, reportItem, sealedItem } from '../domain/report-keys.ts'
import { isStandingReport } from '../domain/report-states.ts'
import { readForm, versionAttribute, versionOf } from '../domain/stored-forms.ts'
import type { PriorAcceptance, ReportAcceptance, ReportStore } from '../ports/report-store.ts'
import { keepLogPage } from './dynamo-log.ts'
import { createShelves } from './dynamo-shelves.ts'
import {
  type DynamoTable,
  findItem,
  fromHex,
  isWritten,
  keyOf,
  marshallOptions,
  namesOf,
  toHex,
} from './dynamo-table.ts'
import { changingFields, fromItem, listFields, type Stored, toChanges } from './report-item.ts'
import { sha256 } from './reporter-credentials.ts'

/** New reports in DynamoDB: one conditional put, and on a refusal one consistent read of the proof alone. */
export const createReportAcceptance = (config: DynamoTable): ReportAcceptance => {
  const findPrior = async (reportId: string): Promise<PriorAcceptance> => {
    const item = await findItem(config, [reportId, reportItem], proofAttributes)
    if (item === undefined) throw new Error('report that refused a put is not there')
    const { receivedAt, keyHash, submissionHash, state, withdrawal } = readForm('report', item)
    const isStanding = isStandingReport({ state, withdrawal: withdrawal as Withdrawal | undefined })
    return {
      isStanding,
      receivedAt: String(receivedAt),
      keyHash: toHex(keyHash),
      submissionHash: toHex(submissionHash),
    }
  }

  return {
    accept: async ({ report, proof, entry }) => {
      const { reportId } = report
      const first = chainEntry(reportId, { seq: 0, hash: '' }, entry, sha256)
      const item = {
        ...report,
        ...Object.fromEntries(Object.entries(proof).map(([name, hash]) => [name, fromHex(hash)])),
        item: reportItem,
        ...versionOf('report'),
        duePartition: duePartitionOf(reportId),
        seq: first.seq,
        hash: first.hash,
        log: [first],
      }
      const put = new PutItemCommand({
        TableName: config.table,
        Item: marshall(item, marshallOptions),
        ConditionExpression: 'attribute_not_exists(reportId)',
      })
      return (await isWritten(config.dynamo.send(put))) ? 'created' : findPrior(reportId)
    },
  }
}

/** Every attribute that a change reads: all but the log and the proof. */
const reportAttributes = [versionAttribute, 'reportId', 'receivedAt', 'facts', 'seq', 'hash', ...changingFields]

/** Where reports change. */
export interface ReportTable extends DynamoTable {
  /** Tries each call once: erases texts, and takes no retries from the calls that store reports. */
  readonly dynamoOnce: DynamoDBClient
}

/** How long an erasing change goes on deleting texts, milliseconds. */
const dropMs = 2000

/**
 * Deletes texts whose keys are gone, each by one try, until one fails or the time is up. What is left is noise that no
 * key opens. It deletes one after another, for all of them stand in one partition.
 */
const dropTexts = async ({ dynamoOnce, table }: ReportTable, reportId: string, textIds: readonly string[]) => {
  const options = { abortSignal: AbortSignal.timeout(dropMs) }
  const drop = (textId: string) => {
    const Key = keyOf(reportId, sealedItem(textId))
    const condition = { ConditionExpression: 'attribute_exists(sealed)' }
    const command = new UpdateItemCommand({ TableName: table, Key, UpdateExpression: 'REMOVE sealed', ...condition })
    return dynamoOnce.send(command, options)
  }
  try {
    for (const textId of textIds) await isWritten(drop(textId))
  } catch {
    return
  }
}

/**
 * True if an earlier attempt stored this very entry, and its response was lost. The retry then fails its condition,
 * though the change was made.
 */
const isStoredAlready = async (config: DynamoTable, reportId: string, hash: string): Promise<boolean> => {
  const item = await findItem(config, [reportId, reportItem], ['log'])
  const entries: unknown = item?.['log']
  return Array.isArray(entries) && entries.some((entry: { readonly hash?: unknown }) => entry.hash === hash)
}

/** The longest that a loser waits before it reads the report again, milliseconds: many at once then come apart. */
const longestWaitMs = 400

const afterAWhile = <Outcome>(outcome: Outcome): Promise<Outcome> => setTimeout(Math.random() * longestWaitMs, outcome)

const toExpression = (changes: Stored, removed: readonly string[], isNewPage: boolean): string => {
  const set = Object.keys(changes).map((name) => `#${name} = :${name}`)
  const log = isNewPage ? '#log = :entries' : '#log = list_append(#log, :entries)'
  const remove = removed.length > 0 ? ` REMOVE ${removed.map((name) => `#${name}`).join(', ')}` : ''
  return `SET ${set.join(', ')}, ${log}${remove}`
}

/**
 * Reports in DynamoDB. Each change is one update, conditional on the `seq` that it was decided on. The item holds the
 * newest log entries. Each time that they fill a page, the page is first copied to an item of its own, so that a change
 * costs the same however long the log is.
 */
export const createReportStore = (config: ReportTable): ReportStore => ({
  ...createShelves(config),
  find: async (reportId) => {
    const item = await findItem(config, [reportId, reportItem], reportAttributes)
    return item === undefined ? undefined : fromItem(item)
  },
  update: async (current, { next, entry, erases }) => {
    const { reportId, seq } = current
    const isNewPage = seq % policy.logPageEntries === 0
    if (isNewPage && (await keepLogPage(config, reportId, seq)) === 'conflict') return afterAWhile('conflict')
    const placed = chainEntry(reportId, current, entry, sha256)
    const changes: Stored = { ...toChanges(next), seq: placed.seq, hash: placed.hash }
    const removed = [...changingFields, ...listFields, 'duePartition'].filter((name) => !(name in changes))
    const values = Object.fromEntries(Object.entries(changes).map(([name, value]) => [`:${name}`, value]))
    const update = new UpdateItemCommand({
      TableName: config.table,
      Key: keyOf(reportId),
      UpdateExpression: toExpression(changes, removed, isNewPage),
      ConditionExpression: '#seq = :decidedOn',
      ExpressionAttributeNames: namesOf([...Object.keys(changes), ...removed, 'log']),
      ExpressionAttributeValues: marshall({ ...values, ':entries': [placed], ':decidedOn': seq }, marshallOptions),
    })
    const isStored = await isWritten(config.dynamo.send(update))
    if (!isStored && !(await isStoredAlready(config, reportId, placed.hash))) return afterAWhile('conflict')
    if (erases !== undefined) await dropTexts(config, reportId, erases)
    return 'stored'
  },
})

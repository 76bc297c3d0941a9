import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { readForm } from '../domain/stored-forms.ts'
import { type Log, withLogFields } from './log.ts'

/**
 * Reads a queue message of ours, `{"v": 1, "reportId": "…"}`.
 *
 * @throws Error that names what is wrong, never the body
 */
export const parseReportMessage = (body: string): string => {
  let message: Readonly<Record<string, unknown>> | null
  try {
    message = JSON.parse(body) as typeof message
  } catch {
    throw new Error('queue message is not JSON')
  }
  const { reportId } = readForm('queue message', { ...message })
  if (typeof reportId !== 'string') throw new Error('queue message reportId is not a string')
  return reportId
}

/**
 * The SQS edge: runs each record by itself and side by side, and answers which of them SQS must deliver again. Nothing
 * is dropped: a record that always fails ends in the dead letters, and its report is found again by its `dueAt`.
 */
export const withSqsBatch = (log: Log, work: (reportId: string) => Promise<void>) => {
  const failureOf = async (record: SQSRecord): Promise<string | undefined> => {
    try {
      const reportId = parseReportMessage(record.body)
      await withLogFields({ reportId, messageId: record.messageId }, () => work(reportId))
      return undefined
    } catch (error) {
      log.fault('message.failed', error, { messageId: record.messageId })
      return record.messageId
    }
  }
  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const outcomes = await Promise.all(event.Records.map(failureOf))
    const failed = outcomes.filter((messageId) => messageId !== undefined)
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
  }
}

import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { readForm, type StoredForm } from '../domain/stored-forms.ts'
import type { Delivery } from '../ports/deliveries.ts'
import { type Log, withLogFields } from './log.ts'

/**
 * Reads a queue message of ours, `{"v": 1, "reportId": "…"}`.
 *
 * @throws Error that names what is wrong, never the body
 */
export const parseReportMessage = (body: string): string => {
  const { reportId } = parseMessage('queue message', body)
  if (typeof reportId !== 'string') throw new Error('queue message reportId is not a string')
  return reportId
}

/** Reads the body of a queue message of ours. @throws Error that names what is wrong, never the body */
const parseMessage = (form: StoredForm, body: string): Readonly<Record<string, unknown>> => {
  let message: Readonly<Record<string, unknown>> | null
  try {
    message = JSON.parse(body) as typeof message
  } catch {
    throw new Error('queue message is not JSON')
  }
  return readForm(form, { ...message })
}

/**
 * Reads a message of the delivery queue.
 *
 * @throws Error that names what is wrong, never the body
 */
export const parseDelivery = (body: string): Delivery => {
  const message = parseMessage('delivery message', body)
  const { kind, digestId, contactId, reportId, alerts, action, isAccepted, tried, turn } = message
  if (typeof digestId !== 'string') throw new Error('delivery message digestId is not a string')
  if (typeof contactId !== 'string') throw new Error('delivery message contactId is not a string')
  if (typeof tried !== 'number') throw new Error('delivery message tried is not a number')
  const read = { digestId, contactId, tried, ...(typeof turn === 'number' ? { turn } : {}) }
  const ofDigest = isAccepted === true ? { ...read, isAccepted: true as const } : read
  if (kind === 'digest') return { ...ofDigest, kind }
  if (kind !== 'report' && kind !== 'engine-event') throw new Error('delivery message kind is not known')
  if (typeof reportId !== 'string') throw new Error('delivery message reportId is not a string')
  if (kind === 'report') return { ...ofDigest, kind, reportId }
  if (action !== 'acknowledge' && action !== 'resolve') throw new Error('delivery message action is not known')
  const isOfAlerts = Array.isArray(alerts) && alerts.length > 0 && alerts.every(Number.isSafeInteger)
  if (!isOfAlerts) throw new Error('delivery message alerts are no numbers')
  return { ...read, kind, reportId, alerts, action }
}

/**
 * The SQS edge of what works on all the messages of a batch together: hands over every report that they name, each
 * once, and answers which messages SQS must deliver again.
 *
 * @param work - returns the reports that failed; when it throws, all of them did
 */
export const withSqsTogether = (log: Log, work: (reportIds: readonly string[]) => Promise<ReadonlySet<string>>) => {
  const readIds = ({ body, messageId }: SQSRecord): readonly [messageId: string, reportId: string | undefined] => {
    try {
      return [messageId, parseReportMessage(body)]
    } catch (error) {
      log.fault('message.failed', error, { messageId })
      return [messageId, undefined]
    }
  }
  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const read = event.Records.map(readIds)
    const reportIds = [...new Set(read.flatMap(([, reportId]) => reportId ?? []))]
    const failed = await work(reportIds).catch((error: unknown) => {
      log.fault('message.failed', error)
      return new Set(reportIds)
    })
    const again = read.filter(([, reportId]) => reportId === undefined || failed.has(reportId))
    return { batchItemFailures: again.map(([itemIdentifier]) => ({ itemIdentifier })) }
  }
}

/**
 * The SQS edge: runs each record by itself and side by side, and answers which of them SQS must deliver again. Nothing
 * is dropped: a record that always fails ends in the dead letters, and its report is found again by its `dueAt`.
 */
export const withSqsBatch = (log: Log, work: (reportId: string) => Promise<void>) =>
  withEachRecord(log, (body) => {
    const reportId = parseReportMessage(body)
    return withLogFields({ reportId }, () => work(reportId))
  })

/** The SQS edge of the delivery queue: runs each delivery by itself and side by side, as `withSqsBatch` does. */
export const withSqsDeliveries = (log: Log, work: (delivery: Delivery) => Promise<void>) =>
  withEachRecord(log, (body) => {
    const delivery = parseDelivery(body)
    const { digestId, contactId } = delivery
    return withLogFields({ digestId, contactId }, () => work(delivery))
  })

const withEachRecord = (log: Log, work: (body: string) => Promise<void>) => {
  const failureOf = ({ body, messageId }: SQSRecord): Promise<string | undefined> =>
    withLogFields({ messageId }, async () => {
      try {
        await work(body)
        return undefined
      } catch (error) {
        log.fault('message.failed', error)
        return messageId
      }
    })
  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const outcomes = await Promise.all(event.Records.map(failureOf))
    const failed = outcomes.filter((messageId) => messageId !== undefined)
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
  }
}

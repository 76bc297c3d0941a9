import type { SQSEvent, SQSRecord } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import { createLog } from '../../shared/lambda/log.ts'
import { parseDelivery, withSqsBatch } from '../../shared/lambda/sqs-batch.ts'

const record = (messageId: string, body: string) => ({ messageId, body }) as SQSRecord
const events = (...records: SQSRecord[]): SQSEvent => ({ Records: records })
const message = (reportId: string) => JSON.stringify({ v: 1, reportId })

const createRun = (work: (reportId: string) => Promise<void>) => {
  const lines: string[] = []
  const log = createLog(
    'test',
    () => new Date(0),
    (line) => lines.push(line),
  )
  return { lines, log, handler: withSqsBatch(log, work) }
}

describe('the SQS edge', () => {
  it('every record of a batch runs, and only those that failed are named', async () => {
    const seen: string[] = []
    const { handler } = createRun(async (reportId) => {
      seen.push(reportId)
      if (reportId === 'B') throw new Error('no')
    })
    const answer = await handler(
      events(record('1', message('A')), record('2', message('B')), record('3', message('C'))),
    )
    expect(seen).toEqual(['A', 'B', 'C'])
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] })
  })

  it.each(['kestrel', '{"v":2,"reportId":"kestrel"}', '{"v":1,"reportId":7}', 'null', '[]'])(
    'the message %s fails, and is not logged',
    async (body) => {
      const { handler, lines } = createRun(async () => undefined)
      expect(await handler(events(record('1', body)))).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] })
      expect(lines).toHaveLength(1)
      expect(lines.join('')).not.toContain('kestrel')
    },
  )

  it('records that run side by side keep their own log fields', async () => {
    const gate = Promise.withResolvers<void>()
    const { handler, lines, log } = createRun(async (reportId) => {
      if (reportId === 'A') await gate.promise
      log.event('report.accepted', { desk: reportId })
      gate.resolve()
    })
    await handler(events(record('1', message('A')), record('2', message('B'))))
    const pairs = lines.map((line) => JSON.parse(line) as { reportId: string; desk: string })
    expect(pairs.map(({ reportId, desk }) => [reportId, desk])).toEqual([
      ['B', 'B'],
      ['A', 'A'],
    ])
  })
})

describe('a message of the delivery queue', () => {
  const whole = { v: 1, kind: 'digest', digestId: 'kestrel', contactId: 'contact-1', tried: 0 }
  it.each([
    ['digestId is not a string', { digestId: 7 }],
    ['contactId is not a string', { contactId: null }],
    ['tried is not a number', { tried: '0' }],
    ['kind is not known', { kind: 'kestrel' }],
    ['reportId is not a string', { kind: 'report' }],
    ['reportId is not a string', { kind: 'engine-event', action: 'resolve' }],
    ['action is not known', { kind: 'engine-event', reportId: 'kestrel', action: 'trigger' }],
    ['alerts are no numbers', { kind: 'engine-event', reportId: 'kestrel', action: 'resolve', alerts: ['kestrel'] }],
    ['alerts are no numbers', { kind: 'engine-event', reportId: 'kestrel', action: 'resolve', alerts: [] }],
  ])('whose %s is refused by the name of the field', (message, more) => {
    const body = JSON.stringify({ ...whole, ...more })
    expect(() => parseDelivery(body)).toThrow(new Error(`delivery message ${message}`))
  })
})

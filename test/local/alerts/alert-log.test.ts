import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { toLoggedAlert } from '../../../infra/local/alerts/alert-capture.ts'
import { createAlertLog } from '../../../infra/local/alerts/alert-log.ts'

const clock = { atReal: (realMs: number) => new Date(realMs + 60_000) }

const logged = (MessageId: string, Timestamp: string) =>
  toLoggedAlert(
    JSON.stringify({
      MessageId,
      Timestamp,
      Message: `text of ${MessageId}`,
      MessageAttributes: {
        desk: { Type: 'String', Value: 'division-p' },
        step: { Type: 'String', Value: '2' },
        recipients: { Type: 'String', Value: 'duty' },
      },
    }),
    clock,
  )

const first = logged('a', '2026-11-24T12:00:00.000Z')
const second = logged('b', '2026-11-24T12:00:01.000Z')

let dataDirectory: string

beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'harbour-alerts-'))
})

afterEach(() => rmSync(dataDirectory, { recursive: true }))

describe('the log of alerts', () => {
  test('an alert says when it was sent by the functions clock, to whom, and what', () => {
    expect(first.alert).toEqual({
      at: '2026-11-24T12:01:00.000Z',
      desk: 'division-p',
      step: 2,
      recipients: 'duty',
      text: 'text of a',
    })
  })

  test('the log lists each alert once, in the order in which they were sent', () => {
    const log = createAlertLog(undefined)
    for (const each of [second, first, second]) log.add(each)
    expect(log.list().map(({ text }) => text)).toEqual(['text of a', 'text of b'])
  })

  test('the log lists each alert once after a restart, even one that is captured again', () => {
    createAlertLog(dataDirectory).add(first)
    const log = createAlertLog(dataDirectory)
    for (const each of [first, second]) log.add(each)
    expect(log.list()).toEqual([first.alert, second.alert])
    expect(createAlertLog(dataDirectory).list()).toEqual([first.alert, second.alert])
  })

  test('the log cuts off half a line that a kill left', () => {
    createAlertLog(dataDirectory).add(first)
    const file = join(dataDirectory, 'alerts.jsonl')
    appendFileSync(file, '{"messageId":"b","publi')
    const log = createAlertLog(dataDirectory)
    log.add(second)
    expect(log.list()).toEqual([first.alert, second.alert])
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2)
  })
})

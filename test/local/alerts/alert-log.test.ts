import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAlertLog, type SentAlert } from '../../../infra/local/alerts/alert-log.ts'

const sent = (text: string): SentAlert => ({
  at: '2026-11-24T12:01:00.000Z',
  desk: 'division-p',
  step: 2,
  recipients: 'duty',
  channel: 'sms',
  to: '+447700900001',
  reports: 3,
  text,
})
const [first, second] = [sent('one'), sent('two')]

let dataDirectory: string

beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'harbour-alerts-'))
})

afterEach(() => rmSync(dataDirectory, { recursive: true }))

describe('the log of messages', () => {
  test('the log lists each message in the order in which they were accepted, one that is repeated twice', () => {
    const log = createAlertLog(undefined)
    for (const each of [first, second, first]) log.add(each)
    expect(log.list().map(({ text }) => text)).toEqual(['one', 'two', 'one'])
  })

  test('the log is the same after a restart', () => {
    createAlertLog(dataDirectory).add(first)
    const log = createAlertLog(dataDirectory)
    log.add(second)
    expect(log.list()).toEqual([first, second])
    expect(createAlertLog(dataDirectory).list()).toEqual([first, second])
  })

  test('the log cuts off half a line that a kill left', () => {
    createAlertLog(dataDirectory).add(first)
    const file = join(dataDirectory, 'alerts.jsonl')
    appendFileSync(file, '{"at":"2026-11-24T12:0')
    const log = createAlertLog(dataDirectory)
    log.add(second)
    expect(log.list()).toEqual([first, second])
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2)
  })
})

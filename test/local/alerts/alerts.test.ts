import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAlertLog, toKeptAlert } from '../../../infra/local/alerts/alert-log.ts'
import { toAlertsPage } from '../../../infra/local/alerts/alerts-page.ts'

const clock = { atReal: (realMs: number) => new Date(realMs + 60_000) }

const kept = (MessageId: string, Timestamp: string) =>
  toKeptAlert(
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

const first = kept('a', '2026-11-24T12:00:00.000Z')
const second = kept('b', '2026-11-24T12:00:01.000Z')

let dataDirectory: string

beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'harbour-alerts-'))
})

afterEach(() => rmSync(dataDirectory, { recursive: true }))

describe('the alerts that were sent', () => {
  test('say when by the functions clock, to whom, and what', () => {
    expect(first.alert).toEqual({
      at: '2026-11-24T12:01:00.000Z',
      desk: 'division-p',
      step: 2,
      recipients: 'duty',
      text: 'text of a',
    })
  })

  test('stand in the order in which they were sent, each once', () => {
    const log = createAlertLog(undefined)
    for (const each of [second, first, second]) log.add(each)
    expect(log.list().map(({ text }) => text)).toEqual(['text of a', 'text of b'])
  })

  test('are there again after a restart, each once', () => {
    createAlertLog(dataDirectory).add(first)
    const log = createAlertLog(dataDirectory)
    for (const each of [first, second]) log.add(each)
    expect(log.list()).toEqual([first.alert, second.alert])
    expect(createAlertLog(dataDirectory).list()).toEqual([first.alert, second.alert])
  })

  test('half a line that a kill left is cut off', () => {
    createAlertLog(dataDirectory).add(first)
    const file = join(dataDirectory, 'alerts.jsonl')
    appendFileSync(file, '{"messageId":"b","publi')
    const log = createAlertLog(dataDirectory)
    log.add(second)
    expect(log.list()).toEqual([first.alert, second.alert])
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2)
  })
})

describe('the page of alerts', () => {
  test('shows each alert as text, never as markup', () => {
    const page = toAlertsPage([{ ...first.alert, text: '<b>ref & "7F3K"</b>' }])
    expect(page).toContain('<td>&lt;b&gt;ref &amp; &quot;7F3K&quot;&lt;/b&gt;</td>')
  })

  test('loads nothing from elsewhere and says its language', () => {
    const page = toAlertsPage([])
    expect(page).toContain('<html lang="en-GB">')
    expect(page).toContain('No alert was sent yet.')
    expect(page).not.toMatch(/https?:\/\//)
  })
})

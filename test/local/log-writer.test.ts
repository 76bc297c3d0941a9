import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLogWriter } from '../../infra/local/log-writer.ts'

let folder: string
let printed: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'harbour-log-'))
  printed = ''
})
afterEach(() => rmSync(folder, { recursive: true }))

const [event, metric] = ['{"event":"report.accepted"}', '{"event":"metric.recorded","count":1}']

test('metrics are kept in a file of the data directory, and not printed', () => {
  const write = createLogWriter((text) => {
    printed += text
  }, folder)
  write(`${event}\n${metric}\n`)
  write(`${metric}\n`)
  write(`${event}\n`)
  expect(printed.split('\n').filter(Boolean)).toEqual([event, event])
  expect(readFileSync(join(folder, 'metrics.jsonl'), 'utf8')).toBe(`${metric}\n${metric}\n`)
})

test('without a data directory metrics are kept nowhere', () => {
  const write = createLogWriter((text) => {
    printed += text
  }, undefined)
  write(`${event}\n${metric}\n`)
  expect([printed.trim(), readdirSync(folder)]).toEqual([event, []])
})

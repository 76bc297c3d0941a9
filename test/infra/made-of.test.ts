import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { filesBelow, isMadeOf, toRecord } from '../../infra/made-of.ts'

let folder: string
const [made, record] = [() => join(folder, 'made'), () => join(folder, 'record.json')]
const files = () => filesBelow([made()])
const isStillMade = (sources = 'sources') => isMadeOf(sources, files, record())

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'harbour-made-'))
  mkdirSync(join(made(), 'one'), { recursive: true })
  writeFileSync(join(made(), 'one', 'index.mjs'), 'export {}')
  writeFileSync(record(), toRecord('sources', files))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('what was made of the same sources is not made again', () => {
  expect(isStillMade()).toBe(true)
})

test.each<readonly [string, () => void, string]>([
  ['another source', () => void 0, 'other sources'],
  ['a file that was changed', () => writeFileSync(join(made(), 'one', 'index.mjs'), 'export default 1'), 'sources'],
  ['a file that was added', () => writeFileSync(join(made(), 'one', 'more.mjs'), ''), 'sources'],
  ['a file that is gone', () => rmSync(join(made(), 'one', 'index.mjs')), 'sources'],
  ['a folder that is gone', () => rmSync(made(), { recursive: true }), 'sources'],
  ['a record that is gone', () => rmSync(record()), 'sources'],
  ['half a record', () => writeFileSync(record(), '{"sou'), 'sources'],
])('%s: it is made again', (_name, change, sources) => {
  change()
  expect(isStillMade(sources)).toBe(false)
})

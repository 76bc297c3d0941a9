import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findLocalStack } from '../../infra/local/template/cached-stack.ts'

const folder = mkdtempSync(join(tmpdir(), 'harbour-cache-'))
const file = join(folder, 'stack.json')

afterAll(() => rmSync(folder, { recursive: true }))

const [first, second] = ['http://127.0.0.1:9001', 'http://127.0.0.1:9002'] as const

test('the stack is synthesised once for the same code, whatever the port', async () => {
  const made = findLocalStack(file)
  const atFirst = await made.at(first)
  await expect.poll(() => readFileSync(file, 'utf8')).toContain('"synthesis"')
  const found = findLocalStack(file)
  const atSecond = await found.at(second)
  expect([made.isBeingMade, found.isBeingMade]).toEqual([true, false])
  expect(Object.keys(atSecond.template.Resources).length).toBeGreaterThan(100)
  expect(atSecond.consoleDirectory).toBeDefined()
  const [one, other] = [atFirst, atSecond].map(({ template }) => JSON.stringify(template))
  expect(one).toContain(`${first}/console/`)
  expect(other).toBe(one?.replaceAll(first, second))
})

test('the stack is synthesised again when code or bundles are not what they were, or the file is damaged', async () => {
  const known = JSON.parse(readFileSync(file, 'utf8')) as object
  expect(Object.keys(known)).toEqual(['inputs', 'bundles', 'synthesis'])
  const isMadeAgain = async (text: string) => {
    writeFileSync(file, text)
    const found = findLocalStack(file)
    await found.at(first)
    return found.isBeingMade
  }
  expect(await isMadeAgain(JSON.stringify(known))).toBe(false)
  expect(await isMadeAgain(JSON.stringify({ ...known, inputs: 'of another version' }))).toBe(true)
  await expect.poll(() => readFileSync(file, 'utf8')).not.toContain('another version')
  expect(await isMadeAgain(JSON.stringify({ ...known, bundles: 'of another version' }))).toBe(true)
  await expect.poll(() => readFileSync(file, 'utf8')).not.toContain('another version')
  expect(await isMadeAgain('half a fi')).toBe(true)
  await expect.poll(() => readFileSync(file, 'utf8')).not.toContain('half')
})

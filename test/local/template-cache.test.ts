import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { cachedLocalStack } from '../../infra/local/template/cached-stack.ts'

test('the stack is synthesised once for the same code, and again when code or bundles are not what they were', async () => {
  // No other test starts at this port, so that nobody else keeps this file.
  const url = 'http://127.0.0.1:65001'
  const file = '.build/local-stack/65001.json'
  await cachedLocalStack(url, () => undefined)
  const say = vi.fn()
  const again = await cachedLocalStack(url, say)
  expect(Object.keys(again.template.Resources).length).toBeGreaterThan(100)
  expect(again.consoleDirectory).toBeDefined()
  const known = JSON.parse(readFileSync(file, 'utf8')) as object
  expect(Object.keys(known)).toEqual(['inputs', 'bundles', 'synthesis'])
  const before = say.mock.calls.length
  for (const changed of ['inputs', 'bundles']) {
    writeFileSync(file, JSON.stringify({ ...known, [changed]: 'of another version' }))
    await cachedLocalStack(url, say)
  }
  writeFileSync(file, 'half a fi')
  await cachedLocalStack(url, say)
  expect([before, say.mock.calls.length]).toEqual([0, 3])
})

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { bundleDirectory } from '../../infra/bundle.ts'
import { cachedLocalStack } from '../../infra/local/template/cached-stack.ts'

test('the stack is synthesised once for the same code, and again when a bundle is not what it was', async () => {
  const url = 'http://127.0.0.1:65001'
  await cachedLocalStack(url, () => undefined)
  const say = vi.fn()
  const again = await cachedLocalStack(url, say)
  expect(say).not.toHaveBeenCalled()
  expect(Object.keys(again.template.Resources).length).toBeGreaterThan(100)
  expect(again.consoleDirectory).toBeDefined()

  // Another version of the code may be bundled into the same place meanwhile.
  const bundle = join(bundleDirectory, 'public-info', 'index.mjs')
  writeFileSync(bundle, `${readFileSync(bundle, 'utf8')}\n`)
  await cachedLocalStack(url, say)
  expect(say).toHaveBeenCalledOnce()
  expect(readFileSync(bundle, 'utf8').endsWith('\n\n')).toBe(false)
})

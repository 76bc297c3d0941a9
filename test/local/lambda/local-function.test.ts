import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { createFunction } from '../../../infra/local/lambda/local-function.ts'
import { createClock } from '../../../infra/local/machine/clock.ts'
import { createClosers } from '../../../infra/local/machine/closers.ts'

const folder = mkdtempSync(join(tmpdir(), 'harbour-function-'))
const closers = createClosers()

afterEach(closers.close)
afterAll(() => rmSync(folder, { recursive: true }))

const create = (source: string, restMs?: number) => {
  const modulePath = join(folder, `${Math.random()}.mjs`)
  writeFileSync(modulePath, source)
  const definition = { name: 'counter', modulePath, exportName: 'handler', environment: {}, timeoutSeconds: 5 }
  const shared = { clock: createClock({}).memory, receiverPort: 9, writeLog: () => undefined }
  const local = createFunction(definition, { ...shared, ...(restMs === undefined ? {} : { restMs }) })
  closers.add(local.close)
  return local
}

const counter = 'let count = 0; export const handler = async () => (count += 1)'
const slowCounter = `import { setTimeout } from 'node:timers/promises'
let count = 0
export const handler = async () => { count += 1; await setTimeout(300); return count }`

test('a worker that has nothing to do is ended, and starts again for the next invocation', async () => {
  const local = create(counter, 20)
  expect([await local.invoke({}), await local.invoke({})]).toEqual([1, 2])
  // It counts from one again: it is another worker.
  await expect.poll(() => local.invoke({}), { interval: 100 }).toBe(1)
})

test('a worker that works is not ended, however long it takes', async () => {
  const local = create(slowCounter, 20)
  expect(await Promise.all([local.invoke({}), local.invoke({})])).toEqual([2, 2])
})

test('no thread of a function loads what strips types, some 20 MB each', async () => {
  const look =
    'export const handler = async () => Object.keys(process.binding ?? {}).length >= 0 && process.moduleLoadList'
  const loaded = (await create(look).invoke({})) as readonly string[]
  expect(loaded.length).toBeGreaterThan(50)
  expect(loaded.filter((name) => /amaro/.test(name))).toEqual([])
})

test('a function whose module cannot be loaded says so at each invocation', async () => {
  const local = create("throw new Error('CONSOLE_URL is not set')")
  const problem = 'the worker of counter crashed: CONSOLE_URL is not set'
  for (const _each of [1, 2]) await expect(local.invoke({})).rejects.toThrow(problem)
})

test('a function that is closed cannot be invoked, also when it never ran', async () => {
  const local = create(counter)
  await local.close()
  await expect(local.invoke({})).rejects.toThrow('counter is closed and cannot be invoked')
})

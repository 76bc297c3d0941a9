import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Harbour, startHarbour } from '../../infra/local/harbour.ts'
import { synthesiseLocalStack } from '../../infra/local/template/synthesise.ts'

const script = join(import.meta.dirname, '../../scripts/smoke.ts')

const run = async (...args: readonly string[]) => {
  const child = spawn(process.execPath, [script, ...args])
  const [output, problems] = await Promise.all([text(child.stdout), text(child.stderr)])
  const status = child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve)))
  return { output, problems, status }
}

let harbour: Harbour

beforeAll(async () => {
  harbour = await startHarbour({ stack: () => synthesiseLocalStack(), port: 0, writeLog: () => undefined })
})
afterAll(() => harbour.close())

test('a smoke test sends one marked report, whose desk is notified, and withdraws it', async () => {
  const { output, problems, status } = await run(harbour.url)
  expect(output.split('\n').filter((line) => line.startsWith('FAIL'))).toEqual([])
  expect({ problems, status }).toEqual({ problems: '', status: 0 })
  expect(output).toContain('all 12 checks passed')
  expect(new Set(harbour.alerts().map(({ desk }) => desk))).toEqual(new Set(['duty-control']))
})

test('a smoke test that only reads sends no report', async () => {
  // The withdrawal of the report before may still be on its way to its desk.
  await harbour.idle()
  const before = harbour.alerts().length
  expect(await run(harbour.url, '--read')).toMatchObject({ status: 0 })
  await harbour.idle()
  expect(harbour.alerts()).toHaveLength(before)
})

test('a smoke test of an API that nobody answers at fails, and says why', async () => {
  const { output, status } = await run('http://127.0.0.1:9/', '--read')
  expect(output).toMatch(/could not be reached/)
  expect(status).toBe(1)
})

test('a smoke test of a wrong path fails', async () => {
  const { output, status } = await run(`${harbour.url}/elsewhere`, '--read')
  expect(output).toMatch(/checks failed/)
  expect(status).toBe(1)
})

test.each([
  [[], /name the URL/],
  [['mailto:a@b.example'], /is not an http URL/],
  [['http://a.example', 'http://b.example'], /name one URL/],
  [['http://a.example', '--frob'], /--frob is not an option/],
])('%j is refused in one line', async (args, words) => {
  const { problems, status } = await run(...args)
  expect(problems).toMatch(words)
  expect(problems.trimEnd().split('\n')).toHaveLength(1)
  expect(status).toBe(1)
})

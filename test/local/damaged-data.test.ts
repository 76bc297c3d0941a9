import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Harbour, startHarbour } from '../../infra/local/harbour.ts'
import { fixtureStack } from './fixture/template.ts'

const folder = mkdtempSync(join(tmpdir(), 'harbour-damaged-'))
const [whole, dataDirectory] = [join(folder, 'whole'), join(folder, 'data')]
let said: string[]
let running: Harbour | undefined

const startAt = async (directory: string) => {
  running = await startHarbour({
    stack: fixtureStack,
    port: 0,
    clock: 'manual',
    writeLog: () => undefined,
    dataDirectory: directory,
    say: (line: string) => said.push(line),
  })
  return running
}
const start = () => startAt(dataDirectory)
const stop = async () => {
  await running?.close()
  running = undefined
}
/** Returns the line that a start is refused with. */
const refusal = async (): Promise<string> => {
  const problem = await start().then(
    () => 'it started',
    (error: Error) => error.message,
  )
  expect(problem).not.toContain('\n')
  return problem.replaceAll(`${dataDirectory}/`, '')
}
const pathOf = (name: string) => join(dataDirectory, name)

beforeAll(async () => {
  said = []
  const harbour = await startAt(whole)
  const headers = { 'content-type': 'text/plain' }
  await fetch(`${harbour.url}/notes`, { method: 'POST', body: 'kept', headers })
  await harbour.idle()
  expect(harbour.alerts().length).toBeGreaterThan(0)
  await stop()
})
beforeEach(() => {
  said = []
  rmSync(dataDirectory, { recursive: true, force: true })
  cpSync(whole, dataDirectory, { recursive: true })
})
afterEach(stop)
afterAll(() => rmSync(folder, { recursive: true }))

const fromCopy = 'put it back from a copy, or choose another --data'

describe('a data directory that is not whole', () => {
  test('one that is whole starts, and nothing is said', async () => {
    const harbour = await start()
    expect(harbour.alerts().length).toBeGreaterThan(0)
    expect(said).toEqual([])
  })

  test.each([
    ['keys.json', `keys.json is missing, and reports are stored with it; ${fromCopy}`],
    ['tables', `tables is missing, and reports are stored with it; ${fromCopy}`],
    [
      'harbour.json',
      /^harbour\.json is missing beside keys\.json; put it back from a copy, .*, or remove .* cut short$/,
    ],
  ])('without %s it does not start, least of all with new keys', async (name, problem) => {
    const keys = readFileSync(pathOf('keys.json'), 'utf8')
    rmSync(pathOf(name), { recursive: true })
    expect(await refusal()).toEqual(typeof problem === 'string' ? problem : expect.stringMatching(problem))
    if (name === 'keys.json') expect(() => readFileSync(pathOf(name))).toThrow()
    else expect(readFileSync(pathOf('keys.json'), 'utf8')).toBe(keys)
  })

  test('keys of another data directory, and keys that were changed, are not used', async () => {
    const keys = JSON.parse(readFileSync(pathOf('keys.json'), 'utf8')) as { keys: Record<string, string> }
    expect(Object.keys(keys.keys).length).toBeGreaterThan(0)
    const changed = Object.fromEntries(Object.keys(keys.keys).map((arn) => [arn, Buffer.alloc(32).toString('base64')]))
    writeFileSync(pathOf('keys.json'), JSON.stringify({ ...keys, keys: changed }))
    expect(await refusal()).toBe(`keys.json is not as it was when reports were sealed with it; ${fromCopy}`)
  })

  test.each([
    ['messages', 'messages is missing: what was under way is sent again when it is due'],
    ['clock.json', /^clock\.json is missing: the clock starts at the real time, /],
    ['alerts.jsonl', 'alerts.jsonl is missing: the list of alerts begins anew'],
  ])('without %s it starts, and says so in one line', async (name, line) => {
    rmSync(pathOf(name), { recursive: true })
    await start()
    const [only, ...others] = said.map((each) => each.replace(`${dataDirectory}/`, ''))
    expect(only).toEqual(typeof line === 'string' ? line : expect.stringMatching(line))
    expect(others).toEqual([])
  })

  test.each([
    ['harbour.json', '{', `harbour.json is damaged (it is not JSON); ${fromCopy}`],
    ['harbour.json', '{}', `harbour.json is damaged (v is missing); ${fromCopy}`],
    ['harbour.json', '{"v":2}', `harbour.json is damaged (v is 2, and this release reads 1); ${fromCopy}`],
    ['clock.json', '12', /^clock\.json is damaged \(it is not an object\); remove it: the clock then starts at /],
    ['clock.json', '{"v":1,"shownMs":"x"}', /^clock\.json is damaged \(it holds no time\); remove it: /],
    ['clock.json', '{"shownMs":1}', /^clock\.json is damaged \(v is missing\); remove it: /],
    ['harbour.json', '{"v":1}', `harbour.json is damaged (it names no keys or no parts); ${fromCopy}`],
    [
      'alerts.jsonl',
      '{"v":1}\n',
      /^alerts\.jsonl is damaged \(line 1: it is no alert\); remove it: the list of alerts/,
    ],
    ['alerts.jsonl', '{"at":"x"}\n', /^alerts\.jsonl is damaged \(line 1: v is missing\); remove it: /],
    ['alerts.jsonl', 'secret\n', /^alerts\.jsonl is damaged \(line 1: it is not JSON\); remove it: /],
    ['tables/CURRENT', 'nothing', /^tables is damaged \(LEVEL_\w+\); put it back from a copy, /],
    ['messages/fauxqs.db', 'x'.repeat(5000), /^messages is damaged \(SQLite says 26\); remove it: what was under way/],
    [
      'lock.sqlite',
      'x'.repeat(5000),
      /^lock\.sqlite is damaged \(file is not a database\); remove it: it holds nothing/,
    ],
  ])('%s with %s is refused in one line that names it and the way out', async (name, content, problem) => {
    for (const besides of ['-wal', '-shm']) rmSync(pathOf(`${name}${besides}`), { force: true })
    writeFileSync(pathOf(name), content)
    const refused = await refusal()
    expect(refused).toEqual(typeof problem === 'string' ? problem : expect.stringMatching(problem))
    expect(refused).not.toContain('secret')
    const [, remove] = / ([\w./]+) is damaged .*; remove it: /.exec(` ${refused}`) ?? []
    if (remove === undefined) return
    rmSync(pathOf(remove), { recursive: true })
    await start()
  })

  // /dev/full answers each write with ENOSPC, as a full disk does.
  test('a file that finds no room is said in one line', async () => {
    symlinkSync('/dev/full', pathOf('clock.json.draft'))
    expect(await refusal()).toBe(
      `there is no room left for clock.json; make room, and start again: what was answered 202 is kept`,
    )
    await start()
  })

  test('a clock that ran ahead is said in one line', async () => {
    writeFileSync(pathOf('clock.json'), JSON.stringify({ v: 1, shownMs: Date.now() + 90 * 60_000 }))
    await start()
    expect(said).toEqual([
      expect.stringMatching(/^The clock is (89|90) minutes ahead of the real one: it ran faster before, and it never /),
    ])
  })
})

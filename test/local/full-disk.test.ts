import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { findSmallDisk } from './small-disk.ts'

const script = join(import.meta.dirname, '../../infra/local/start.mjs')
const folder = mkdtempSync(join(tmpdir(), 'harbour-full-'))
const disk = findSmallDisk(folder)
const [dataDirectory, filler] = [join(folder, 'data'), join(folder, 'filler')]
const running = new Set<() => boolean>()

afterAll(() => {
  for (const kill of running) kill()
  disk?.release()
  rmSync(folder, { recursive: true, force: true })
})

const start = () => {
  const child = spawn(process.execPath, [script, '--data', dataDirectory, '--speed', '60'], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(() => child.kill('SIGKILL'))
  const url = new Promise<string>((resolve) => {
    let printed = ''
    child.stdout.on('data', (chunk) => {
      printed += String(chunk)
      const [, found] = /^API (\S+)$/m.exec(printed) ?? []
      if (found !== undefined) resolve(found)
    })
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { url, problems: text(child.stderr), ended, kill: () => child.kill() }
}

const fill = (): void => {
  try {
    writeFileSync(filler, Buffer.alloc(64 * 1024 * 1024))
  } catch {
    // As far as there is room.
  }
}

const post = async (url: string): Promise<string | undefined> => {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ age: { now: '25-44', inImages: '25-44' }, location: { postcode: 'KY1 1XX' } })
  const reply = await fetch(`${url}/reports`, { method: 'POST', headers, body }).catch(() => undefined)
  if (reply?.status !== 202) return undefined
  return ((await reply.json()) as { reference: string }).reference.slice(0, 4)
}

const noRoom = /^harbour: there is no room left for \S+; make room, and start again: what was answered 202 is kept\n$/

test.skipIf(disk === undefined)(
  'a disk that fills up ends Harbour in one line, and what was answered 202 reaches its desk after the next start',
  async () => {
    const first = start()
    const url = await first.url
    const accepted = [await post(url), await post(url)]
    expect(accepted).not.toContain(undefined)
    fill()
    expect(spawnSync('df', [folder], { encoding: 'utf8' }).stdout).toContain('100%')
    const last = await post(url)
    expect([await first.ended, await first.problems]).toEqual([1, expect.stringMatching(noRoom)])

    const full = start()
    expect([await full.ended, await full.problems]).toEqual([1, expect.stringMatching(noRoom)])

    rmSync(filler)
    const next = start()
    const alerts = async () => (await fetch(`${await next.url}/_local/alerts`)).text()
    for (const reference of [...accepted, ...(last === undefined ? [] : [last])]) {
      await expect.poll(alerts, { timeout: 60_000 }).toContain(reference)
    }
    next.kill()
    expect([await next.ended, await next.problems]).toEqual([0, ''])
  },
)

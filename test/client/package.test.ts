import { execFile } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harbour, startHarbour } from '../../infra/local/harbour.ts'
import { type Listening, listenLocally } from '../../infra/local/machine/listen.ts'
import { synthesiseLocalStack } from '../../infra/local/template/synthesise.ts'
import { findChromium } from '../web/chromium.ts'

const run = promisify(execFile)
const client = resolve('shared/client')
const installed = 'node_modules/harbour-client/dist/client.js'

describe('the package of the client', () => {
  let project: string
  let harbour: Harbour
  beforeAll(async () => {
    project = mkdtempSync(join(tmpdir(), 'harbour-client-'))
    await run(process.execPath, [join(client, 'build.ts')])
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', project], { cwd: client })
    const [{ filename }] = JSON.parse(stdout) as readonly [{ readonly filename: string }]
    writeFileSync(join(project, 'package.json'), '{"name": "front-end", "type": "module", "private": true}')
    await run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${filename}`], { cwd: project })
    harbour = await startHarbour({ stack: () => synthesiseLocalStack(), port: 0, writeLog: () => undefined })
  })
  afterAll(async () => {
    await harbour.close()
    rmSync(project, { recursive: true })
  })

  it('has types that are made from the API’s document as it is now', async () => {
    const fresh = join(project, 'api.d.ts')
    const args = [resolve('openapi.json'), '--output', fresh, '--root-types=false']
    await run(join(client, 'node_modules/.bin/openapi-typescript'), args)
    expect(readFileSync(join(client, 'api.d.ts'), 'utf8')).toBe(readFileSync(fresh, 'utf8'))
  })

  it('is at most 8 KB gzip, in one file that imports nothing', () => {
    const text = readFileSync(join(project, installed))
    expect(gzipSync(text, { level: 9 }).length).toBeLessThan(8000)
    expect(text.toString()).not.toMatch(/\bimport\b\s*[{*("']|\brequire\(|node:/)
    expect(JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')).packages).toHaveProperty([
      'node_modules/harbour-client',
    ])
  })

  it('type-checks in a project that has no types of Node, and refuses an answer that does not exist', async () => {
    const source = [
      "import { createDuty, createHarbour, type Draft } from 'harbour-client'",
      "const harbour = createHarbour({ baseUrl: 'https://api.example.org' })",
      "export const draft: Draft = harbour.draft({ age: { now: '25-44' } })",
      'export const reference: Promise<string> = harbour.report(draft).then((accepted) => accepted.reference)',
      "export const duty = createDuty({ baseUrl: 'https://api.example.org', token: () => 'token' })",
      '// @ts-expect-error no such age',
      "harbour.draft({ age: { now: 'old' } })",
    ]
    writeFileSync(join(project, 'front-end.ts'), source.join('\n'))
    const settings = ['--noEmit', '--strict', '--module', 'nodenext', '--lib', 'es2024,dom,dom.iterable', '--types', '']
    const tsc = resolve('node_modules/.bin/tsc')
    const { stdout } = await run(tsc, [...settings, 'front-end.ts'], { cwd: project }).catch(({ stdout }) => ({
      stdout,
    }))
    expect(stdout).toBe('')
  })

  it('sends a report from Node, as the example does', async () => {
    copyFileSync('examples/report.mjs', join(project, 'report.mjs'))
    const { stdout } = await run(process.execPath, ['report.mjs', harbour.url], { cwd: project })
    expect(stdout).toMatch(/^Reference [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\. /)
    await expect.poll(() => harbour.alerts().length).toBeGreaterThan(0)
  })

  it('is not needed for a report by curl, as the example does', async () => {
    const { stdout } = await run('sh', ['examples/report.sh', harbour.url])
    expect(stdout).toMatch(/^Reference [0-9A-Z-]{14}\n\{.*"state":/)
  })

  it('sends a report from a page of another origin, in a browser', async ({ skip }) => {
    const executablePath = findChromium()
    if (executablePath === undefined) return skip('no Chromium: set CHROMIUM_PATH')
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    const files: Readonly<Record<string, string>> = {
      '/report.html': 'examples/report.html',
      '/harbour-client.js': join(project, installed),
    }
    const pages: Listening = await listenLocally(
      createServer(({ url = '' }, reply) => {
        const path = new URL(url, 'http://page').pathname
        const file = files[path]
        if (file === undefined) return void reply.writeHead(404).end()
        const type = path.endsWith('.js') ? 'text/javascript' : 'text/html'
        reply.writeHead(200, { 'content-type': type }).end(readFileSync(file))
      }),
    )
    try {
      const page = await browser.newPage()
      await page.goto(`${pages.url}/report.html?api=${harbour.url}`)
      await page.fill('textarea', 'TEST from a page')
      await page.click('button')
      const status = page.locator('[role=status]')
      await expect.poll(() => status.textContent()).toMatch(/^Reference [0-9A-Z-]{14}, code [0-9A-Z-]{19}$/)
      const said = await status.textContent()
      const answered = page.waitForResponse((response) => response.url().endsWith('/reports'))
      await page.click('button')
      await answered
      expect(await status.textContent()).toBe(said)
      expect(await page.evaluate('[localStorage.length, sessionStorage.length, document.cookie]')).toEqual([0, 0, ''])
    } finally {
      await browser.close()
      await pages.close()
    }
  })
})

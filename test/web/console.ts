import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { synthesiseLocalStack } from '../../infra/local/template/synthesise.ts'
import { type Accepted, startWatchedHarbour, type WatchedHarbour } from '../pipeline/harbour.ts'
import { findChromium } from './chromium.ts'

/** Harbour on this machine, and a browser that looks at its console. */
export interface ConsoleWorld {
  readonly harbour: WatchedHarbour
  readonly browser: Browser
  /** Sends a report, and waits until it has reached its desk. */
  report(body: unknown): Promise<Accepted>
  /** Sends a reporter's call, and waits until its effects have reached the desk. */
  followUp(report: Accepted, what: string, body?: object): Promise<Response>
  close(): Promise<void>
}

/** Starts both. Where Chromium is not found, the tests that need it are skipped. */
export const startConsoleWorld = async (): Promise<ConsoleWorld> => {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('there is no Chromium: set CHROMIUM_PATH')
  const harbour = await startWatchedHarbour(undefined, (url) => synthesiseLocalStack(url))
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const post = (path: string, body: object) =>
    fetch(`${harbour.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify(body),
    })
  return {
    harbour,
    browser,
    report: async (body) => {
      const accepted = (await (await harbour.post(body)).json()) as Accepted
      await harbour.idle()
      return accepted
    },
    followUp: async ({ reference, followUpCode }, what, body = {}) => {
      const answer = await post(`/reports/${reference}/${what}`, { followUpCode, ...body })
      await harbour.idle()
      return answer
    },
    close: async () => {
      await browser.close()
      await harbour.close()
    },
  }
}

/** A page of the console, and what its browser complained of: broken code, and what the page's policy refused. */
export interface ConsolePage {
  readonly page: Page
  readonly context: BrowserContext
  readonly complaints: readonly string[]
}

/**
 * Opens the console in a browser of its own. Its worker ticks faster than an officer's, so that the list is read more
 * often than every ten seconds.
 */
export const openConsole = async (
  { harbour, browser }: ConsoleWorld,
  options: Parameters<Browser['newContext']>[0] = {},
  ticksASecond = 20,
): Promise<ConsolePage> => {
  const context = await browser.newContext({ locale: 'en-GB', ...options })
  context.setDefaultTimeout(60_000)
  const script = `setInterval(() => postMessage(undefined), ${1000 / ticksASecond})`
  await context.route('**/console/ticks.js', (route) =>
    route.fulfill({ body: script, contentType: 'text/javascript', headers: { 'cache-control': 'no-store' } }),
  )
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    // Chromium writes every refusal of the API there; the page shows it itself.
    const isRefusal = message.text().startsWith('Failed to load resource')
    if (['error', 'warning'].includes(message.type()) && !isRefusal) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`${harbour.url}/console/`)
  return { page, context, complaints }
}

/** Signs an officer in on the pages of the identity provider, as a person does. */
export const signInOn = async (page: Page, { harbour }: ConsoleWorld, name: string): Promise<void> => {
  const password = harbour.officers?.officers.find((officer) => officer.name === name)?.password
  if (password === undefined) throw new Error(`no officer ${name}`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Open reports' }).waitFor()
}

/** Opens the console and signs an officer in. */
export const openConsoleAs = async (
  world: ConsoleWorld,
  name: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<ConsolePage> => {
  const opened = await openConsole(world, options)
  await signInOn(opened.page, world, name)
  return opened
}

/** The row of a report in the queue. */
export const rowOf = (page: Page, { reference }: Pick<Accepted, 'reference'>) =>
  page.locator('li.report').filter({ hasText: reference })

/** Goes from the queue to a report's page, as a person does. */
export const goToReport = async (page: Page, report: Pick<Accepted, 'reference'>): Promise<void> => {
  await page.getByRole('link', { name: report.reference }).click()
  await page.getByRole('heading', { name: report.reference }).waitFor()
}

/** Opens the report whose page is shown. */
export const openReport = async (page: Page, note: string): Promise<void> => {
  await page.getByLabel('Note: why you, why now').fill(note)
  await page.getByRole('button', { name: 'Open, and log that I read it' }).click()
}

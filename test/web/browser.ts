import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { startWatchedHarbour, type WatchedHarbour } from '../pipeline/harbour.ts'
import { findChromium } from './chromium.ts'

/** The browser of this machine; undefined where there is none. */
export const chromiumPath: string | undefined = findChromium()

/** Starts the browser. Its sandbox needs a user that is not root. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath ?? 'none', args: ['--no-sandbox'] })

/** A browser and a harbour, for the tests of the block that calls this. They are there once the tests run. */
export const withBrowser = (): { readonly browser: Browser; readonly harbour: WatchedHarbour } => {
  const started: { browser?: Browser; harbour?: WatchedHarbour } = {}
  const given = <Part>(part: Part | undefined): Part => {
    if (part === undefined) throw new Error('nothing is started before the tests run')
    return part
  }
  beforeAll(async () => {
    started.browser = await startBrowser()
    started.harbour = await startWatchedHarbour()
  })
  afterAll(async () => {
    await started.browser?.close()
    await started.harbour?.close()
  })
  return {
    get browser() {
      return given(started.browser)
    },
    get harbour() {
      return given(started.harbour)
    },
  }
}

/** The size of a small phone. */
export const phone = { width: 360, height: 740 }

/** A page of its own, with everything that the browser complained of. */
export const openPage = async (browser: Browser, options: BrowserContextOptions = {}) => {
  const context = await browser.newContext({ viewport: phone, ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  return { context, page, complaints }
}

/** Clicks the label of an answer, as people do: it covers its input. */
export const choose = (page: Page, question: string, answer: string): Promise<void> =>
  page.getByRole('group', { name: question }).getByText(answer, { exact: true }).click()

/** Waits for the receipt, and returns its reference and code. */
export const receiptOn = async (page: Page): Promise<readonly string[]> => {
  await page.getByRole('heading', { name: 'We have your report' }).waitFor()
  await page.waitForLoadState('networkidle')
  return page.locator('[data-keep]').allTextContents()
}

/** Presses Send. */
export const send = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Send', exact: true }).first().click()

/** Gives a page what browsers' tools call slow 3G: 400 ms to and fro, 50 KB a second. */
export const putOnSlow3G = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const slow = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }
  await session.send('Network.emulateNetworkConditions', slow)
}

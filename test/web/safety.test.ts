import { createServer } from 'node:http'
import type { Browser, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Listening, listenLocally } from '../../infra/local/machine/listen.ts'
import { kestrel } from '../kit/submissions.ts'
import { startWatchedHarbour, type WatchedHarbour } from '../pipeline/harbour.ts'
import { chromiumPath, openPage, receiptOn, send, startBrowser } from './browser.ts'

describe.skipIf(chromiumPath === undefined)('what is typed into the form', () => {
  let browser: Browser
  let harbour: WatchedHarbour
  let stranger: Listening

  beforeAll(async () => {
    ;[browser, harbour] = await Promise.all([startBrowser(), startWatchedHarbour()])
    const page = `<iframe src="${harbour.url}/report"></iframe>
<form method="post" action="${harbour.url}/report"><input name="narrative" value="forged"><button>Go</button></form>`
    const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(page))
    stranger = await listenLocally(server)
  })
  afterAll(async () => {
    await browser?.close()
    await harbour?.close()
    await stranger?.close()
  })

  it.each([true, false])('stands nowhere but in the body of the POST (JavaScript: %s)', async (javaScriptEnabled) => {
    const { page, context, complaints } = await openPage(browser, { javaScriptEnabled })
    const requests: Request[] = []
    context.on('request', (request) => requests.push(request))
    await page.goto(`${harbour.url}/report`)
    await page.getByLabel('What has happened?').fill(kestrel)
    await send(page)
    const [reference = '', code = ''] = await receiptOn(page)
    await page.goto(`${harbour.url}/report/back`)
    await page.getByLabel('Reference').fill(reference)
    await page.getByLabel('Code').fill(code)
    await page.getByRole('button', { name: 'Show my report' }).click()
    await page.getByText('Where your report stands').waitFor()

    expect(requests.length).toBeGreaterThan(2)
    expect(new Set(requests.map((request) => new URL(request.url()).origin))).toEqual(new Set([harbour.url]))
    for (const request of requests) {
      for (const secret of [kestrel, code, reference]) expect(request.url()).not.toContain(secret)
      const seen = JSON.stringify(await request.allHeaders())
      for (const secret of [kestrel, code]) expect(seen).not.toContain(secret)
      expect(seen).not.toContain('cookie')
      if ((request.postData() ?? '').includes(kestrel)) expect(new URL(request.url()).pathname).toBe('/report')
    }
    expect(await context.storageState({ indexedDB: true })).toEqual({ cookies: [], origins: [] })
    if (javaScriptEnabled) {
      const kept = await page.evaluate(async () => [
        JSON.stringify({ ...localStorage, ...sessionStorage, state: history.state }),
        ...(await caches.keys()),
        ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
      ])
      expect(kept).toEqual(['{"state":null}'])
    }
    expect(complaints).toEqual([])
    expect(harbour.logs.join('\n')).not.toContain(kestrel)
  })

  it('is never under a title or an address that says what the page is for', async () => {
    const { page } = await openPage(browser)
    for (const path of ['/report', '/report/back', '/report/privacy']) {
      await page.goto(harbour.url + path)
      expect(await page.title()).toBe('Online form')
    }
  })

  it('is typed into no frame of another site, and a form of another site stores nothing', async () => {
    const { page } = await openPage(browser)
    const before = harbour.logs.filter((line) => line.includes('report.accepted')).length
    await page.goto(stranger.url)
    await expect.poll(() => page.frames().length).toBe(2)
    expect(
      await page
        .frames()[1]
        ?.locator('form')
        .count()
        .catch(() => 0),
    ).toBe(0)
    await page.getByRole('button', { name: 'Go' }).click()
    await page.getByText('This came from another web page.').waitFor()
    expect(harbour.logs.filter((line) => line.includes('report.accepted')).length).toBe(before)
    await send(page)
    expect(await receiptOn(page)).toHaveLength(2)
  })
})

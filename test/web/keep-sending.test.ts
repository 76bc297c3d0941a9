import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { WatchedHarbour } from '../pipeline/harbour.ts'
import { chromiumPath, openPage, receiptOn, send, withBrowser } from './browser.ts'

const accepted = (harbour: WatchedHarbour): number =>
  harbour.logs.filter((line) => line.includes('"report.accepted"')).length

describe.skipIf(chromiumPath === undefined)('a form that is sent where the network fails', () => {
  const at = withBrowser()

  const told = (page: Page) => page.getByLabel('What has happened?')

  /** Opens the form and types, then sends; returns how many reports were stored by the end of the work. */
  const sendWhile = async (fails: (page: Page) => Promise<unknown>, after: (page: Page) => Promise<unknown>) => {
    const before = accepted(at.harbour)
    const { page, complaints } = await openPage(at.browser)
    await page.goto(`${at.harbour.url}/report`)
    await told(page).fill('They say tonight.')
    await fails(page)
    await send(page)
    await after(page)
    const kept = await receiptOn(page)
    expect(kept).toHaveLength(2)
    expect(complaints.filter((each) => !/Failed to load resource/.test(each))).toEqual([])
    await page.context().close()
    return accepted(at.harbour) - before
  }

  it('keeps the text while offline, and sends it by itself when the network is back', async () => {
    const stored = await sendWhile(
      (page) => page.context().setOffline(true),
      async (page) => {
        await page.getByText('Not sent yet. Keep this page open').first().waitFor()
        expect(await told(page).inputValue()).toBe('They say tonight.')
        await page.context().setOffline(false)
      },
    )
    expect(stored).toBe(1)
  })

  it('stores one report when the answer is lost', async () => {
    const stored = await sendWhile(
      async (page) => {
        let isFirst = true
        await page.route('**/report', async (route) => {
          if (route.request().method() !== 'POST' || !isFirst) return route.continue()
          isFirst = false
          await route.fetch()
          return route.abort()
        })
      },
      (page) => page.getByText('Not sent yet. Keep this page open').first().waitFor(),
    )
    expect(stored).toBe(1)
  })

  it.each([
    [429, { 'retry-after': '1' }],
    [503, {}],
    [500, {}],
  ])('tries again after a %d', async (status, headers) => {
    const stored = await sendWhile(
      async (page) => {
        let isFirst = true
        await page.route('**/report', (route) => {
          if (route.request().method() !== 'POST' || !isFirst) return route.continue()
          isFirst = false
          return route.fulfill({ status, headers, body: '' })
        })
      },
      (page) => page.getByText('Not sent yet. Keep this page open').first().waitFor(),
    )
    expect(stored).toBe(1)
  })

  it('shows the receipt after a reload when the network fails between storing and showing', async () => {
    const stored = await sendWhile(
      async (page) => {
        let posts = 0
        await page.route('**/report', (route) => {
          if (route.request().method() === 'POST') posts += 1
          return posts === 2 ? route.abort() : route.continue()
        })
      },
      async (page) => {
        await expect.poll(() => page.url()).toBe('chrome-error://chromewebdata/')
        const reloadedTitle = () =>
          page.reload().then(
            () => page.title(),
            () => '',
          )
        await expect.poll(reloadedTitle).toBe('Online form')
      },
    )
    expect(stored).toBe(1)
  })

  it('says that it cannot be sent, and keeps the page, where something other than the form refuses it', async () => {
    const { page } = await openPage(at.browser)
    await page.goto(`${at.harbour.url}/report`)
    await told(page).fill('They say tonight.')
    await page.route('**/report', (route) =>
      route.fulfill({ status: 403, contentType: 'application/json', body: '{}' }),
    )
    await send(page)
    await page.getByText('Please press Send again, or call 101.').first().waitFor()
    expect(await told(page).inputValue()).toBe('They say tonight.')
  })

  it('leaves nothing in the page behind a receipt, and says there what a second Send would do', async () => {
    const { page } = await openPage(at.browser)
    await page.goto(`${at.harbour.url}/report`)
    const keyOn = () => page.locator('form [name=key]').first().inputValue()
    const key = await keyOn()
    await told(page).fill('They say tonight.')
    await send(page)
    await receiptOn(page)
    await page.goBack()
    expect(await told(page).inputValue()).toBe('')
    expect(await keyOn()).not.toBe(key)
    await page.getByText('pressing Send makes a second report').waitFor()
  })
})

import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { chromiumPath, openPage, withBrowser } from './browser.ts'

describe.skipIf(chromiumPath === undefined)('leaving the page', () => {
  const at = withBrowser()

  const openForm = async () => {
    const { page, context } = await openPage(at.browser)
    await context.route('https://www.bbc.co.uk/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>Weather</title>' }),
    )
    await page.goto(`${at.harbour.url}/report/privacy`)
    await page.goto(`${at.harbour.url}/report`)
    await page.getByLabel('What has happened?').fill('They say tonight.')
    return page
  }
  const pressShift = async (page: Page, times: number) => {
    for (let press = 0; press < times; press += 1) await page.keyboard.press('Shift')
  }

  it.each<[string, (page: Page) => Promise<void>]>([
    ['by the button', (page) => page.getByText('Leave this page').click()],
    ['by Shift three times, from a field too', (page) => pressShift(page, 3)],
  ])('%s opens the other page in the same tab, and Back does not show the form', async (_, leave) => {
    const page = await openForm()
    await leave(page)
    await expect.poll(() => page.title()).toBe('Weather')
    expect(page.context().pages()).toHaveLength(1)
    await page.goBack()
    expect(page.url()).toBe(`${at.harbour.url}/report/privacy`)
  })

  it.each([
    ['on a phone', 360],
    ['on a desk', 1280],
  ])('the button %s stands at the top of the page, and stays there when it is scrolled', async (_, width) => {
    const page = await openForm()
    await page.setViewportSize({ width, height: 700 })
    for (const y of [0, 900, 2500]) {
      await page.evaluate((top) => window.scrollTo(0, top), y)
      const box = await page.getByText('Leave this page').boundingBox()
      expect(box?.y).toBeGreaterThanOrEqual(0)
      expect(box?.y).toBeLessThan(100)
    }
  })

  it('takes more than Escape, two presses of Shift, or Shift while typing', async () => {
    const page = await openForm()
    await page.keyboard.press('Escape')
    await pressShift(page, 2)
    await page.keyboard.press('Shift+A')
    await page.keyboard.press('Shift+B')
    await page.keyboard.press('Shift+C')
    expect(page.url()).toBe(`${at.harbour.url}/report`)
    expect(await page.getByLabel('What has happened?').inputValue()).toBe('They say tonight.ABC')
  })
})

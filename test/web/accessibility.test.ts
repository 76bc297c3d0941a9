import { mkdirSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, openPage, receiptOn, send, withBrowser } from './browser.ts'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** For a person to look at. */
const pictures = '.build/pictures'

describe.skipIf(chromiumPath === undefined)('every page', () => {
  const at = withBrowser()
  beforeAll(() => void mkdirSync(pictures, { recursive: true }))

  const open = async (page: Page, path: string) => page.goto(at.harbour.url + path)
  const ways: ReadonlyArray<readonly [name: string, go: (page: Page) => Promise<unknown>]> = [
    ['form', (page) => open(page, '/report')],
    [
      'form-open',
      async (page) => {
        await open(page, '/report')
        for (const summary of await page.locator('summary').all()) await summary.click()
      },
    ],
    [
      'again',
      async (page) => {
        await open(page, '/report')
        await page.getByLabel('What has happened?').fill('too long '.repeat(20_000))
        await send(page)
        await page.getByText('Your report is not sent yet').waitFor()
      },
    ],
    [
      'receipt',
      async (page) => {
        await open(page, '/report')
        await page.getByLabel('What has happened?').fill('x')
        await send(page)
        await receiptOn(page)
      },
    ],
    ['back', (page) => open(page, '/report/back')],
    [
      'status',
      async (page) => {
        await open(page, '/report')
        await send(page)
        await receiptOn(page)
        await page.getByRole('button', { name: 'Add this' }).click()
        await page.getByText('Write something first.').waitFor()
      },
    ],
    ['privacy', (page) => open(page, '/report/privacy')],
  ]

  it.each(ways)('%s breaks no rule of WCAG 2.2 A and AA', async (name, go) => {
    const { page } = await openPage(at.browser)
    await go(page)
    const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      await page.screenshot({ path: `${pictures}/${name}-${width}.png`, fullPage: true })
    }
  })

  it.each(ways)('%s fits 320 pixels without scrolling sideways, and its targets can be hit', async (_, go) => {
    const { page } = await openPage(at.browser, { viewport: { width: 320, height: 640 } })
    await go(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    const small = await page
      .locator('button:visible, summary:visible, label:visible, .ds_button:visible, textarea:visible')
      .evaluateAll((targets) => targets.filter((each) => each.getBoundingClientRect().height < 24).length)
    expect(small).toBe(0)
  })

  it('shows where the keyboard is, and the error summary first', async () => {
    const { page } = await openPage(at.browser)
    await open(page, '/report')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the form')
    await page.getByLabel('What has happened?').focus()
    const outline = await page
      .getByLabel('What has happened?')
      .evaluate((field) => [getComputedStyle(field).outlineStyle, getComputedStyle(field).boxShadow])
    expect(outline.some((each) => each !== 'none')).toBe(true)
    await ways[2]?.[1](page)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('summary')
  })
})

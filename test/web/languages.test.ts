import { mkdirSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPageAssets } from '../../infra/web-bundle.ts'
import { formPage } from '../../web/report-form/form-page.ts'
import { frameAt, type Pages } from '../../web/report-form/frame.ts'
import { languageOf, languages, shownLanguages } from '../../web/report-form/languages.ts'
import { pseudoLanguage } from '../kit/pseudo-language.ts'
import { chromiumPath, openPage, startBrowser } from './browser.ts'

const pagesIn = async (): Promise<Pages> => ({
  assets: await createPageAssets(),
  shown: [...shownLanguages, pseudoLanguage],
})

const formAt = async (below: string): Promise<string> =>
  String(await formPage(frameAt(await pagesIn(), below), { key: 'k', typed: new URLSearchParams() }))

describe('the languages', () => {
  it('are shown only when a person has reviewed them', () => {
    expect(languages.map(({ tag }) => tag)).toEqual(['en', 'gd', 'pl', 'ur'])
    expect(shownLanguages.map(({ tag }) => tag)).toEqual(['en'])
    expect(languageOf('ur', shownLanguages).tag).toBe('en')
  })

  it('stand in the path, and each page links to itself in the others by their own names', async () => {
    expect(await formAt('ar-x-pseudo')).toMatch(/<html lang="ar-x-pseudo" dir="rtl"/)
    expect(await formAt('ar-x-pseudo')).toMatch(/<a lang="en" href="\.\.\/report">English</)
    expect(await formAt('ar-x-pseudo')).toMatch(/href="\.\.\/report\/privacy\/ar-x-pseudo"/)
    expect(await formAt('')).toMatch(/<a lang="ar-x-pseudo" href="report\/ar-x-pseudo">پسودو</)
  })
})

describe.skipIf(chromiumPath === undefined)('a language from right to left', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await startBrowser()
  })
  afterAll(() => browser?.close())

  it.each([360, 1280])('stands the right way round at %d pixels', async (width) => {
    const { page } = await openPage(browser, { viewport: { width, height: 800 } })
    await page.setContent(await formAt('ar-x-pseudo'))
    mkdirSync('.build/pictures', { recursive: true })
    await page.screenshot({ path: `.build/pictures/right-to-left-${width}.png`, fullPage: true })
    const [circle, label, heading] = await Promise.all([
      page.locator('.ds_radio__input').first().boundingBox(),
      page.locator('.ds_radio__label').first().boundingBox(),
      page.locator('h1').boundingBox(),
    ])
    expect(circle?.x).toBeGreaterThanOrEqual((label?.x ?? 0) + (label?.width ?? 0) - 60)
    expect((heading?.x ?? 0) + (heading?.width ?? 0)).toBeGreaterThan(width / 2)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  })
})

import { mkdirSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fullSubmission } from '../kit/submissions.ts'
import type { Accepted } from '../pipeline/harbour.ts'
import { findChromium } from './chromium.ts'
import {
  type ConsoleWorld,
  goToReport,
  openConsole,
  openConsoleAs,
  openReport,
  rowOf,
  startConsoleWorld,
} from './console.ts'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** For a person to look at. */
const pictures = '.build/pictures'

describe.skipIf(findChromium() === undefined)('the console for everybody', () => {
  let world: ConsoleWorld
  let report: Accepted

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true })
    world = await startConsoleWorld()
    report = await world.report(fullSubmission)
    await world.followUp(report, 'additions', { text: 'They wrote again.' })
  })
  afterAll(() => world?.close())

  const opened = async (page: Page) => {
    await goToReport(page, report)
    await openReport(page, 'To see what is asked for.')
    await page.getByText('What they reported').waitFor()
    await page.evaluate(`for (const each of document.querySelectorAll('details')) each.open = true`)
  }

  /** Every view, who sees it, and how they get there. */
  const views: ReadonlyArray<readonly [name: string, officer: string, go: (page: Page) => Promise<unknown>]> = [
    ['queue', 'child-protection', (page) => rowOf(page, report).waitFor()],
    ['report', 'child-protection', (page) => goToReport(page, report)],
    ['opened', 'child-protection', opened],
    [
      'log',
      'child-protection',
      async (page) => {
        await goToReport(page, report)
        await page.getByRole('link', { name: 'The log of this report' }).click()
        await page.getByText('The chain is whole').waitFor()
      },
    ],
    [
      'closed',
      'child-protection',
      async (page) => {
        await page.getByRole('link', { name: 'Closed' }).click()
        await page.getByText('None.').waitFor()
      },
    ],
    [
      'supervision',
      'fife-supervisor',
      async (page) => {
        await page.getByRole('link', { name: 'Supervision' }).click()
        await page.getByText('The desk has had no drill.').waitFor()
      },
    ],
    [
      'keys',
      'child-protection',
      async (page) => {
        await page.getByRole('button', { name: 'Keys' }).click()
        await page.getByRole('dialog').waitFor()
      },
    ],
    [
      'desks',
      'duty-control',
      async (page) => {
        await page.getByRole('link', { name: 'All desks' }).click()
        await expect.poll(() => page.getByText('nothing waits').count()).toBe(15)
      },
    ],
  ]

  it.each(views)('%s breaks no rule of WCAG 2.2 A and AA, by day and by night', async (name, officer, go) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, context } = await openConsoleAs(world, officer, { colorScheme })
      await go(page)
      const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 })
        await page.screenshot({ path: `${pictures}/console-${name}-${colorScheme}-${width}.png`, fullPage: true })
      }
      await context.close()
    }
  })

  // A screen of 640 pixels at 200 % is as wide as one of 320.
  it.each(views)(
    '%s fits 320 pixels without scrolling sideways, and its targets can be hit',
    async (_, officer, go) => {
      const { page, context } = await openConsoleAs(world, officer, { viewport: { width: 320, height: 640 } })
      await go(page)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
      const targets = page.locator('button:visible, summary:visible, select:visible, input:visible, nav a:visible')
      const heights = await targets.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height))
      expect(heights.length).toBeGreaterThan(3)
      expect(heights.filter((height) => height < 24)).toEqual([])
      await context.close()
    },
  )

  it('the page before the sign-in breaks no rule either', async () => {
    const { page, context } = await openConsole(world)
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    await context.close()
  })

  it('an officer takes, opens and reads a report by keys alone, and finds the list of keys', async () => {
    const mine = await world.report({ age: { now: '13-15', inImages: '13-15' }, narrative: 'Read by keys.' })
    const { page, context } = await openConsoleAs(world, 'child-protection')
    await rowOf(page, mine).waitFor()
    const isOnMine = () =>
      page.evaluate(`document.activeElement?.closest('li')?.textContent.includes('${mine.reference}') ?? false`)
    for (let count = 0; count < 10 && !(await isOnMine()); count += 1) await page.keyboard.press('j')
    expect(await isOnMine()).toBe(true)
    await page.keyboard.press('a')
    await rowOf(page, mine).getByText('You have it').waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: mine.reference }).waitFor()
    await page.keyboard.press('o')
    await page.keyboard.type('note with a ?')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('Read by keys.').waitFor()
    await page.getByRole('heading', { name: mine.reference }).focus()
    await page.keyboard.press('n')
    expect(await page.evaluate('document.activeElement?.name')).toBe('note-text')
    await page.getByRole('heading', { name: mine.reference }).focus()
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    await context.close()
  })

  it('keys that are turned off do nothing', async () => {
    const { page, context } = await openConsoleAs(world, 'child-protection')
    await rowOf(page, report).waitFor()
    await page.getByRole('button', { name: 'Keys' }).click()
    await page.getByLabel('Single keys are on').uncheck()
    await page.getByRole('button', { name: 'Close' }).click()
    await page.keyboard.press('?')
    await page.keyboard.press('j')
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await page.evaluate(`document.activeElement?.closest('li')`)).toBeNull()
    await context.close()
  })

  it('duty control sees every desk at a glance, and finds a report for a person who calls, without its text', async () => {
    const { page, context } = await openConsoleAs(world, 'duty-control')
    await page.getByRole('link', { name: 'All desks' }).click()
    const childProtection = page.getByRole('row').filter({ hasText: 'Child protection' })
    await expect.poll(() => childProtection.getByRole('cell').allTextContents()).not.toContain('nothing waits')
    // As a person reads it out: lower case, and without its hyphens.
    await page.getByLabel('A person calls with a reference').fill(report.reference.replaceAll('-', ' ').toLowerCase())
    await page.getByRole('button', { name: 'Find the report' }).click()
    await page.getByRole('heading', { name: report.reference }).waitFor()
    await page.getByText('Another desk has this report.').waitFor()
    expect(await page.getByText('Open the report').count()).toBe(0)
    await page.getByText('Change the grade').first().click()
    await page.getByRole('combobox', { name: 'New grade' }).selectOption('immediate')
    await page.getByRole('button', { name: 'Change the grade' }).click()
    await page.getByText('The grade is immediate.').waitFor()
    await context.close()
  })
})

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kestrel, withKestrel } from '../kit/submissions.ts'
import { findChromium } from './chromium.ts'
import {
  type ConsolePage,
  type ConsoleWorld,
  goToReport,
  openConsoleAs,
  openReport,
  rowOf,
  startConsoleWorld,
} from './console.ts'

/** Everything that a browser keeps of a page besides what is shown, as text. */
const keptBy = (page: Page): Promise<string> =>
  page.evaluate(`(async () => JSON.stringify([
    Object.entries(localStorage), Object.entries(sessionStorage), document.cookie, document.title, location.href,
    history.length, JSON.stringify(history.state), window.name, performance.getEntries().map(({ name }) => name),
    await caches.keys(), (await indexedDB.databases()).map(({ name }) => name),
    (await navigator.serviceWorker?.getRegistrations())?.length, globalThis.notified,
  ]))()`)

/** What is shown anywhere in the page, fields too. */
const shownOn = (page: Page): Promise<string> =>
  page.evaluate(
    `document.documentElement.outerHTML + [...document.querySelectorAll('input, textarea')].map(({ value }) => value).join()`,
  )

/** Writes down what a page notifies of, in place of the desktop. */
const catchNotifications = `globalThis.notified = []
globalThis.Notification = class {
  static permission = 'granted'
  constructor(title, options) { globalThis.notified.push([title, options]) }
}`

describe.skipIf(findChromium() === undefined)('text of a report', () => {
  let world: ConsoleWorld

  beforeAll(async () => {
    world = await startConsoleWorld()
  })
  afterAll(() => world?.close())

  /** Opens the console, and keeps what its browser sends anywhere. */
  const watched = async (name: string) => {
    const opened = await openConsoleAs(world, name)
    const sent: Array<{ readonly to: string; readonly text: string }> = []
    opened.context.on('request', (request) =>
      sent.push({
        to: new URL(request.url()).origin,
        text: `${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ''}`,
      }),
    )
    await opened.page.evaluate(catchNotifications)
    await opened.page.getByRole('button', { name: 'Start my shift' }).click()
    return { ...opened, sent }
  }

  const read = async ({ page }: ConsolePage) => {
    const report = await world.report(withKestrel(kestrel))
    await goToReport(page, report)
    await openReport(page, `${kestrel} note`)
    await page.getByText(`${kestrel} notes`).first().waitFor()
    return report
  }

  it('is on the page of its reader alone, and goes nowhere but to the API', async () => {
    const officer = await watched('child-protection')
    const fife = await watched('fife')
    const report = await read(officer)
    expect(await shownOn(officer.page)).toContain(kestrel)
    expect(await keptBy(officer.page)).not.toContain(kestrel)
    const withText = officer.sent.filter(({ text }) => text.includes(kestrel))
    expect(withText).toHaveLength(1)
    expect(withText[0]?.to).toBe(world.harbour.url)
    expect(withText[0]?.text.split(' ')[0]).toBe(
      `${world.harbour.url}/duty/reports/${report.reference.replaceAll('-', '')}/opening`,
    )
    expect(JSON.stringify(await officer.context.storageState())).not.toContain(kestrel)

    await fife.page.goto(`${world.harbour.url}/console/#/reports/${report.reference}`)
    await fife.page.getByText('Your desk has no such report').waitFor()
    expect(await shownOn(fife.page)).not.toContain(kestrel)
    await Promise.all([officer.context.close(), fife.context.close()])
  })

  it('is not notified: a notification holds the reference and nothing else', async () => {
    const officer = await watched('child-protection')
    const report = await world.report(withKestrel(kestrel))
    await rowOf(officer.page, report).waitFor()
    await expect
      .poll(() => officer.page.evaluate('JSON.stringify(globalThis.notified)'))
      .toBe(JSON.stringify([['Harbour', { body: report.reference, tag: report.reference.replaceAll('-', '') }]]))
    await officer.context.close()
  })

  it('is gone when the officer leaves the report, signs out, or goes back', async () => {
    const officer = await watched('child-protection')
    await read(officer)
    await officer.page.getByRole('link', { name: 'Open', exact: true }).click()
    await officer.page.getByRole('heading', { name: 'Open reports' }).waitFor()
    expect(await shownOn(officer.page)).not.toContain(kestrel)
    await officer.page.goBack()
    await officer.page.getByText('Every reading is logged').waitFor()
    expect(await shownOn(officer.page)).not.toContain(kestrel)

    await openReport(officer.page, 'once more')
    await officer.page.getByText(`${kestrel} notes`).first().waitFor()
    await officer.page.getByRole('button', { name: 'Sign out' }).click()
    await officer.page.getByText('For the officers of the duty desks.').waitFor()
    expect(await shownOn(officer.page)).not.toContain(kestrel)
    await officer.page.goBack()
    expect(await shownOn(officer.page)).not.toContain(kestrel)
    // The session of the sign-in pages has ended too: the next officer is asked who they are.
    await officer.page.goto(`${world.harbour.url}/console/`)
    await officer.page.getByRole('button', { name: 'Sign in' }).click()
    await officer.page.getByLabel('Password').waitFor()
    await officer.context.close()
  })

  it('is gone after ten minutes in which nobody touched the page, with what was being typed', async () => {
    const officer = await watched('child-protection')
    await read(officer)
    await officer.page.getByText('Write a note').click()
    await officer.page.getByRole('textbox', { name: 'Note', exact: true }).fill(`${kestrel} half a note`)
    await officer.page.clock.install()
    await officer.page.clock.fastForward(9 * 60_000)
    expect(await shownOn(officer.page)).toContain(kestrel)
    await officer.page.clock.fastForward(61_000)
    await officer.page.getByText('The text was put away').waitFor()
    expect(await shownOn(officer.page)).not.toContain(kestrel)
    await officer.context.close()
  })

  it('is gone when another officer of the desk hands the report over', async () => {
    const officer = await watched('child-protection')
    const report = await read(officer)
    const colleague = await openConsoleAs(world, 'child-protection-2')
    await goToReport(colleague.page, report)
    await colleague.page.getByText('Hand over to another desk').click()
    await colleague.page.getByRole('combobox', { name: 'To desk' }).selectOption('division-p')
    await colleague.page.getByRole('combobox', { name: 'Why', exact: true }).selectOption('is-an-adult')
    await colleague.page.getByRole('button', { name: 'Hand over' }).click()
    await officer.page.getByText('Your desk has no such report').waitFor()
    expect(await shownOn(officer.page)).not.toContain(kestrel)
    await Promise.all([officer.context.close(), colleague.context.close()])
  })

  it('is printed with who prints it and when', async () => {
    const officer = await watched('child-protection')
    await read(officer)
    await officer.page.emulateMedia({ media: 'print' })
    await officer.page.evaluate(`dispatchEvent(new Event('beforeprint'))`)
    await officer.page.getByText(/Printed by officer-child-protection, \w+, \d+ \w+ \d{4}/).waitFor()
    await officer.context.close()
  })
})

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from './chromium.ts'
import { type ConsoleWorld, goToReport, openConsoleAs, openReport, rowOf, startConsoleWorld } from './console.ts'

const submission = {
  age: { now: '16-17', inImages: '16-17' },
  location: { postcode: 'KY1 1XX' },
  contact: {
    safeChannels: [{ kind: 'phone', value: '07700 900123', safeTimes: 'after 4', mayLeaveMessage: false }],
    codeWord: 'bluebell',
  },
  narrative: 'They say they will send it to my family tonight.',
}

/** True when a text is where an officer who scrolled to what they did can see it. */
const isInView = async (page: Page, text: string): Promise<boolean> => {
  const box = await page.getByText(text).boundingBox()
  const height = page.viewportSize()?.height ?? 0
  return box !== null && box.y >= 0 && box.y + box.height <= height
}

describe.skipIf(findChromium() === undefined)('an officer in the console', () => {
  let world: ConsoleWorld

  beforeAll(async () => {
    world = await startConsoleWorld()
  })
  afterAll(() => world?.close())

  it('takes a report from its alert to the answer that the person reads', async () => {
    const { page, complaints } = await openConsoleAs(world, 'child-protection')
    await page.getByText('No report here.').waitFor()

    const report = await world.report(submission)
    expect(world.harbour.alerts().at(-1)?.text).toContain(`ref ${report.reference.slice(0, 4)}`)
    await rowOf(page, report).getByText('Nobody has it').waitFor()
    await expect.poll(() => page.title()).toBe('(1) Harbour duty')
    await rowOf(page, report).getByRole('button', { name: 'Acknowledge' }).click()
    await rowOf(page, report).getByText('You have it, and nobody has read it').waitFor()

    await goToReport(page, report)
    expect(await page.getByText(submission.narrative).count()).toBe(0)
    await openReport(page, 'New report, to assess the risk.')
    await page.getByText(submission.narrative).waitFor()
    await page.getByText('Leave NO message.').waitFor()
    await page.getByText('Code word, say it first: “bluebell”.').waitFor()
    await page.getByText('You have it', { exact: true }).waitFor()
    await expect.poll(() => page.title()).toBe('Harbour duty')

    await world.followUp(report, 'additions', { text: 'They wrote again.' })
    await page.getByText('The person added something after you opened this.').waitFor()
    await page.getByText('Read what was added within').waitFor()
    await openReport(page, 'To read what is new.')
    await page.getByText('They wrote again.').waitFor()

    await page.getByText('Write a note').click()
    await page.getByRole('textbox', { name: 'Note', exact: true }).fill('Spoke to the person.')
    await page.getByRole('button', { name: 'Store the note' }).click()
    await page.getByText('The note is stored.').waitFor()
    expect(await isInView(page, 'The note is stored.')).toBe(true)

    await page.getByText('Hand over to another desk').click()
    await page.getByRole('combobox', { name: 'To desk' }).selectOption('division-p')
    await page.getByRole('combobox', { name: 'Why', exact: true }).selectOption('is-an-adult')
    await page.getByRole('button', { name: 'Hand over' }).click()
    await page.getByText('P · Fife has the report now.').waitFor()
    expect(await page.getByText(submission.narrative).count()).toBe(0)
    await world.harbour.idle()
    await page.getByRole('link', { name: 'Open', exact: true }).click()
    await expect.poll(() => rowOf(page, report).count()).toBe(0)

    const { page: fife } = await openConsoleAs(world, 'fife')
    await goToReport(fife, report)
    await fife.getByText('Acknowledge within').waitFor()
    await fife.getByText('You have an hour to open it; after that they go on.').waitFor()
    await fife.getByRole('button', { name: 'Acknowledge' }).click()
    await fife.getByText('You have the report.').waitFor()
    await fife.getByText('Open within').waitFor()
    await openReport(fife, 'Taking over.')
    await fife.getByText('They wrote again.').waitFor()
    await fife.getByText('Close within').waitFor()
    await fife.getByText('Spoke to the person.').waitFor()
    await fife.getByText('Close the report', { exact: true }).first().click()
    await fife.getByRole('combobox', { name: 'Outcome' }).selectOption('advice-given')
    await fife.getByRole('button', { name: 'Close the report' }).click()
    await fife.getByText('The report is closed.').waitFor()
    expect(await fife.getByText(/ within$/).count()).toBe(0)
    await fife.getByRole('link', { name: 'The log of this report' }).click()
    await fife.getByText('The chain is whole').waitFor()

    const status = (await (await world.followUp(report, 'status')).json()) as { readonly state: string }
    expect(status.state).toBe('closed')
    expect(complaints).toEqual([])
  })

  it('decides a withdrawal after reading, closes the report and reopens it', async () => {
    const { page, complaints } = await openConsoleAs(world, 'fife')
    const adult = {
      age: { now: '25-44', inImages: '25-44' },
      location: { postcode: 'KY11 1AA' },
      frob: 'odd',
      narrative: 'Mine.',
    }
    const report = await world.report(adult)
    await goToReport(page, report)
    await page.getByRole('button', { name: 'Acknowledge' }).click()
    await page.getByText('You have the report.').waitFor()
    await world.followUp(report, 'withdrawal')
    await page.getByText('Withdrawn by the person').waitFor()

    await page.getByText('Decide the withdrawal', { exact: true }).click()
    await page.getByRole('combobox', { name: 'Keep or erase, and why' }).selectOption('no-risk-found')
    await page.getByRole('button', { name: 'Erase the text' }).click()
    await page.getByText('open it before you erase it').waitFor()

    await openReport(page, 'To decide the withdrawal.')
    await page.getByText('Some of it was not understood').click()
    await page.getByText('"frob": "odd"').waitFor()
    await page.getByRole('combobox', { name: 'Keep or erase, and why' }).selectOption('may-be-coerced')
    await page.getByRole('button', { name: 'Keep the text' }).click()
    await page.getByText('The text is kept.').waitFor()

    await page.getByText('Close the report', { exact: true }).first().click()
    await page.getByRole('combobox', { name: 'Outcome' }).selectOption('advice-given')
    await page.getByRole('button', { name: 'Close the report' }).click()
    await page.getByText('The report is closed.').waitFor()
    await page.getByText('Reopen the report', { exact: true }).first().click()
    await page.getByRole('combobox', { name: 'Why', exact: true }).selectOption('closed-wrongly')
    await page.getByRole('button', { name: 'Reopen the report' }).click()
    await page.getByText('The report is open again, and you have it.').waitFor()
    expect(complaints).toEqual([])
  })
})

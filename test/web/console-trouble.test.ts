import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from './chromium.ts'
import { type ConsoleWorld, goToReport, openConsoleAs, rowOf, startConsoleWorld } from './console.ts'

const submission = { age: { now: '16-17', inImages: '16-17' }, narrative: 'They wrote to me.' }

/** One step of an officer's work: what is filled in, what sends it, and what says that it is done. */
interface Step {
  readonly name: string
  readonly fill: (page: Page) => Promise<void>
  readonly send: (page: Page) => Promise<void>
  readonly done: string
}

const press = (name: string) => (page: Page) => page.getByRole('button', { name }).click()

const steps: readonly Step[] = [
  {
    name: 'acknowledging',
    fill: async () => undefined,
    send: press('Acknowledge: I take this report'),
    done: 'You have the report.',
  },
  {
    name: 'opening',
    fill: (page) => page.getByLabel('Note: why you, why now').fill('To assess the risk.'),
    send: press('Open, and log that I read it'),
    done: submission.narrative,
  },
  {
    name: 'noting',
    fill: async (page) => {
      await page.getByText('Write a note').click()
      await page.getByRole('textbox', { name: 'Note', exact: true }).fill('Spoke to the person.')
    },
    send: press('Store the note'),
    done: 'The note is stored.',
  },
  {
    name: 'closing',
    fill: async (page) => {
      await page.getByText('Close the report', { exact: true }).first().click()
      await page.getByRole('combobox', { name: 'Outcome' }).selectOption('advice-given')
    },
    send: press('Close the report'),
    done: 'The report is closed.',
  },
]

const fault = {
  type: 'about:blank',
  title: 'Our fault, not yours',
  status: 500,
  code: 'fault',
  problems: [],
  detail: 'it may not have been stored; send it again (request 7f3c)',
}

/** A way in which a call fails, and how it is ended again. */
interface Trouble {
  readonly name: string
  readonly begin: (context: BrowserContext) => Promise<unknown>
  readonly said: string
  readonly end: (context: BrowserContext, page: Page) => Promise<void>
}

const api = /\/duty\/reports/

const troubles: readonly Trouble[] = [
  {
    name: 'the network is gone',
    begin: (context) => context.setOffline(true),
    said: 'Harbour does not answer.',
    end: (context) => context.setOffline(false),
  },
  {
    name: 'the API answers with a fault',
    begin: (context) =>
      context.route(api, (route) =>
        route.fulfill({
          status: 500,
          contentType: 'application/problem+json',
          body: JSON.stringify(fault),
          headers: { 'access-control-allow-origin': '*' },
        }),
      ),
    said: 'It may not have been stored; send it again (request 7f3c).',
    end: (context) => context.unroute(api),
  },
  {
    name: 'the sign-in has ended',
    begin: async (context) => {
      await context.route(api, (route) => route.fulfill({ status: 401, body: '{}' }))
      await context.route('**/token', (route) =>
        route.request().postData()?.includes('refresh_token')
          ? route.fulfill({
              status: 400,
              contentType: 'application/json',
              body: '{"error":"invalid_grant"}',
              headers: { 'access-control-allow-origin': '*' },
            })
          : route.continue(),
      )
    },
    // What the step itself says: the banner may be there before, for the list.
    said: 'Your sign-in has ended. Sign in again; what you typed stays here.',
    end: async (context, page) => {
      await context.unroute('**/token')
      // The session of the sign-in pages goes on, so the second window is done by itself. The API answers only after
      // that: else the next reading of the list might take the button away first.
      await page.getByRole('button', { name: 'Sign in again' }).click()
      await context.unroute(api)
      await expect.poll(() => page.getByText('Your sign-in has ended, and this list is old.').count()).toBe(0)
    },
  },
]

describe.skipIf(findChromium() === undefined)('an officer in trouble', () => {
  let world: ConsoleWorld

  beforeAll(async () => {
    world = await startConsoleWorld()
  })
  afterAll(() => world?.close())

  it.each(troubles)('loses nothing and is told nothing false when $name at any step', async (trouble) => {
    const report = await world.report(submission)
    const { page, context, complaints } = await openConsoleAs(world, 'child-protection')
    await goToReport(page, report)
    for (const step of steps) {
      await step.fill(page)
      await trouble.begin(context)
      await step.send(page)
      await page.getByText(trouble.said).first().waitFor()
      expect(await page.getByText(step.done).count(), step.name).toBe(0)
      await trouble.end(context, page)
      await step.send(page)
      await page.getByText(step.done).first().waitFor()
    }
    expect(complaints).toEqual([])
    await context.close()
  })

  it('says that the list is old when the API has not answered for 30 seconds, and takes it back when it does', async () => {
    const { page, context } = await openConsoleAs(world, 'child-protection')
    await page.clock.install()
    await page.getByRole('heading', { name: 'Open reports' }).waitFor()
    await context.route(api, (route) => route.abort())
    await page.clock.fastForward(29_000)
    expect(await page.getByText('This list is old.').count()).toBe(0)
    await page.clock.fastForward(5_000)
    await page.getByText('This list is old.').waitFor()
    await context.unroute(api)
    await expect.poll(() => page.getByText('This list is old.').count()).toBe(0)
    await context.close()
  })

  it('sees within ten seconds who has a report, and is told who when both take it at once', async () => {
    const report = await world.report(submission)
    const first = await openConsoleAs(world, 'child-protection')
    const second = await openConsoleAs(world, 'child-protection-2')
    await goToReport(second.page, report)
    // The second officer's list stands still, as in the seconds between two rounds.
    const lists = /\/duty\/reports\?/
    await second.context.route(lists, (route) => route.abort())
    await rowOf(first.page, report).getByRole('button', { name: 'Acknowledge' }).click()
    await rowOf(first.page, report).getByText('You have it').waitFor()
    await second.page.getByRole('button', { name: 'Acknowledge: I take this report' }).click()
    await second.page
      .getByText(/Officer-child-protection acknowledged this report at \w{3} \d+ \w{3}, \d\d:\d\d/)
      .waitFor()
    await second.context.unroute(lists)
    await second.page.getByText('officer-child-protection has it').waitFor()
    await second.page.getByRole('link', { name: 'Open', exact: true }).click()
    await rowOf(second.page, report).getByText('officer-child-protection has it').waitFor()
    await Promise.all([first.context.close(), second.context.close()])
  })
})

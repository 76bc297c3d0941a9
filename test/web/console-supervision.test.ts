import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runScript } from '../scripts/run-script.ts'
import { findChromium } from './chromium.ts'
import { type ConsoleWorld, openConsoleAs, startConsoleWorld } from './console.ts'

describe.skipIf(findChromium() === undefined)('drills and contacts in the console', () => {
  let world: ConsoleWorld

  beforeAll(async () => {
    world = await startConsoleWorld()
  })
  afterAll(() => world?.close())

  it('an officer ends a drill by acknowledging it, and its supervisor, who sees no report, reads the result', async () => {
    const { harbour } = world
    const { output } = await runScript('drill.ts', ['division-p', '--url', harbour.url], {})
    const [, reference = ''] = /drill (\S+) within a minute/.exec(output) ?? []
    harbour.clock.advance(1)
    await harbour.runSchedule()
    await harbour.idle()

    const supervisor = await openConsoleAs(world, 'fife-supervisor')
    await supervisor.page.getByRole('link', { name: 'Supervision' }).click()
    await supervisor.page.getByText('Nobody has acknowledged it: it is still running').waitFor()
    await supervisor.page.getByText('Every contact of the desk can be reached.').waitFor()

    const officer = await openConsoleAs(world, 'fife')
    await officer.page.getByRole('link', { name: reference }).click()
    await officer.page.getByText('This is a drill').waitFor()
    expect(await officer.page.getByText('Open the report').count()).toBe(0)
    await officer.page.getByRole('button', { name: 'Acknowledge the drill' }).click()
    await officer.page.getByText('The drill is over.').waitFor()
    expect(await officer.page.getByRole('link', { name: 'Supervision' }).count()).toBe(0)

    await supervisor.page.getByRole('button', { name: 'Read again' }).click()
    await supervisor.page.getByText('Acknowledged by officer-fife after').waitFor()
    expect([...supervisor.complaints, ...officer.complaints]).toEqual([])
  })

  it('a supervisor reads which contact fails, without its address', async () => {
    const refused = { recipients: 'duty', channel: 'email', at: '2026-11-24T12:10:00.000Z', cause: 'bounce, permanent' }
    const { page } = await openConsoleAs(world, 'fife-supervisor')
    await page.route('**/duty/contacts?*', (route) =>
      route.fulfill({ json: { desk: 'division-p', at: refused.at, unreachable: ['duty'], failing: [refused] } }),
    )
    await page.getByRole('link', { name: 'Supervision' }).click()
    await page.getByText('No contact of the officers on duty can be reached').waitFor()
    await page.getByText('The officers on duty, an email: bounce, permanent, last on Tue 24 Nov, 12:10').waitFor()
  })

  it('duty control chooses the desk', async () => {
    const { page } = await openConsoleAs(world, 'duty-control')
    await page.getByRole('link', { name: 'Supervision' }).click()
    await page.getByLabel('Desk').selectOption('division-e')
    await page.getByText('The desk has had no drill.').waitFor()
  })
})

import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { goToReport, openConsoleAs, openReport, startConsoleWorld } from './console.ts'

/**
 * Makes every picture of the docs: starts Harbour, sends reports, and looks at them in Chromium. What is typed is made
 * up, and no picture shows an image.
 */
const folder = join(import.meta.dirname, '..', '..', 'docs', 'pictures')
const save = (page: Page, name: string) => page.screenshot({ path: join(folder, `${name}.png`) })

const reports = [
  {
    age: { now: '25-44', inImages: '25-44' },
    location: { postcode: 'KY11 1AA' },
    narrative: 'They want £300 by tonight.',
  },
  {
    age: { now: '18-24', inImages: '18-24' },
    location: { postcode: 'KY1 1XX' },
    danger: { inDangerNow: 'no', selfHarm: 'thoughts' },
    contact: {
      safeChannels: [{ kind: 'phone', value: '07700 900123', safeTimes: 'after 4', mayLeaveMessage: false }],
      codeWord: 'bluebell',
    },
    narrative: 'They filmed me on a call. They say they will send it to my family.',
  },
  { age: { now: '45-plus', inImages: '45-plus' }, location: { postcode: 'KY12 7AA' }, payment: { paid: 'yes' } },
]

const world = await startConsoleWorld()
try {
  const accepted = []
  for (const report of reports) accepted.push(await world.report(report))
  const wide = { viewport: { width: 1280, height: 720 } }
  const { page } = await openConsoleAs(world, 'fife', { ...wide, colorScheme: 'light' })
  await page
    .getByText(accepted[1]?.reference ?? '')
    .first()
    .waitFor()
  await save(page, 'console-queue')
  const report = accepted[1]
  if (report === undefined) throw new Error('no report')
  await goToReport(page, report)
  await page.getByRole('button', { name: 'Acknowledge' }).click()
  await page.getByText('You have the report.').waitFor()
  await openReport(page, 'First assessment, to plan how to reach the person.')
  await page.getByText('They filmed me on a call.').waitFor()
  await save(page, 'console-report')
  const phone = await world.browser.newPage({ viewport: { width: 360, height: 740 }, locale: 'en-GB' })
  await phone.goto(`${world.harbour.url}/report`)
  await save(phone, 'form-phone')
} finally {
  await world.close()
}

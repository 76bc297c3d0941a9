import { describe, expect, it } from 'vitest'
import { kestrel } from '../kit/submissions.ts'
import { reachedBy } from '../pipeline/harbour.ts'
import { createOfficer } from '../pipeline/officers.ts'
import { choose, chromiumPath, openPage, receiptOn, send, withBrowser } from './browser.ts'

describe.skipIf(chromiumPath === undefined)('a person without JavaScript, on a phone', () => {
  const at = withBrowser()

  it('reports, comes back, adds, reads of the officer, and withdraws; the right desk reads what was typed', async () => {
    const { page, context, complaints } = await openPage(at.browser, { javaScriptEnabled: false })
    await page.goto(`${at.harbour.url}/report`)
    await choose(page, 'Are you in danger right now?', 'No')
    await choose(page, 'How old are you now?', '25 to 44')
    await choose(page, 'How old are you in the pictures or videos?', 'The same age as now')
    await page.getByLabel('What is your postcode?').fill('eh6 6aa')
    await page.getByLabel('What has happened?').fill(`They want more.\n${kestrel}`)
    await page.getByText('What they want and what they threaten').click()
    await choose(page, 'What do they want?', 'More pictures or videos')
    await send(page)
    const [reference = '', code = ''] = await receiptOn(page)
    expect(reference).toMatch(/^\w{4}-\w{4}-\w{4}$/)
    expect(page.url()).toBe(`${at.harbour.url}/report`)

    await at.harbour.idle()
    expect(reachedBy(at.harbour.alerts())).toEqual(['1 division-e duty'])

    await page.goto(`${at.harbour.url}/report/back`)
    await page.getByLabel('Reference').fill(reference.toLowerCase().replaceAll('-', ' '))
    await page.getByLabel('Code').fill(code)
    await page.getByRole('button', { name: 'Show my report' }).click()
    await page.getByText('No officer has taken it yet.').waitFor()
    await page.getByLabel('What do you want to add?').fill('They wrote again.')
    await page.getByRole('button', { name: 'Add this' }).click()
    await page.getByText('We have what you added').waitFor()
    await at.harbour.idle()

    const officer = await createOfficer(at.harbour, 'fife')
    expect((await officer.act(reference, 'acknowledgement')).status).toBe(200)
    const { body } = await officer.act(reference, 'opening', { reason: 'first-assessment', note: 'to assess the risk' })
    for (const typed of [kestrel, 'They wrote again.', 'more-images']) expect(JSON.stringify(body)).toContain(typed)

    await page.getByRole('button', { name: 'Add this' }).waitFor()
    await page.goto(`${at.harbour.url}/report/back`)
    await page.getByLabel('Reference').fill(reference)
    await page.getByLabel('Code').fill(code)
    await page.getByRole('button', { name: 'Show my report' }).click()
    await page.getByText('An officer has taken your report.').waitFor()
    await page.getByText('Withdraw your report', { exact: true }).click()
    await page.getByRole('button', { name: 'Withdraw my report' }).click()
    await page.getByText('You asked to').first().waitFor()

    expect(await context.cookies()).toEqual([])
    expect(complaints).toEqual([])
    expect(at.harbour.logs.join('\n')).not.toContain(kestrel)
  })

  it('makes one report by a double click and by reloading the receipt, and another after Back', async () => {
    const { page } = await openPage(at.browser, { javaScriptEnabled: false })
    await page.goto(`${at.harbour.url}/report`)
    await page.getByLabel('What has happened?').fill('One report.')
    await page.getByRole('button', { name: 'Send', exact: true }).first().dblclick()
    const first = await receiptOn(page)
    await page.reload()
    expect(await receiptOn(page)).toEqual(first)
    await page.goBack()
    expect(await page.getByLabel('What has happened?').inputValue()).toBe('One report.')
    await page.getByText('If you go back and press Send again, that is a second report.').first().waitFor()
    await send(page)
    expect(await receiptOn(page)).not.toEqual(first)
  })
})

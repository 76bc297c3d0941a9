import { describe, expect, it } from 'vitest'
import { createOfficer } from '../pipeline/officers.ts'
import { chromiumPath, openPage, receiptOn, send, withBrowser } from './browser.ts'
import { pastes } from './pastes.ts'

describe.skipIf(chromiumPath === undefined)('what a person pastes', () => {
  const at = withBrowser()

  it('is a list of twenty', () => {
    expect(pastes).toHaveLength(20)
  })

  it.each(pastes)('$name is sent, and an officer reads it', async ({ pasted, read }) => {
    const { page, context } = await openPage(at.browser)
    await page.goto(`${at.harbour.url}/report`)
    await page.getByLabel('What has happened?').fill(pasted)
    await send(page)
    const [reference = ''] = await receiptOn(page)
    await context.close()
    await at.harbour.idle()
    const officer = await createOfficer(at.harbour, 'child-protection')
    await officer.act(reference, 'acknowledgement')
    const { body } = await officer.act(reference, 'opening', { reason: 'first-assessment', note: 'to assess the risk' })
    const { narrative } = body['report'] as { readonly narrative: string }
    expect(narrative).toContain(read ?? pasted)
    expect(JSON.stringify(body)).not.toContain('iVBORw0KGgo')
  })
})

import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createPageAssets } from '../../infra/web-bundle.ts'
import { guidanceFor } from '../../shared/domain/guidance.ts'
import { formPage } from '../../web/report-form/form-page.ts'
import { frameAt } from '../../web/report-form/frame.ts'
import { shownLanguages } from '../../web/report-form/languages.ts'
import { receiptPage } from '../../web/report-form/receipt-page.ts'

/** What a phone on a slow network waits for, bytes. */
const largest = 20_000

const frame = async () => frameAt({ assets: await createPageAssets(), shown: shownLanguages }, '')
const sizeOf = (page: string): number => gzipSync(page).length

describe('the size of a page, compressed as the function does', () => {
  it('of the form is at most 20 KB, with style and script', async () => {
    const page = String(await formPage(await frame(), { key: crypto.randomUUID(), typed: new URLSearchParams() }))
    expect(sizeOf(page)).toBeLessThanOrEqual(largest)
    // One response: nothing else is loaded.
    expect(page).not.toMatch(/<(link(?! rel="icon" href="data:,")|img|script src|iframe)/)
  })

  it('of the longest receipt is at most 20 KB', async () => {
    const ages = { now: 'unknown', inImages: 'unknown' } as const
    const guidance = guidanceFor({ ages, paid: 'unknown', shared: 'unknown' }, new Date('2026-11-24T12:00:00Z'))
    const receipt = {
      reference: '7F3K-9QWX-2M4C',
      followUpCode: '7F3K-9QWX-2M4C-8T5N',
      nextAlertAt: '2026-11-24T12:45:00.000Z',
      guidance,
      notices: [],
      newKey: crypto.randomUUID(),
    }
    expect(sizeOf(String(await receiptPage(await frame(), receipt)))).toBeLessThanOrEqual(largest)
  })
})

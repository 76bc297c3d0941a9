import { expect, test } from 'vitest'
import { toAlertsPage } from '../../../infra/local/alerts/alerts-page.ts'

const alert = { at: '2026-11-24T12:01:00.000Z', desk: 'division-p', step: 2, recipients: 'duty' }
const way = { channel: 'webhook', to: 'https://hooks.example/', reports: 3 }

test('the page shows each alert as text, never as markup', () => {
  const page = toAlertsPage([{ ...alert, ...way, text: '<b>ref & "7F3K"</b>' }], 1)
  expect(page).toContain('<td>webhook</td><td>https://hooks.example/</td><td>3</td>')
  expect(page).toContain('<td>&lt;b&gt;ref &amp; &quot;7F3K&quot;&lt;/b&gt;</td>')
})

test('the page loads nothing from elsewhere and says its language', () => {
  const page = toAlertsPage([], 0)
  expect(page).toContain('<html lang="en-GB">')
  expect(page).toContain('No alert has been sent yet.')
  expect(page).not.toMatch(/https?:\/\//)
})

import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createAcceptance } from '../../functions/accept-report/acceptance.ts'
import { createFormAcceptance } from '../../functions/accept-report/form-acceptance.ts'
import { createReportForm } from '../../functions/accept-report/report-form.ts'
import type { PageKey } from '../../shared/contract/operations/pages.ts'
import { createHarbourInMemory } from '../kit/harbour.ts'
import { formRequest, pages, type Sent } from '../kit/pages.ts'
import { kestrel } from '../kit/submissions.ts'

const createForm = () => {
  const harbour = createHarbourInMemory()
  const accept = createFormAcceptance(createAcceptance(harbour.ports))
  const form = createReportForm({ accept, pages, newKey: randomUUID })
  const call = async (key: Extract<PageKey, keyof typeof form>, sent: Sent = {}) => {
    const { status, body, headers } = await form[key].answer(formRequest(sent))
    return { status, page: String(body), headers }
  }
  return { harbour, form, call }
}

const keptIn = (page: string): readonly string[] =>
  [...page.matchAll(/<strong data-keep="">([^<]+)|<strong data-keep>([^<]+)/g)].map(([, a, b]) => a ?? b ?? '')
const keyIn = (page: string): string => /name="key" value="([^"]+)"/.exec(page)?.[1] ?? ''
const adult = { 'age.now': '25-44', 'age.inImages': 'same-as-now', 'location.postcode': 'EH6 6AA' }

describe('the report form', () => {
  it('is a new page each time, under a key of its own', async () => {
    const { call } = createForm()
    const [one, other] = [await call('GET /report'), await call('GET /report')]
    expect(one.status).toBe(200)
    expect(keyIn(one.page)).toMatch(/^[0-9a-f-]{36}$/)
    expect(keyIn(one.page)).not.toBe(keyIn(other.page))
    expect(one.page).toMatch(/999[\s\S]*101[\s\S]*<form/)
  })

  it('stores what was typed as one report, whose receipt comes again for the same key', async () => {
    const { harbour, call } = createForm()
    const key = randomUUID()
    const fields = { key, narrative: kestrel, ...adult }
    const [first, second] = [await call('POST /report', { fields }), await call('POST /report', { fields })]
    expect([first.status, keptIn(first.page)]).toEqual([200, expect.arrayContaining([expect.any(String)])])
    expect(keptIn(second.page)).toEqual(keptIn(first.page))
    expect(harbour.reports.kept.size).toBe(1)
    await harbour.deliver()
    expect([...harbour.reports.kept.values()][0]?.report).toMatchObject({ state: 'alerted', desk: 'division-e' })
  })

  it('says by when more people get an alert, as the grade decides it', async () => {
    const { harbour, call } = createForm()
    harbour.clock.at = new Date('2026-11-24T12:00:00Z')
    const { page } = await call('POST /report', { fields: { ...adult, 'danger.inDangerNow': 'yes' } })
    expect(page).toContain('by Tuesday 24 November at 12:05')
  })

  it('shows all that was typed again after a fault, escaped and under the same key, and nothing of it is logged', async () => {
    const { form } = createForm()
    const key = randomUUID()
    const fields = { key, narrative: `${kestrel}\n"<script>`, 'danger.inDangerNow': 'no', 'demand.notes': 'folded' }
    const { status, body } = await form['POST /report'].afterFault(formRequest({ fields }))
    const page = String(body)
    expect([status, keyIn(page)]).toEqual([500, key])
    expect(page).toContain(`${kestrel}\n&quot;&lt;script&gt;</textarea>`)
    expect(page).toMatch(/value="no" id="danger-inDangerNow-1" checked/)
    expect(page).toMatch(/<details class="ds_details" open>(?:(?!<\/details>)[\s\S])*folded/)
    expect(page).toContain('All that you wrote is still here.')
  })

  it('does not send what another site sends, and shows it under a key that the other site does not know', async () => {
    const { harbour, call } = createForm()
    const key = randomUUID()
    const headers = { 'sec-fetch-site': 'cross-site' }
    const { status, page } = await call('POST /report', { fields: { key, narrative: kestrel }, headers })
    expect(status).toBe(403)
    expect(page).toContain(kestrel)
    expect(keyIn(page)).not.toBe(key)
    expect(harbour.reports.kept.size).toBe(0)
  })

  it('takes a form whose key is missing or is none', async () => {
    const { harbour, call } = createForm()
    expect((await call('POST /report', { fields: adult })).status).toBe(200)
    expect((await call('POST /report', { fields: { ...adult, key: 'mine' } })).status).toBe(200)
    expect(harbour.reports.kept.size).toBe(2)
  })

  it('answers its own script with the status alone', async () => {
    const { call } = createForm()
    const sent = { fields: adult, headers: { prefer: 'return=minimal' } }
    expect(await call('POST /report', sent)).toMatchObject({ status: 200, page: '' })
  })

  it('is shown at every address below its own, with links that lead from there', async () => {
    const { call } = createForm()
    const page = async (address: string) => (await call('GET /report/{page+}', { path: { page: address } })).page
    expect(await page('privacy')).toContain('href="../report"')
    expect(await page('no/such/page')).toContain('href="../../../report/privacy"')
    expect((await call('GET /report')).page).toContain('href="report/privacy"')
    expect(keyIn(await page('ur'))).not.toBe('')
  })
})

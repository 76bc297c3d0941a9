import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createFollowUp } from '../../../functions/follow-up/handler.ts'
import { createReportBack } from '../../../functions/follow-up/report-back.ts'
import { createReporterCalls } from '../../../functions/follow-up/reporter-calls.ts'
import { given } from '../../kit/given.ts'
import { formRequest, pages } from '../../kit/pages.ts'
import { adultInLeith, kestrel } from '../../kit/submissions.ts'

const createBack = async () => {
  const { harbour, report } = await given.alertedReport({ submission: adultInLeith })
  const back = createReportBack({
    calls: createReporterCalls(createFollowUp(harbour.ports)),
    pages,
    newKey: randomUUID,
  })
  const post = async (fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) => {
    const { status, body } = await back['POST /report/back'].answer(formRequest({ fields, headers }))
    return { status, page: String(body) }
  }
  const named = { reference: report.reportId, followUpCode: report.followUpCode }
  return { harbour, report, back, post, named }
}

const additionsOf = (report: object): number =>
  Object.keys((report as { readonly supplements?: object }).supplements ?? {}).length

describe('the way back in a browser', () => {
  it('asks for the reference and the code on an empty page', async () => {
    const { back } = await createBack()
    const { status, body } = await back['GET /report/back'].answer(formRequest())
    expect(status).toBe(200)
    expect(String(body)).toMatch(/name="reference" id="reference" value=""/)
  })

  it('shows where the report stands, and every step with its time', async () => {
    const { post, named } = await createBack()
    const { status, page } = await post({ do: 'status', ...named })
    expect(status).toBe(200)
    expect(page).toContain('We have sent an alert to the team that deals with your report.')
    expect(page).toMatch(/<time datetime="[^"]+">[^<]+ at \d\d:\d\d<\/time><br>We received your report\./)
  })

  it('adds once under a key, however often the page is sent', async () => {
    const { harbour, report, post, named } = await createBack()
    const adding = { do: 'add', text: kestrel, key: randomUUID(), ...named }
    const { page } = await post(adding)
    await post(adding)
    expect(page).toContain('We have what you added')
    expect(page).not.toContain(kestrel)
    expect(additionsOf(harbour.reportOf(report.reportId))).toBe(1)
  })

  it('adds nothing when nothing is written, and says so', async () => {
    const { harbour, report, post, named } = await createBack()
    const { status, page } = await post({ do: 'add', text: ' \r\n', ...named })
    expect([status, additionsOf(harbour.reportOf(report.reportId))]).toEqual([400, 0])
    expect(page).toContain('Write something first.')
  })

  it('keeps what was typed when the code is wrong, under the same key', async () => {
    const { post, named } = await createBack()
    const key = randomUUID()
    const wrong = { ...named, followUpCode: '0000-0000-0000-0000' }
    const { status, page } = await post({ do: 'add', text: kestrel, key, ...wrong })
    expect(status).toBe(404)
    expect(page).toContain(kestrel)
    expect(page).toContain(key)
  })

  it('withdraws, and says what becomes of the text in the words of the call', async () => {
    const { harbour, report, post, named } = await createBack()
    const { status, page } = await post({ do: 'withdraw', ...named })
    expect(status).toBe(200)
    expect(page).toMatch(/role="status"[\s\S]*erased/)
    expect(harbour.logOf(report).map(({ what }) => what)).toEqual(
      expect.arrayContaining([expect.stringMatching(/withdraw/)]),
    )
  })

  it('does nothing for a page of another site', async () => {
    const { harbour, report, post, named } = await createBack()
    const before = harbour.logOf(report).length
    const { status, page } = await post({ do: 'withdraw', ...named }, { 'sec-fetch-site': 'cross-site' })
    expect([status, harbour.logOf(report).length]).toEqual([403, before])
    expect(page).not.toContain(report.followUpCode)
  })

  it('shows what was typed again after a fault', async () => {
    const { back, named } = await createBack()
    const request = formRequest({ fields: { do: 'add', text: kestrel, key: randomUUID(), ...named } })
    const { status, body } = await back['POST /report/back'].afterFault(request)
    expect(status).toBe(500)
    expect(String(body)).toContain(kestrel)
  })
})

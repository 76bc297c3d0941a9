import { expect, it } from 'vitest'
import { given } from '../../kit/given.ts'
import { happenedSince, markOf, nothingHappened } from '../../kit/happenings.ts'
import type { HarbourInMemory } from '../../kit/harbour.ts'
import { kestrel } from '../../kit/submissions.ts'

const ask = (harbour: HarbourInMemory, reference: string, followUpCode: string) =>
  harbour.followUp('status', reference, { body: { followUpCode } })

const wrongCode = '0000-0000-0000-0000'

it('a wrong code, a code of another report and an unknown reference get one and the same answer, and are counted without a word of them', async () => {
  const { harbour, report } = await given.alertedReport()
  const { report: other } = await given.receivedReport({ in: harbour })
  const mark = markOf(harbour)
  const refusals = await Promise.all([
    ask(harbour, report.reportId, wrongCode),
    ask(harbour, report.reportId, other.followUpCode),
    ask(harbour, '7F3K9QWX2M4X', report.followUpCode),
    ask(harbour, 'not a reference', report.followUpCode),
    ask(harbour, report.reportId, 'short'),
  ])
  expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1)
  expect(refusals[0]?.status).toBe(404)
  const counted = refusals.map(() => ({ event: 'metric.recorded', WrongFollowUpCodes: 1 }))
  expect(happenedSince(harbour, mark)).toEqual({ ...nothingHappened, lines: counted })
  expect((await report.askStatus()).status).toBe(200)
})

it('a reporter may type reference and code in any case, with spaces or hyphens, O for 0 and I or L for 1', async () => {
  const { harbour, report } = await given.alertedReport()
  const { reportId, followUpCode } = report
  const typed = ` ${followUpCode.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `
  const reference = `${reportId.slice(0, 4)}-${reportId.slice(4).toLowerCase()}`
  expect((await ask(harbour, reference, typed)).status).toBe(200)
})

it('the right code works however many wrong ones came before it, and each wrong one is counted', async () => {
  const { harbour, report } = await given.alertedReport()
  const before = harbour.lines.length
  for (let count = 0; count < 30; count += 1) await ask(harbour, report.reportId, wrongCode)
  const counted = harbour.lines.slice(before).filter((line) => line.includes('"WrongFollowUpCodes":1'))
  expect(counted).toHaveLength(30)
  expect((await report.askStatus()).status).toBe(200)
})

it('a reporter reads everything that is wrong with a body at once, and nothing of what they typed', async () => {
  const { harbour, report } = await given.alertedReport()
  const mark = markOf(harbour)
  const body = { text: 7, mood: kestrel, code: kestrel, followUpCode: report.followUpCode }
  const reply = await harbour.followUp('additions', report.reportId, { body, prefer: 'handling=strict' })
  expect(reply.status).toBe(400)
  expect((reply.body as { readonly problems: unknown[] }).problems).toHaveLength(3)
  expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
})

it.each(['status', 'withdrawal', 'withdrawal/undo'] as const)(
  '%s is answered whatever else a front end sends along, and without the code it says what is missing',
  async (what) => {
    const { harbour, report } = await given.alertedReport()
    const { reportId, followUpCode } = report
    const body = { followUpCode, mood: 'afraid', followUpcode: 'x', list: [1] }
    expect((await harbour.followUp(what, reportId, { body })).status).toBe(200)
    expect(await harbour.followUp(what, reportId, { body: { code: followUpCode } })).toMatchObject({
      status: 400,
      body: { problems: [{ pointer: '/followUpCode' }] },
    })
  },
)

import { afterAll, beforeAll, expect, test } from 'vitest'
import { policy } from '../../shared/domain/policy.ts'
import { fullSubmission } from '../kit/submissions.ts'
import { type Accepted, startWatchedHarbour, type WatchedHarbour } from './harbour.ts'
import { createOfficer } from './officers.ts'

type Officer = Awaited<ReturnType<typeof createOfficer>>

let harbour: WatchedHarbour
let childProtection: Officer
let fife: Officer

beforeAll(async () => {
  harbour = await startWatchedHarbour()
  childProtection = await createOfficer(harbour, 'child-protection')
  fife = await createOfficer(harbour, 'fife')
})
afterAll(() => harbour.close())

const accepted = async (body: unknown): Promise<Accepted> => {
  const answer = (await (await harbour.post(body)).json()) as Accepted
  await harbour.idle()
  return answer
}

const followUp = async ({ reference, followUpCode }: Accepted, what: string, body: object = {}) => {
  const response = await fetch(`${harbour.url}/reports/${reference}/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ followUpCode, ...body }),
  })
  return { status: response.status, body: (await response.json()) as Readonly<Record<string, unknown>> }
}

const opening = { reason: 'first-assessment', note: 'why I read it' }
const later = async (minutes: number) => {
  harbour.clock.advance(minutes)
  await harbour.runSchedule()
  await harbour.idle()
}

test('a report with more additions than its item holds is read, handed over, read there, and erased without a key left', async () => {
  const report = await accepted(fullSubmission)
  const { reference } = report
  const most = policy.heldSupplements + policy.shelfSupplements
  for (let index = 0; index < most; index += 1) {
    expect((await followUp(report, 'additions', { text: `addition ${index}` })).status).toBe(202)
  }
  await harbour.idle()
  const read = async (officer: Officer) => {
    const { body } = await officer.act(reference, 'opening', opening)
    const supplements = body['supplements'] as ReadonlyArray<{ readonly text?: string }>
    return new Set(supplements.map(({ text }) => text).filter((text) => text?.startsWith('addition'))).size
  }
  expect(await read(childProtection)).toBe(most)
  expect((await childProtection.act(reference, 'reroute', { desk: 'division-p', reason: 'wrong-desk' })).status).toBe(
    200,
  )
  await later(policy.sweepMinutes)
  expect((await fife.act(reference, 'acknowledgement')).status).toBe(200)
  expect(await read(fife)).toBe(most)
  expect((await fife.act(reference, 'closing', { outcome: 'advice-given' })).status).toBe(200)
  await later(policy.retentionMinutes)
  expect((await followUp(report, 'status')).body['text']).toContain('has been erased')
  await later(policy.sweepMinutes)
  const swept = harbour.logs.filter((line) => line.includes('shelves.swept'))
  expect(swept).toHaveLength(2)
}, 120_000)

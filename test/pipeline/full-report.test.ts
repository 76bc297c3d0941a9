import { afterAll, beforeAll, expect, test } from 'vitest'
import { policy } from '../../shared/domain/policy.ts'
import { fullSubmission } from '../kit/submissions.ts'
import { startWatchedHarbour, type WatchedHarbour } from './harbour.ts'
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

const opening = { reason: 'first-assessment', note: 'why I read it' }

test('a report with more additions than its item holds is read, handed over, read there, and erased without a key left', async () => {
  const report = await harbour.accepted(fullSubmission)
  const { reference } = report
  const most = policy.heldSupplements + policy.shelfSupplements
  for (let index = 0; index < most; index += 1) {
    expect((await harbour.followUp(report, 'additions', { text: `addition ${index}` })).status).toBe(202)
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
  await harbour.later(policy.sweepMinutes)
  expect((await fife.act(reference, 'acknowledgement')).status).toBe(200)
  expect(await read(fife)).toBe(most)
  expect((await fife.act(reference, 'closing', { outcome: 'advice-given' })).status).toBe(200)
  await harbour.later(policy.retentionMinutes)
  expect((await harbour.followUp(report, 'status')).body['text']).toContain('has been erased')
  await harbour.later(policy.sweepMinutes)
  const swept = harbour.logs.filter((line) => line.includes('shelves.swept'))
  expect(swept).toHaveLength(2)
}, 120_000)

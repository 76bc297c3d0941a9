import { expect, it } from 'vitest'
import { given } from '../kit/given.ts'
import { happenedSince, linesSince, markOf, nothingHappened } from '../kit/happenings.ts'
import { createHarbourInMemory } from '../kit/harbour.ts'
import { leith } from '../kit/officers.ts'
import { down } from '../kit/outage.ts'

const linesOf = (digest: string | undefined) =>
  (digest ?? '')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

it('the digest of a day holds the end of every log, in the order of their ids, and nothing else of a report', async () => {
  const { harbour } = await given.alertedReport()
  await given.receivedReport({ in: harbour })
  await given.acknowledgedReport({ in: harbour, by: leith })
  const mark = markOf(harbour)
  await harbour.keepDigest()
  expect(happenedSince(harbour, mark)).toEqual({
    ...nothingHappened,
    lines: [{ event: 'digest.kept', outcome: 'kept', reports: 3 }],
  })
  const [head, ...ends] = linesOf(harbour.digests.kept.get('2026-11-24'))
  expect(head).toEqual({ v: 1, at: '2026-11-24T12:00:00.000Z', reports: 3 })
  const kept = [...harbour.reports.kept.values()].map(({ report: { reportId, seq, hash } }) => ({
    reportId,
    seq,
    hash,
  }))
  expect(ends).toEqual(kept.toSorted((a, b) => (a.reportId < b.reportId ? -1 : 1)))
})

it('a second digest of the same day leaves the first as it is, and says so', async () => {
  const { harbour, report } = await given.alertedReport()
  await harbour.keepDigest()
  const first = harbour.digests.kept.get('2026-11-24')
  await report.act(leith, 'acknowledgement')
  const mark = markOf(harbour)
  await harbour.keepDigest()
  expect(linesSince(harbour, mark)).toEqual([{ event: 'digest.kept', outcome: 'already-kept', reports: 1 }])
  expect(harbour.digests.kept.get('2026-11-24')).toBe(first)
  harbour.advance(24 * 60)
  await harbour.keepDigest()
  expect([...harbour.digests.kept.keys()]).toEqual(['2026-11-24', '2026-11-25'])
})

it('the digest of a day without reports says that there are none', async () => {
  const harbour = createHarbourInMemory()
  await harbour.keepDigest()
  expect(linesOf(harbour.digests.kept.get('2026-11-24'))).toEqual([expect.objectContaining({ reports: 0 })])
})

it('a digest that the bucket does not take fails, and is not logged as kept', async () => {
  const { harbour } = await given.alertedReport()
  const mark = markOf(harbour)
  await expect(harbour.keepDigest({ digests: { put: down('S3') } })).rejects.toThrow('S3 is down')
  expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
})

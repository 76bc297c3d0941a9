import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Report, Shelf, ShelfCopy, Supplements } from '../../shared/domain/report.ts'
import { eraseWithdrawn } from '../../shared/domain/withdrawal-changes.ts'
import type { ReportAcceptance, ReportStore } from '../../shared/ports/report-store.ts'
import type { SealedTexts } from '../../shared/ports/sealed-texts.ts'
import type { SealedText } from '../../shared/ports/sealer.ts'
import { routedReport } from '../kit/reports.ts'
import { newReport } from './reports.ts'

/** What a suite of shelves runs on. */
export interface ShelfPorts {
  readonly reports: ReportAcceptance & ReportStore
  readonly texts: SealedTexts
}

const at = '2026-11-24T12:00:00.000Z'

/** What the store of shelves does, fake or real. */
export const describeShelves = (name: string, create: () => Promise<ShelfPorts>): void => {
  describe(`shelves in ${name}`, () => {
    let ports: ShelfPorts
    beforeAll(async () => {
      ports = await create()
    })

    const shelf = (more: Partial<Shelf> = {}): Shelf => ({
      filledSeq: 3,
      copiedSeq: 3,
      desk: 'division-e',
      additions: 1,
      notes: 0,
      fingerprints: '',
      ...more,
    })
    const supplements = (...ids: readonly string[]): Supplements =>
      Object.fromEntries(
        ids.map((id) => [id, { kind: 'addition', at, wrappedKey: randomBytes(184), desk: 'division-e' }]),
      )
    const keep = async (reportId: string, copy: ShelfCopy) => {
      await ports.reports.keepShelf(reportId, copy)
      return copy.supplements
    }
    const sealed: SealedText = {
      v: 1,
      salt: randomBytes(32),
      iv: randomBytes(12),
      commitment: randomBytes(32),
      body: randomBytes(40),
    }
    /** A report that holds these shelves, at the version after that at which they were filled. */
    const holding = (reportId: string, shelves: readonly Shelf[], seq = 9): Report => ({
      ...routedReport(at),
      reportId,
      shelves,
      seq,
    })
    const plain = (found: Supplements | undefined) =>
      found && Object.entries(found).map(([id, { wrappedKey }]) => [id, Buffer.from(wrappedKey).toString('hex')])

    it('give back what was kept, each copy by itself, and nothing where nothing was', async () => {
      const { reportId } = newReport().report
      const first = await keep(reportId, { shelf: shelf(), supplements: supplements('p1', 'p2') })
      const copy = await keep(reportId, { shelf: shelf({ copiedSeq: 5, desk: 'division-p' }), supplements: first })
      expect(plain(await ports.reports.findShelf(reportId, shelf()))).toEqual(plain(first))
      expect(plain(await ports.reports.findShelf(reportId, shelf({ copiedSeq: 5, desk: 'division-p' })))).toEqual(
        plain(copy),
      )
      expect(await ports.reports.findShelf(reportId, shelf({ filledSeq: 4 }))).toBeUndefined()
      expect(await ports.reports.findShelf('0'.repeat(12), shelf())).toBeUndefined()
    })

    it('are swept away once their report holds newer copies, and what it holds, or may be about to hold, stays', async () => {
      const { reportId } = newReport().report
      const held = shelf({ copiedSeq: 5, desk: 'division-p' })
      const older = shelf({ filledSeq: 2, copiedSeq: 2 })
      const coming = shelf({ filledSeq: 9, copiedSeq: 9 })
      for (const each of [shelf(), held, older, coming]) {
        await keep(reportId, { shelf: each, supplements: supplements('p1') })
      }
      for (let times = 0; times < 2; times += 1) await ports.reports.sweepShelves(holding(reportId, [held]))
      const found = await Promise.all(
        [shelf(), older, held, coming].map(async (each) => ports.reports.findShelf(reportId, each)),
      )
      expect(found.map((each) => each !== undefined)).toEqual([false, false, true, true])
    })

    it('of an erased report go with the sealed texts that they have the keys of', async () => {
      const { report } = newReport()
      const { reportId } = report
      for (const id of ['p1', 'p2', 'p3']) await ports.texts.put(reportId, id, sealed)
      await keep(reportId, { shelf: shelf(), supplements: supplements('p1') })
      await keep(reportId, { shelf: shelf({ filledSeq: 4, copiedSeq: 4 }), supplements: supplements('p2') })
      const { next } = eraseWithdrawn({ ...routedReport(at), reportId, shelves: [shelf()], seq: 9 }, new Date(at))
      await ports.reports.sweepShelves({ ...next, seq: 10, hash: '' })
      expect(await ports.reports.findShelf(reportId, shelf())).toBeUndefined()
      const left = await Promise.all(['p1', 'p2', 'p3'].map((id) => ports.texts.findSealed(reportId, id)))
      expect(left.map((each) => each !== undefined)).toEqual([false, false, true])
    })
  })
}

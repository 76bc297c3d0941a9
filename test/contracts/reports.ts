import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { createReporterCredentials } from '../../shared/adapters/reporter-credentials.ts'
import { markAlerted } from '../../shared/domain/alert-changes.ts'
import type { Change } from '../../shared/domain/change.ts'
import { acknowledge } from '../../shared/domain/officer-changes.ts'
import { markRead } from '../../shared/domain/opening-changes.ts'
import { policy } from '../../shared/domain/policy.ts'
import type { Report, ReportIn, Shelf, Supplement } from '../../shared/domain/report.ts'
import { addAddition } from '../../shared/domain/reporter-changes.ts'
import { decideRoute } from '../../shared/domain/route.ts'
import { markAdditionsRouted, markRouted } from '../../shared/domain/routing-changes.ts'
import { eraseWithdrawn } from '../../shared/domain/withdrawal-changes.ts'
import type { DueReports, NewReport, ReportAcceptance, ReportStore } from '../../shared/ports/report-store.ts'

/** What a suite runs on: a store of its own, empty. */
export type ReportPorts = ReportAcceptance & ReportStore & DueReports

const receivedAt = '2026-11-24T12:00:00.000Z'
const minute = (count: number) => new Date(Date.parse(receivedAt) + count * 60_000)
const credentials = createReporterCredentials()

/** A report that nobody has stored yet. */
export const newReport = (): NewReport => {
  const { reportId, keyHash, followUpCodeHash } = credentials.derive(credentials.newKey(), 0)
  return {
    report: {
      reportId,
      receivedAt,
      state: 'received',
      dueAt: minute(1).toISOString(),
      wrappedKey: randomBytes(184),
      textId: 'text-1',
      facts: {
        ages: { now: '25-44', inImages: '25-44' },
        place: { kind: 'division', division: 'G', share: 0.5123, by: 'sector' },
        urgency: {
          inDangerNow: 'no',
          selfHarm: 'unknown',
          ageNow: '25-44',
          ageInImages: '25-44',
          demandDeadlineWithin24Hours: false,
          contactOngoing: true,
          imagesShared: false,
        },
      },
    },
    proof: { keyHash, followUpCodeHash, submissionHash: 'a'.repeat(64) },
    entry: { at: receivedAt, who: 'accept-report', what: 'report.received', facts: {} },
  }
}

/** Returns a report without the difference between Buffer and Uint8Array. */
const plain = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]))
}

/** What an engine is known not to do, as docs/engines.md says and why. */
export interface EngineLimits {
  /** False where a condition and its write are two steps, so that two at once may both hold. @default true */
  readonly isAtomic?: boolean
  /**
   * False where an update that replaces a field is refused for the size of the old one and the new one together.
   * @default true
   */
  readonly isSizedByResult?: boolean
}

/** What every report store does, fake or real. */
export const describeReports = (
  name: string,
  create: () => Promise<ReportPorts>,
  { isAtomic = true, isSizedByResult = true }: EngineLimits = {},
): void => {
  describe(`reports in ${name}`, () => {
    let ports: ReportPorts
    beforeAll(async () => {
      ports = await create()
    })

    const accepted = async () => {
      const report = newReport()
      expect(await ports.accept(report)).toBe('created')
      const found = await ports.find(report.report.reportId)
      if (found?.state !== 'received') throw new Error('the report is not there as it was put')
      return { report, found }
    }

    const stored = async <Next extends Report>(current: Report, change: Change<Next>): Promise<Report> => {
      expect(await ports.update(current, change)).toBe('stored')
      const found = await ports.find(current.reportId)
      expect(plain(found)).toEqual(plain({ ...change.next, seq: current.seq + 1, hash: found?.hash ?? '' }))
      return found ?? current
    }

    const routed = async () => {
      const { found } = await accepted()
      const change = markRouted(
        found,
        { decision: decideRoute(found.facts), keys: { wrappedKey: randomBytes(184), supplements: {}, shelves: [] } },
        minute(1),
      )
      return (await stored(found, change)) as ReportIn<'routed'>
    }

    it('gives back what was put, at version 1, without the sealed text', async () => {
      const { report, found } = await accepted()
      expect(plain(found)).toEqual(plain({ ...report.report, seq: 1, hash: found.hash } as Report))
      expect(found.hash).toMatch(/^[0-9a-f]{64}$/)
    })

    it('finds nothing where nothing was put', async () => {
      expect(await ports.find('0'.repeat(12))).toBeUndefined()
    })

    it.runIf(isAtomic)('accepts one of fifty puts of the same id, and tells the others what stands there', async () => {
      const report = newReport()
      const outcomes = await Promise.all(Array.from({ length: 50 }, () => ports.accept(report)))
      expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1)
      const prior = outcomes.find((outcome) => outcome !== 'created')
      expect(prior).toMatchObject({
        receivedAt,
        keyHash: report.proof.keyHash,
        submissionHash: report.proof.submissionHash,
      })
    })

    it('carries a report through its states, dropping what the next one does not have', async () => {
      const report = await routed()
      const alerted = (await stored(report, markAlerted(report, minute(2)))) as ReportIn<'alerted'>
      expect(alerted.seq).toBe(3)
      const { alerting, dueAt: _dueAt, wrappedKey: _wrappedKey, textId: _textId, ...rest } = alerted
      const next: Report = {
        ...rest,
        state: 'erased',
        alerting,
        outcome: 'advice-given',
        closedAt: receivedAt,
        eraseAt: receivedAt,
      }
      const erased = await stored(alerted, {
        next,
        entry: { at: receivedAt, who: 'test', what: 'report.erased', facts: {} },
      })
      expect('wrappedKey' in erased).toBe(false)
    })

    it('stores a change once when it comes again, also after the next one, for its answer may have been lost', async () => {
      const report = await routed()
      const change = markAlerted(report, minute(2))
      const alerted = (await stored(report, change)) as ReportIn<'alerted'>
      expect(await ports.update(report, change)).toBe('stored')
      await stored(alerted, acknowledge(alerted, { who: 'officer-1', now: minute(3) }))
      expect(await ports.update(report, change)).toBe('stored')
      expect((await ports.find(report.reportId))?.seq).toBe(report.seq + 2)
    })

    it('stores an erasing change once when it comes again, for its answer may have been lost', async () => {
      const report = await routed()
      const change = eraseWithdrawn(report, minute(2))
      expect([await ports.update(report, change), await ports.update(report, change)]).toEqual(['stored', 'stored'])
      expect((await ports.find(report.reportId))?.seq).toBe(report.seq + 1)
      expect(await ports.update(report, eraseWithdrawn(report, minute(3)))).toBe('conflict')
    })

    it.runIf(isAtomic)(
      'stores one of twenty steps that were decided on the same version, and refuses the others',
      async () => {
        const report = await routed()
        const at = (index: number) => new Date(minute(2).getTime() + index)
        const changes = Array.from({ length: 20 }, (_, index) => markAlerted(report, at(index)))
        const outcomes = await Promise.all(changes.map((change) => ports.update(report, change)))
        expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1)
        expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(19)
        expect((await ports.find(report.reportId))?.seq).toBe(report.seq + 1)
      },
    )

    it.runIf(isSizedByResult)(
      'holds as many additions and notes as its item takes, beside 1,000 shelves and a full page of its log',
      async () => {
        let report = await routed()
        const { desk, wrappedKey } = report
        const at = receivedAt
        const supplement = (index: number) => {
          const officer = '00000000-0000-4000-8000-000000000000'
          const made: Supplement = { kind: 'note', at, wrappedKey, desk, officer, fingerprint: 'a'.repeat(64) }
          return [`01J00000000000000000000${String(index).padStart(3, '0')}`, made] as const
        }
        const supplements = Array.from({ length: policy.heldSupplements }, (_, index) => supplement(index))
        const shelves = Array.from({ length: 1000 }, (_, index): Shelf => {
          const counts = { additions: policy.shelfSupplements, notes: 0, newestAdditionAt: at, isUnread: true } as const
          return { ...counts, filledSeq: 10_000 + index, copiedSeq: 90_000, desk, fingerprints: 'a'.repeat(80) }
        })
        const facts = { desk, supplements: supplements.map(([id]) => id) }
        for (let entries = 0; entries < policy.logPageEntries; entries += 1) {
          const next = { ...report, supplements: Object.fromEntries(supplements), shelves }
          report = (await stored(report, {
            next,
            entry: { at, who: 'route-report', what: 'addition.routed', facts },
          })) as ReportIn<'routed'>
        }
        expect(report).toHaveProperty(['supplements', supplements.at(-1)?.[0] ?? '', 'officer'])
      },
    )

    it('keeps what is unread after an acknowledgement, and drops it when it is read', async () => {
      const maker = { who: 'officer-1', now: minute(2) }
      const report = await routed()
      const taken = (await stored(report, acknowledge(report, maker))) as ReportIn<'acknowledged'>
      const supplement: Supplement = {
        kind: 'addition',
        at: receivedAt,
        wrappedKey: randomBytes(184),
        desk: 'unrouted',
      }
      const added = (await stored(
        taken,
        addAddition(taken, { additionId: 'p1', addition: supplement }, minute(3)),
      )) as ReportIn<'acknowledged'>
      const notified = (await stored(
        added,
        markAdditionsRouted(added, { supplements: { p1: randomBytes(184) }, shelves: [] }, minute(3)),
      )) as typeof taken
      expect(notified).toMatchObject({ unreadSince: minute(3).toISOString(), supplements: { p1: { isUnread: true } } })
      const read = await stored(notified, markRead(notified, { supplements: ['p1'], shelves: [] }, maker))
      expect(read).not.toHaveProperty('unreadSince')
      expect(read).not.toHaveProperty(['supplements', 'p1', 'isUnread'])
    })

    it('refuses a change for a report that is not there', async () => {
      const report = await routed()
      const other = { ...report, reportId: '1'.repeat(12) }
      expect(await ports.update(other, markAlerted(other, minute(2)))).toBe('conflict')
    })

    it('finds what is due, oldest first, and nothing that is not due or has no due time', async () => {
      const { found: early } = await accepted()
      const late = await routed()
      const alerted = await stored(late, markAlerted(late, minute(2)))
      const due = async (at: Date, limit = 1000) => (await ports.findDue(at, limit)).map(({ reportId }) => reportId)
      expect(await due(minute(0))).toEqual([])
      expect(await due(minute(1))).toContain(early.reportId)
      expect(await due(minute(1))).not.toContain(late.reportId)
      const all = await ports.findDue(minute(100_000), 1000)
      expect(all.map(({ dueAt }) => dueAt)).toEqual(all.map(({ dueAt }) => dueAt).toSorted())
      expect(all.map(({ reportId }) => reportId)).toContain(alerted.reportId)
      expect(await due(minute(100_000), 2)).toHaveLength(2)
    })
  })
}

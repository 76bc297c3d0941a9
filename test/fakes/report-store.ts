import { sha256 } from '../../shared/adapters/reporter-credentials.ts'
import type { NewDrill } from '../../shared/domain/drill.ts'
import { chainEntry, type LogEntry } from '../../shared/domain/log.ts'
import { policy } from '../../shared/domain/policy.ts'
import type { Report, Supplements } from '../../shared/domain/report.ts'
import { isStandingReport } from '../../shared/domain/report-states.ts'
import type {
  AcceptanceProof,
  DueReports,
  NewReport,
  ReportAcceptance,
  ReportStore,
} from '../../shared/ports/report-store.ts'
import type { SealedText } from '../../shared/ports/sealer.ts'
import { createFakeShelves } from './shelves.ts'

/** One report as the fake keeps it. */
export interface KeptReport {
  readonly report: Report
  readonly proof: AcceptanceProof
  readonly log: readonly LogEntry[]
}

/** The report store in memory, with the same conditions as the table: one put an id, one change a `seq`. */
export interface FakeReports extends ReportAcceptance, ReportStore, DueReports {
  /** Every report that is kept, by reportId. */
  readonly kept: ReadonlyMap<string, KeptReport>
  /** Every sealed text, by `reportId/textId`. */
  readonly texts: Map<string, SealedText>
  /** Puts a drill, which proves nothing of a reporter. */
  putDrill(drill: NewDrill): void
  /** Every copy of a shelf, by `reportId/` and the sort key of its item. */
  readonly copies: Map<string, Supplements>
  /** Gives the sealed text that a report itself names. */
  sealedOf(reportId: string): SealedText | undefined
}

const copy = <Value>(value: Value): Value => structuredClone(value)

const withoutUndefined = (report: Report): Report =>
  Object.fromEntries(Object.entries(report).filter(([, value]) => value !== undefined)) as unknown as Report

/** Returns the entries that the report's own item holds: the page that its newest entry is on. */
const newestPageOf = ({ log }: KeptReport): readonly LogEntry[] =>
  log.slice(Math.floor((log.length - 1) / policy.logPageEntries) * policy.logPageEntries)

/** Creates an empty store. */
export const createFakeReports = (): FakeReports => {
  const kept = new Map<string, KeptReport>()
  const texts = new Map<string, SealedText>()
  const copies = new Map<string, Supplements>()

  const put = ({ report, proof, entry }: Pick<NewReport, 'proof' | 'entry'> & Pick<NewReport | NewDrill, 'report'>) => {
    const first = chainEntry(report.reportId, { seq: 0, hash: '' }, entry, sha256)
    const stored = { ...report, seq: first.seq, hash: first.hash }
    kept.set(report.reportId, copy({ report: stored, proof, log: [first] }))
  }

  return {
    kept,
    texts,
    putDrill: (drill) =>
      put({ ...drill, proof: { keyHash: '', submissionHash: '', followUpCodeHash: '0'.repeat(64) } }),
    copies,
    ...createFakeShelves(copies, texts),
    sealedOf: (reportId) => {
      const report = kept.get(reportId)?.report
      return report !== undefined && 'textId' in report ? texts.get(`${reportId}/${report.textId}`) : undefined
    },
    accept: async (report) => {
      const prior = kept.get(report.report.reportId)
      if (prior !== undefined) {
        const { keyHash, submissionHash } = prior.proof
        const { state } = prior.report
        const withdrawal = 'withdrawal' in prior.report ? prior.report.withdrawal : undefined
        const isStanding = isStandingReport({ state, withdrawal })
        return { keyHash, submissionHash, receivedAt: prior.report.receivedAt, isStanding }
      }
      put(report)
      return 'created'
    },
    find: async (reportId) => copy(kept.get(reportId)?.report),
    update: async (current, { next, entry, erases }) => {
      const stored = kept.get(current.reportId)
      const placed = chainEntry(current.reportId, current, entry, sha256)
      if (stored !== undefined && newestPageOf(stored).some(({ hash }) => hash === placed.hash)) return 'stored'
      if (stored === undefined || stored.report.seq !== current.seq) return 'conflict'
      const report = withoutUndefined({ ...next, seq: placed.seq, hash: placed.hash })
      kept.set(current.reportId, copy({ ...stored, report, log: [...stored.log, placed] }))
      for (const id of erases ?? []) texts.delete(`${current.reportId}/${id}`)
      return 'stored'
    },
    findDue: async (now, limit) =>
      [...kept.values()]
        .flatMap(({ report }) =>
          'dueAt' in report && report.dueAt !== undefined && report.dueAt <= now.toISOString()
            ? [{ reportId: report.reportId, dueAt: report.dueAt }]
            : [],
        )
        .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
        .slice(0, limit),
  }
}

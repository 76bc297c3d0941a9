import type { Alerting as StoredAlerting } from '../../shared/domain/ladder.ts'
import {
  type Report,
  type ReportBase,
  type ReportIn,
  type Supplement,
  unrouted,
  type Withdrawal,
} from '../../shared/domain/report.ts'
import { supplementsOf } from '../../shared/domain/report-states.ts'
import { decideRoute } from '../../shared/domain/route.ts'

/** An alert, which began with the first change of its report unless it says more. */
export type Alerting = Omit<StoredAlerting, 'since'> & Partial<Pick<StoredAlerting, 'since'>>

/** Returns an alert as it is once a change of a report of this kit began it. */
export const begun = <Alert extends object>(alert: Alert) => ({ since: 2, earlierSince: [1], ...alert })

/** Returns an alert of a report of this kit as it is when a change left it on the same rung. */
export const standing = <Alert extends object>(alert: Alert) => ({ since: 1, ...alert })

const base: ReportBase = {
  reportId: '7F3K9QWX2M4C',
  receivedAt: '2026-11-24T12:00:00.000Z',
  facts: {
    ages: { now: '16-17', inImages: '16-17' },
    place: { kind: 'division', division: 'P', share: 1, by: 'sector' },
    urgency: {
      inDangerNow: 'no',
      selfHarm: 'none',
      ageNow: '16-17',
      ageInImages: '16-17',
      demandDeadlineWithin24Hours: false,
      contactOngoing: false,
      imagesShared: false,
    },
  },
  seq: 1,
  hash: 'a'.repeat(64),
}

const decision = decideRoute(base.facts)
const wrappedKey = Uint8Array.of(1, 2, 3)
const textId = 'text-1'
const owned = (alerting: Alerting) => ({
  desk: decision.desk,
  grade: decision.grade,
  decision,
  alerting: { since: 1, ...alerting },
})
const closing = {
  outcome: 'advice-given',
  closedAt: '2026-11-24T13:00:00.000Z',
  eraseAt: '2026-12-24T13:00:00.000Z',
} as const

/** What the reporter added; `unrouted` until its key was re-addressed. */
export const addition = (desk: Supplement['desk'], at = '2026-11-24T12:30:00.000Z'): Supplement => ({
  kind: 'addition',
  at,
  wrappedKey: Uint8Array.of(4, 5),
  desk,
})

/** A report that waits to be routed. */
export const receivedReport = (dueAt: string): ReportIn<'received'> => ({
  ...base,
  state: 'received',
  wrappedKey,
  textId,
  dueAt,
})

/** A report that child protection owns and has not been notified of. */
export const routedReport = (dueAt: string, alerting: Alerting = { kind: 'new', rung: 1 }): ReportIn<'routed'> => ({
  ...base,
  ...owned(alerting),
  state: 'routed',
  wrappedKey,
  textId,
  dueAt,
})

/** A report that child protection was notified of. */
export const alertedReport = (dueAt: string, alerting: Alerting): ReportIn<'alerted'> => ({
  ...routedReport(dueAt, alerting),
  state: 'alerted',
})

const read = { handledAt: '2026-11-24T12:10:00.000Z', readAt: '2026-11-24T12:11:00.000Z' }

/** A report that an officer took and read. */
export const acknowledgedReport = (dueAt: string, alerting: Alerting): ReportIn<'acknowledged'> => ({
  ...routedReport(dueAt, alerting),
  ...read,
  state: 'acknowledged',
  officer: 'officer-1',
  acknowledgedAt: '2026-11-24T12:10:00.000Z',
})

/** A report that an officer took and did not read. */
export const unopenedReport = (dueAt: string, alerting: Alerting): ReportIn<'acknowledged'> => {
  const { readAt: _readAt, ...report } = acknowledgedReport(dueAt, alerting)
  return report
}

/** A withdrawal that its reporter asked for at 12:20 on 24 November 2026, and that nobody has decided. */
export const withdrawal: Withdrawal = {
  requestedAt: '2026-11-24T12:20:00.000Z',
  dueAt: '2026-11-27T12:20:00.000Z',
}

/** An adult's report that its desk was notified of, and that no officer has handled. */
export const adultReport = (dueAt: string, alerting: Alerting): ReportIn<'alerted'> => ({
  ...alertedReport(dueAt, alerting),
  grade: 'standard',
  decision: { ...decision, ageGroup: 'adult', grade: 'standard', reasons: [] },
})

/** A report that an officer closed at 13:00 on 24 November 2026. */
export const closedReport = (dueAt: string): ReportIn<'closed'> => ({
  ...routedReport(dueAt, { kind: 'new', rung: 1, sentAt: '2026-11-24T12:01:00.000Z' }),
  ...read,
  ...closing,
  state: 'closed',
})

/** A report whose reporter withdrew it; its desk was notified when the alert says so. */
export const withdrawnReport = (alerting: Alerting, dueAt?: string): ReportIn<'withdrawn'> => ({
  ...base,
  ...owned(alerting),
  state: 'withdrawn',
  withdrawnAt: '2026-11-24T12:40:00.000Z',
  ...(dueAt === undefined ? {} : { dueAt }),
})

/** A report whose text is erased. */
export const erasedReport: ReportIn<'erased'> = {
  ...base,
  ...owned({ kind: 'new', rung: 1 }),
  ...closing,
  state: 'erased',
}

/** Returns the report with so many old additions or notes of its desk more than it has. */
export const withSupplements = <Kind extends Report>(
  report: Kind,
  { kind, count }: { readonly kind: Supplement['kind']; readonly count: number },
): Kind => {
  const own = supplementsOf(report)
  const desk = report.state === 'received' ? unrouted : report.desk
  const old = { ...addition(desk, '2026-01-01T00:00:00.000Z'), kind }
  const more = Array.from({ length: count }, (_, index) => [`old${own.length + index}`, old] as const)
  return { ...report, supplements: Object.fromEntries([...more, ...own]) }
}

import type { ReportLogPage } from '../../shared/contract/answers/log.ts'
import type { DeskListPage } from '../../shared/contract/answers/report-view.ts'
import { dutyParsers } from '../../shared/contract/duty.ts'
import { isDesk } from '../../shared/domain/desk.ts'
import { listPartition, listPlaceOf } from '../../shared/domain/desk-list.ts'
import { type Sha256, verifyLog } from '../../shared/domain/log.ts'
import { logPageFrom } from '../../shared/domain/log-page.ts'
import { defined } from '../../shared/domain/record.ts'
import type { Report } from '../../shared/domain/report.ts'
import { type DeskReport, isOfDesk } from '../../shared/domain/report-states.ts'
import { maySee, toReportView } from '../../shared/domain/report-view.ts'
import { type HttpReply, refuse, refuseProblems } from '../../shared/lambda/http.ts'
import type { DeskReports } from '../../shared/ports/desk-reports.ts'
import type { ReportLogs } from '../../shared/ports/report-logs.ts'
import type { ReportStore } from '../../shared/ports/report-store.ts'
import { notFound, type OfficerCall, refuseAccess, reportIdOf, withFacts } from './officer-call.ts'

/** What reading facts needs. */
export interface FactsDeps {
  readonly reports: ReportStore
  readonly deskReports: DeskReports
  readonly logs: ReportLogs
  readonly sha256: Sha256
  readonly now: () => Date
}

/** Lists a desk's reports, most urgent first: facts only. The index may be behind, so each is found as it is now. */
export const listReports = async (
  { reports, deskReports, now }: FactsDeps,
  { request, officer }: OfficerCall,
): Promise<HttpReply> => {
  const query = dutyParsers.deskListQuery(request.query)
  if (!query.ok) return refuseProblems(query.problems)
  const { state: list = 'open', cursor } = query.value
  const [first, ...others] = officer.desks.filter(isDesk)
  const desk = query.value.desk ?? (others.length === 0 ? first : undefined)
  if (desk === undefined) {
    const detail = `is missing; you are assigned to several desks, so choose one of ${officer.desks.join(', ')}`
    return refuseProblems([{ pointer: '/desk', detail, code: 'desk-needed' }])
  }
  if (!maySee(officer.desks, desk)) return refuse('not-your-desk', 'you are not assigned to this desk')
  const page = await deskReports.findOfDesk(desk, list, cursor)
  if (page === 'not-a-cursor') {
    const detail = 'must be the `next` value of an earlier page'
    return refuseProblems([{ pointer: '/cursor', detail, code: 'not-a-page' }])
  }
  const found = await Promise.all(page.reportIds.map((reportId) => reports.find(reportId)))
  const isListed = (report: Report | undefined): report is DeskReport =>
    report !== undefined && listPlaceOf(report)?.list === listPartition(desk, list)
  const shown = found.filter(isListed).map(toReportView)
  const body: DeskListPage = {
    desk,
    state: list,
    at: now().toISOString(),
    reports: shown,
    ...defined({ next: page.next }),
  }
  return { status: 200, body }
}

/** Returns the facts of one report: for its desk, and for duty control, whom a person may call with the reference. */
export const findReport = async ({ reports }: FactsDeps, { request, officer }: OfficerCall): Promise<HttpReply> => {
  const reportId = reportIdOf(request)
  const report = reportId === undefined ? undefined : await reports.find(reportId)
  if (report === undefined || !isOfDesk(report)) return notFound()
  return refuseAccess(report, officer, 'facts-only') ?? withFacts(report)
}

/**
 * Returns a page of the log of a report, and whether the log holds every entry that was written: it is verified whole
 * for each page.
 */
export const readLog = async (
  { reports, logs, sha256 }: FactsDeps,
  { request, officer }: OfficerCall,
): Promise<HttpReply> => {
  const reportId = reportIdOf(request)
  const report = reportId === undefined ? undefined : await reports.find(reportId)
  if (reportId === undefined || report === undefined) return notFound()
  const refusal = refuseAccess(report, officer, 'facts-only')
  if (refusal !== undefined) return refusal
  const query = dutyParsers.logQuery(request.query)
  if (!query.ok) return refuseProblems(query.problems)
  const written = await logs.findLog(reportId)
  if (written === undefined) return notFound()
  const verdict = verifyLog(reportId, written.entries, written.newest, sha256)
  const body: ReportLogPage = { reportId, ...verdict, ...logPageFrom(written.entries, Number(query.value.cursor ?? 0)) }
  return { status: 200, body }
}

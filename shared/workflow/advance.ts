import type { Change } from '../domain/change.ts'
import type { Report } from '../domain/report.ts'
import { ReportBusy, type ReportStore } from '../ports/report-store.ts'

/**
 * What a call decided for a report: the change to store, or undefined to store nothing; and what the caller is
 * answered.
 */
export interface Decision<Reply, Next extends Report = Report> {
  readonly change: Change<Next> | undefined
  readonly reply: Reply
}

/**
 * How often a change is decided again because somebody else stored one first. Officers who open one report at once do
 * that.
 */
const attempts = 12

/**
 * Makes one change of a report: finds the report, lets `decide` choose the change, and stores it on the condition that
 * nothing changed meanwhile. If something did, it decides again on the new state.
 *
 * Shelves before the report that holds them: a crash between them leaves a copy that nothing holds, which is written
 * again or swept away.
 *
 * @param decide - returns the change, or undefined when the state asks for none; it may be called again, so its effects
 *   must be repeatable. A decision whose `change` is undefined is returned as it is, and nothing is stored
 * @returns the decision whose change was stored; `nothing-to-do`; or `not-found`
 * @throws ReportBusy when somebody else stored a change first every time
 */
export const advance = async <Decided extends { readonly change: Change | undefined }>(
  reports: ReportStore,
  reportId: string,
  decide: (report: Report) => Promise<Decided | undefined>,
): Promise<Decided | 'nothing-to-do' | 'not-found'> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const report = await reports.find(reportId)
    if (report === undefined) return 'not-found'
    const decision = await decide(report)
    if (decision === undefined) return 'nothing-to-do'
    for (const copy of decision.change?.shelves ?? []) await reports.keepShelf(reportId, copy)
    if (decision.change === undefined || (await reports.update(report, decision.change)) === 'stored') return decision
  }
  throw new ReportBusy(`report changed under ${attempts} attempts to change it`)
}

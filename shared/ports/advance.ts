import type { Report } from '../domain/report.ts'
import type { Step } from '../domain/steps.ts'
import type { ReportStore } from './report-store.ts'

/** How often a step is decided again when others store theirs first, as officers do who open one report at once; past that SQS retries the message. */
const attempts = 10

/**
 * Moves one report on: finds it, lets `decide` say what its state asks for, and stores that under the condition that nothing
 * changed meanwhile; if something did, decides again on what is there now.
 *
 * @param decide - gives the step, or undefined when the state asks for none; may be called again, so its effects must be repeatable. A
 *   decision whose `step` is undefined is given back as it is, and nothing is stored
 * @returns the decision whose step was stored; `nothing-to-do`; or `not-found`
 * @throws Error when others stored first every time
 */
export const advance = async <Decision extends { readonly step: Step | undefined }>(
  reports: ReportStore,
  reportId: string,
  decide: (report: Report) => Promise<Decision | undefined>,
): Promise<Decision | 'nothing-to-do' | 'not-found'> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const report = await reports.find(reportId)
    if (report === undefined) return 'not-found'
    const decision = await decide(report)
    if (decision === undefined) return 'nothing-to-do'
    if (decision.step === undefined || (await reports.update(report, decision.step)) === 'stored') return decision
  }
  throw new Error(`report changed under ${attempts} attempts to move it on`)
}

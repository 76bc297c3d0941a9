import type { Accepted } from '../../shared/contract/answers/reporter.ts'
import type { FilledForm } from '../../shared/contract/from-form.ts'
import type { Problem } from '../../shared/contract/problem.ts'
import { parseSubmission } from '../../shared/contract/submission.ts'
import { toRoutingFacts } from '../../shared/contract/to-facts.ts'
import { findPlace } from '../../shared/domain/place.ts'
import { minutesAfter, policy } from '../../shared/domain/policy.ts'
import { decideRoute } from '../../shared/domain/route.ts'
import type { HttpWork } from '../../shared/lambda/http.ts'

/** A report that is stored. */
export interface StoredReport extends Accepted {
  /** When the next people get an alert if no officer has taken the report, ISO 8601. */
  readonly nextAlertAt: string
  readonly notices: readonly Problem[]
}

/** What became of a form: the report, or why there is none. */
export type FormOutcome =
  | { readonly stored: StoredReport }
  | {
      readonly stored: undefined
      readonly status: number
      readonly code: string
      readonly problems: readonly Problem[]
    }

/** Sends what was typed under a key, as any front end does. */
export type AcceptForm = (key: string, filled: FilledForm) => Promise<FormOutcome>

interface Refusal {
  readonly code: string
  readonly problems: readonly Problem[]
}

/** The ladder's first rung, by the grade that the report will have. */
const nextAlertOf = (submission: unknown, receivedAt: string): string => {
  const parsed = parseSubmission(submission)
  const understood = parsed.ok ? parsed.value : {}
  const at = new Date(receivedAt)
  const { grade } = decideRoute(toRoutingFacts(understood, findPlace(understood.location), at))
  return minutesAfter(at, policy.firstAlertMinutes[grade])
}

/** Creates what accepts a form by the same work as `POST /reports`. */
export const createFormAcceptance =
  (postReport: HttpWork): AcceptForm =>
  async (key, { submission }) => {
    const headers: Readonly<Record<string, string>> = { 'idempotency-key': key, 'content-type': 'application/json' }
    const header = (name: string): string | undefined => headers[name]
    const { status, body } = await postReport({
      body: JSON.stringify(submission),
      pathParameters: {},
      query: {},
      header,
    })
    if (status !== 202) return { stored: undefined, status, ...(body as Refusal) }
    const accepted = body as Accepted & { readonly notices?: readonly Problem[] }
    const nextAlertAt = nextAlertOf(submission, accepted.receivedAt)
    return { stored: { notices: [], ...accepted, nextAlertAt } }
  }

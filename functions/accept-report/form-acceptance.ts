import type { Accepted } from '../../shared/contract/answers/reporter.ts'
import type { FilledForm } from '../../shared/contract/from-form.ts'
import type { Problem } from '../../shared/contract/problem.ts'
import { understandSubmission } from '../../shared/contract/submission.ts'
import { toRoutingFacts } from '../../shared/contract/to-facts.ts'
import { findPlace } from '../../shared/domain/place.ts'
import { minutesAfter, policy } from '../../shared/domain/policy.ts'
import { decideRoute } from '../../shared/domain/route.ts'
import { readCleaned, type Sent } from '../../shared/lambda/read-sent.ts'
import type { Acceptance } from './acceptance.ts'

/** A report that is stored. */
export interface StoredReport extends Accepted {
  /** When the next people get an alert if no officer has taken the report, ISO 8601. */
  readonly nextAlertAt: string
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

/** The ladder's first rung, by the grade that the report will have. */
const nextAlertOf = (submission: object, receivedAt: string): string => {
  const read = readCleaned(submission)
  const at = new Date(receivedAt)
  if ('refusal' in read) return receivedAt
  const understood = understandSubmission(read.cleaned)
  const { grade } = decideRoute(toRoutingFacts(understood, findPlace(understood.value.location), at))
  return minutesAfter(at, policy.firstAlertMinutes[grade])
}

interface Refusal {
  readonly code: string
  readonly problems: readonly Problem[]
}

/** Creates what accepts a form by the same acceptance as `POST /reports`. */
export const createFormAcceptance =
  (accept: (sent: Sent) => Promise<Acceptance>): AcceptForm =>
  async (key, { submission }) => {
    const outcome = await accept({ value: submission, key, isStrict: false })
    if ('refusal' in outcome) {
      const { code, problems } = outcome.refusal.body as Refusal
      return { stored: undefined, status: outcome.refusal.status, code, problems }
    }
    const { accepted } = outcome
    return { stored: { ...accepted, nextAlertAt: nextAlertOf(submission, accepted.receivedAt) } }
  }

import type { Accepted } from '../../shared/contract/answers/reporter.ts'
import type { FilledForm } from '../../shared/contract/from-form.ts'
import type { Problem } from '../../shared/contract/problem.ts'
import { minutesAfter, policy } from '../../shared/domain/policy.ts'
import { decideRoute, type RoutingFacts } from '../../shared/domain/route.ts'
import type { Sent } from '../../shared/lambda/read-sent.ts'
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
const nextAlertOf = (facts: RoutingFacts, receivedAt: string): string =>
  minutesAfter(new Date(receivedAt), policy.firstAlertMinutes[decideRoute(facts).grade])

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
    const { accepted, facts } = outcome
    return { stored: { ...accepted, nextAlertAt: nextAlertOf(facts, accepted.receivedAt) } }
  }

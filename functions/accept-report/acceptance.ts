import type { Accepted } from '../../shared/contract/answers/reporter.ts'
import { isCanaryBody } from '../../shared/contract/canary.ts'
import { toReportText } from '../../shared/contract/report-text.ts'
import { type Submission, understandSubmission } from '../../shared/contract/submission.ts'
import { toRoutingFacts } from '../../shared/contract/to-facts.ts'
import { guidanceFor } from '../../shared/domain/guidance.ts'
import { findPlace } from '../../shared/domain/place.ts'
import { inFours } from '../../shared/domain/reference.ts'
import type { RoutingFacts } from '../../shared/domain/route.ts'
import type { HttpReply } from '../../shared/lambda/http.ts'
import { readSent, reusedKey, type Sent } from '../../shared/lambda/read-sent.ts'
import type { CanaryTags } from '../../shared/ports/canary-tags.ts'
import { type StoringDeps, storeOnce } from './store-once.ts'

/** What accepting a report needs from outside. */
export interface AcceptanceDeps extends StoringDeps {
  readonly canaryTags: Pick<CanaryTags, 'isOf'>
}

/** What the reporter keeps, and what the report is routed by; or why it was refused. */
export type Acceptance = { readonly accepted: Accepted; readonly facts: RoutingFacts } | { readonly refusal: HttpReply }

/**
 * Accepts what was sent as a report, from a front end or a form: reads what it understands of it, stores it once, and
 * returns what the reporter keeps, with every problem as a notice. A retry under the same key returns the same, save
 * for what the advice says of services that have opened or closed since.
 *
 * What a canary sends, with a tag that is verified, is answered like any other report, and goes to the canaries' desk.
 *
 * Refused is what has too much text; and, for a strict client alone, a problem, or a key that was used before.
 */
export const createAcceptance =
  (deps: AcceptanceDeps) =>
  async (sent: Sent, canaryTag?: string): Promise<Acceptance> => {
    const result = readSent(sent, understandSubmission)
    if ('refusal' in result) return result
    const { read, key, isStrict, notices } = result
    const at = deps.now()
    const answered = toRoutingFacts(read, findPlace(read.value.location), at)
    const isCanary = isCanaryBody(sent.value) && (await isVerified(deps, { key, tag: canaryTag }))
    const facts: RoutingFacts = isCanary ? { ...answered, isCanary } : answered
    const stored = await storeOnce(
      deps,
      { key: key ?? deps.credentials.newKey(), text: toReportText(read), facts, isStrict },
      at,
    )
    if (stored === 'key-reused') return { refusal: reusedKey() }
    const { identity, receivedAt } = stored
    const reference = inFours(identity.reportId)
    const guidance = guidanceOf(read.value, facts, at)
    return { accepted: { reference, followUpCode: identity.followUpCode, receivedAt, guidance, notices }, facts }
  }

/**
 * True for the tag of a canary over the key that it came with. Where that cannot be said, the report is an ordinary
 * one: a canary that bothers a person is better than a report that nobody sees.
 */
const isVerified = async (
  { canaryTags, log }: AcceptanceDeps,
  { key, tag }: { readonly key: string | undefined; readonly tag: string | undefined },
): Promise<boolean> => {
  if (key === undefined || tag === undefined) return false
  try {
    return await canaryTags.isOf(key, tag)
  } catch (error) {
    log.fault('canary.not-verified', error)
    return false
  }
}

const guidanceOf = (submission: Submission, facts: RoutingFacts, at: Date) =>
  guidanceFor(
    {
      ages: facts.ages,
      paid: submission.payment?.paid ?? 'unknown',
      shared: submission.images?.sharedAlready ?? 'unknown',
      forSomeoneElse: (submission.reporter?.role ?? 'victim') !== 'victim',
      place: facts.place.kind,
    },
    at,
  )

import type { Accepted } from '../../shared/contract/answers/reporter.ts'
import { readKey } from '../../shared/contract/idempotency-key.ts'
import { listed, type Problem } from '../../shared/contract/problem.ts'
import { type Submission, type UnderstoodSubmission, understandSubmission } from '../../shared/contract/submission.ts'
import { toRoutingFacts } from '../../shared/contract/to-facts.ts'
import { logged } from '../../shared/domain/change.ts'
import { guidanceFor } from '../../shared/domain/guidance.ts'
import { findPlace } from '../../shared/domain/place.ts'
import { minutesAfter, policy } from '../../shared/domain/policy.ts'
import { inFours } from '../../shared/domain/reference.ts'
import type { RoutingFacts } from '../../shared/domain/route.ts'
import { type HttpReply, type HttpRequest, type HttpWork, refuse, refuseProblems } from '../../shared/lambda/http.ts'
import { readBody } from '../../shared/lambda/json-body.ts'
import type { Log } from '../../shared/lambda/log.ts'
import { handlingOf, withPreference } from '../../shared/lambda/prefer.ts'
import type { RoutingQueue } from '../../shared/ports/queues.ts'
import type { NewReport, ReportAcceptance } from '../../shared/ports/report-store.ts'
import type { Credentials, ReporterCredentials } from '../../shared/ports/reporter-credentials.ts'
import type { SealedTexts } from '../../shared/ports/sealed-texts.ts'
import { reportLabel, type Sealer } from '../../shared/ports/sealer.ts'
import { sendOrLeaveToDeadline } from '../../shared/workflow/send-or-leave-to-deadline.ts'

/** What accept-report needs from outside. */
export interface AcceptReportDeps {
  readonly credentials: ReporterCredentials
  readonly sealer: Sealer
  readonly texts: SealedTexts
  readonly reports: ReportAcceptance
  readonly routingQueue: RoutingQueue
  /** A new random id for a sealed text, 26 characters or fewer. */
  readonly newTextId: () => string
  readonly now: () => Date
  readonly log: Log
}

/**
 * Accepts a report: reads what it understands of it, seals it, stores the sealed text, stores the report in one
 * conditional put, sends a message to the routing queue, and answers 202 with every problem as a notice.
 *
 * Text before report: a crash between them leaves a text that no key opens, and no report; the front end sends it
 * again. Each try stores its text under an id of its own, so that no try can overwrite the text of a stored report.
 *
 * Put before send: a crash between them leaves a stored report whose `dueAt` makes watch-deadlines send it. A send that
 * fails is logged, and the answer is still 202. A retry under the same key finds its own put and returns the same
 * answer, save for what the advice says of services that have opened or closed since.
 */
export const createAcceptReport =
  (deps: AcceptReportDeps): HttpWork =>
  async (request) =>
    withPreference(request, await answer(deps, request))

const answer = async (deps: AcceptReportDeps, request: HttpRequest): Promise<HttpReply> => {
  const read = readBody(request)
  if ('refusal' in read) return read.refusal
  const { key, problems: keyProblems } = readKey(request.header('idempotency-key'))
  const submission = understandSubmission(read.cleaned)
  const notices = listed([...keyProblems, ...submission.problems])
  const isStrict = handlingOf(request) === 'strict'
  if (isStrict && notices.length > 0) return refuseProblems(notices)
  return accept(deps, { key: key ?? deps.credentials.newKey(), submission, notices, isStrict })
}

/** A report that was read, and the key that names it. */
interface Incoming {
  readonly key: string
  readonly submission: UnderstoodSubmission
  readonly notices: readonly Problem[]
  readonly isStrict: boolean
}

const accept = async (deps: AcceptReportDeps, incoming: Incoming): Promise<HttpReply> => {
  const { key, submission, notices, isStrict } = incoming
  const { value: understood, sent } = submission
  const at = deps.now()
  const facts = toRoutingFacts(submission, findPlace(understood.location), at)
  const text = JSON.stringify({ v: 1, understood, sent })
  const accepted = await acceptOnce(deps, { key, text, facts, isStrict }, at)
  if (accepted === undefined) {
    return refuse('key-reused', 'this Idempotency-Key was used with other content; use a new key')
  }
  const { identity, receivedAt } = accepted
  const body: Accepted = {
    reference: inFours(identity.reportId),
    followUpCode: identity.followUpCode,
    receivedAt,
    guidance: guidanceOf(understood, facts, at),
    notices,
  }
  return { status: 202, body }
}

/** What is stored, and under which key. */
interface Keyed {
  readonly key: string
  readonly text: string
  readonly facts: RoutingFacts
  readonly isStrict: boolean
}

/**
 * How many identities are tried: the first is taken where the key was used for another text or a report that was
 * withdrawn or erased, and where another key holds the reference, which is one in 10^16.
 */
const mostIdentities = 32

/**
 * Returns the identity and `receivedAt` of this key's report, new or old. A key that was used for another text, or for
 * a report that has no text any more, leads to a key that derives from it and the text, so that a retry is led there
 * too. Returns undefined where a strict client used a key for another text.
 */
const acceptOnce = async (deps: AcceptReportDeps, keyed: Keyed, at: Date) => {
  const { credentials, reports } = deps
  let { key } = keyed
  let attempt = 0
  for (let tried = 0; tried < mostIdentities; tried += 1) {
    const submissionHash = credentials.submissionHash(key, keyed.text)
    const identity = credentials.derive(key, attempt)
    const report = await sealReport(deps, { ...keyed, credentials: identity, submissionHash }, at)
    const outcome = await reports.accept(report)
    if (outcome === 'created') {
      await announce(deps, identity.reportId)
      return { identity, receivedAt: report.report.receivedAt }
    }
    const isOtherKey = outcome.keyHash !== identity.keyHash
    const isSame = outcome.submissionHash === submissionHash
    if (!isOtherKey && isSame && outcome.hasText) return { identity, receivedAt: outcome.receivedAt }
    if (!isOtherKey && !isSame && keyed.isStrict) return undefined
    key = isOtherKey ? key : credentials.keyForText(key, submissionHash)
    attempt = isOtherKey ? attempt + 1 : 0
  }
  throw new Error(`${mostIdentities} identities of one key and text are taken`)
}

const announce = async ({ log, routingQueue }: AcceptReportDeps, reportId: string): Promise<void> => {
  log.event('report.accepted', { reportId })
  await sendOrLeaveToDeadline(log, reportId, () => routingQueue.send(reportId))
}

interface Accepting {
  readonly credentials: Credentials
  readonly submissionHash: string
  readonly facts: RoutingFacts
  readonly text: string
}

/** Seals the text and stores it; its key is for the report to hold. */
const sealReport = async (
  { sealer, texts, newTextId }: Pick<AcceptReportDeps, 'sealer' | 'texts' | 'newTextId'>,
  accepting: Accepting,
  now: Date,
): Promise<NewReport> => {
  const { reportId, keyHash, followUpCodeHash } = accepting.credentials
  const receivedAt = now.toISOString()
  const textId = newTextId()
  const { wrappedKey, sealed } = await sealer.seal(
    { reportId, receivedAt, label: reportLabel },
    accepting.text,
    'unrouted',
  )
  await texts.put(reportId, textId, sealed)
  const dueAt = minutesAfter(now, policy.redriveMinutes)
  return {
    report: { reportId, receivedAt, facts: accepting.facts, wrappedKey, textId, state: 'received', dueAt },
    proof: { keyHash, submissionHash: accepting.submissionHash, followUpCodeHash },
    entry: logged('report.received', { who: 'accept-report', now }),
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

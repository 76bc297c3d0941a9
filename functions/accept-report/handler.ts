import type { Accepted } from '../../shared/contract/answers/reporter.ts'
import { parseJson } from '../../shared/contract/body.ts'
import type { Problem } from '../../shared/contract/problem.ts'
import { parseSubmission, type Submission } from '../../shared/contract/submission.ts'
import { toRoutingFacts } from '../../shared/contract/to-facts.ts'
import { logged } from '../../shared/domain/change.ts'
import { guidanceFor } from '../../shared/domain/guidance.ts'
import { findPlace } from '../../shared/domain/place.ts'
import { minutesAfter, policy } from '../../shared/domain/policy.ts'
import { inFours } from '../../shared/domain/reference.ts'
import type { RoutingFacts } from '../../shared/domain/route.ts'
import { type HttpReply, type HttpRequest, type HttpWork, refuse, refuseBody } from '../../shared/lambda/http.ts'
import type { Log } from '../../shared/lambda/log.ts'
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

const uuidV4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/** How many references are tried when another key already holds the first: one in 10^16 needs a second. */
const referenceAttempts = 4

const refuseSubmission = (problems: readonly Problem[]): HttpReply =>
  refuse(
    'invalid-request',
    'correct the fields listed in `problems` and try again, under the same Idempotency-Key if there was one',
    { problems },
  )

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
    entry: logged('report.received', { now }),
  }
}

/**
 * Accepts a report: parses it, seals it, stores the sealed text, stores the report in one conditional put, sends a
 * message to the routing queue, and answers 202.
 *
 * Text before report: a crash between them leaves a text that no key opens, and no report; the front end sends it
 * again. Each try stores its text under an id of its own, so that no try can overwrite the text of a stored report.
 *
 * Put before send: a crash between them leaves a stored report whose `dueAt` makes watch-deadlines send it. A send that
 * fails is logged, and the answer is still 202. A retry under the same key finds its own put and returns the same
 * answer, save for what the advice says of services that have opened or closed since.
 */
export const createAcceptReport = (deps: AcceptReportDeps): HttpWork => {
  const { credentials, reports, routingQueue, now, log } = deps

  /**
   * Returns the identity and `receivedAt` of this key's report, new or old; undefined when the key was used for another
   * text.
   */
  const acceptOnce = async (key: string, text: string, facts: RoutingFacts, at: Date) => {
    const submissionHash = credentials.submissionHash(key, text)
    for (let attempt = 0; attempt < referenceAttempts; attempt += 1) {
      const identity = credentials.derive(key, attempt)
      const report = await sealReport(deps, { credentials: identity, submissionHash, facts, text }, at)
      const outcome = await reports.accept(report)
      if (outcome === 'created') {
        log.event('report.accepted', { reportId: identity.reportId })
        await sendOrLeaveToDeadline(log, identity.reportId, () => routingQueue.send(identity.reportId))
        return { identity, receivedAt: report.report.receivedAt }
      }
      if (outcome.keyHash !== identity.keyHash) continue
      return outcome.submissionHash === submissionHash ? { identity, receivedAt: outcome.receivedAt } : undefined
    }
    throw new Error(`${referenceAttempts} references in a row are taken by other keys`)
  }

  const accept = async (key: string, submission: Submission): Promise<HttpReply> => {
    const at = now()
    const facts = toRoutingFacts(submission, findPlace(submission.location), at)
    const accepted = await acceptOnce(key, JSON.stringify(submission), facts, at)
    if (accepted === undefined) {
      return refuse(
        'key-reused',
        'this Idempotency-Key was used for a report with other content; use a new key for a new report',
      )
    }
    const { identity, receivedAt } = accepted
    return {
      status: 202,
      body: {
        reference: inFours(identity.reportId),
        followUpCode: identity.followUpCode,
        receivedAt,
        guidance: guidanceOf(submission, facts, at),
      } satisfies Accepted,
    }
  }

  return async (request: HttpRequest): Promise<HttpReply> => {
    const refusal = refuseBody(request)
    if (refusal !== undefined) return refusal
    const json = parseJson(request.body)
    if (!json.ok) return refuseSubmission(json.problems)
    const key = request.header('idempotency-key') ?? credentials.newKey()
    const submission = parseSubmission(json.value)
    const keyProblems: readonly Problem[] = uuidV4.test(key)
      ? []
      : [
          {
            pointer: 'Idempotency-Key',
            detail: 'the header is not a UUID of version 4; make one with crypto.randomUUID()',
            code: 'not-a-uuid',
          },
        ]
    if (!submission.ok) return refuseSubmission([...keyProblems, ...submission.problems])
    return keyProblems.length > 0 ? refuseSubmission(keyProblems) : accept(key.toLowerCase(), submission.value)
  }
}

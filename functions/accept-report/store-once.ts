import { logged } from '../../shared/domain/change.ts'
import { minutesAfter, policy } from '../../shared/domain/policy.ts'
import type { RoutingFacts } from '../../shared/domain/route.ts'
import type { Log } from '../../shared/lambda/log.ts'
import type { RoutingQueue } from '../../shared/ports/queues.ts'
import type { NewReport, ReportAcceptance } from '../../shared/ports/report-store.ts'
import type { Credentials, ReporterCredentials } from '../../shared/ports/reporter-credentials.ts'
import type { SealedTexts } from '../../shared/ports/sealed-texts.ts'
import { reportLabel, type Sealer } from '../../shared/ports/sealer.ts'
import { sendOrLeaveToDeadline } from '../../shared/workflow/send-or-leave-to-deadline.ts'

/** What storing a report needs from outside. */
export interface StoringDeps {
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

/** What is stored, and under which key. */
export interface KeyedText {
  readonly key: string
  readonly text: string
  readonly facts: RoutingFacts
  /** True where a key that was used for another text is refused. */
  readonly isStrict: boolean
}

/** A report that is stored, now or by an earlier try. */
export interface Stored {
  readonly identity: Credentials
  readonly receivedAt: string
}

/** How many identities one key and text lead to, one after the other: each but the last was withdrawn or erased. */
const mostIdentities = 8

/**
 * Stores a report under the identity that derives from its key, once: a retry finds its own put and returns the same.
 * A key that was used for another text, or for a report that has no text any more, leads to a key that derives from it
 * and the text, so that a retry is led there too. After so many of them the report gets a key of its own: it is stored,
 * and its retry would be stored again.
 *
 * @returns `key-reused` where a strict client used a key for another text
 */
export const storeOnce = async (deps: StoringDeps, keyed: KeyedText, at: Date): Promise<Stored | 'key-reused'> => {
  const { credentials } = deps
  let { key } = keyed
  for (let tried = 0; tried < mostIdentities; tried += 1) {
    const submissionHash = credentials.submissionHash(key, keyed.text)
    const outcome = await storeUnder(deps, { ...keyed, key, submissionHash }, at)
    if (outcome !== 'gone' && outcome !== 'other-text') return outcome
    if (outcome === 'other-text' && keyed.isStrict) return 'key-reused'
    key = credentials.keyForText(key, submissionHash)
  }
  key = credentials.newKey()
  const outcome = await storeUnder(
    deps,
    { ...keyed, key, submissionHash: credentials.submissionHash(key, keyed.text) },
    at,
  )
  if (typeof outcome === 'string') throw new Error('a new key was used before')
  return outcome
}

interface Hashed extends KeyedText {
  readonly submissionHash: string
}

/** Two keys derive one reference about once in 10^16 reports; then the next one is taken. */
const mostReferences = 4

/**
 * Stores a report under one key.
 *
 * @returns `other-text` where the key has another text; `gone` where it has this one and it was withdrawn or erased
 */
const storeUnder = async (deps: StoringDeps, keyed: Hashed, at: Date): Promise<Stored | 'other-text' | 'gone'> => {
  for (let attempt = 0; attempt < mostReferences; attempt += 1) {
    const identity = deps.credentials.derive(keyed.key, attempt)
    const report = await sealReport(deps, { ...keyed, credentials: identity }, at)
    const prior = await deps.reports.accept(report)
    if (prior === 'created') {
      await announce(deps, identity.reportId)
      return { identity, receivedAt: report.report.receivedAt }
    }
    if (prior.keyHash !== identity.keyHash) continue
    if (prior.submissionHash !== keyed.submissionHash) return 'other-text'
    return prior.isStanding ? { identity, receivedAt: prior.receivedAt } : 'gone'
  }
  throw new Error(`${mostReferences} references of one key belong to other keys`)
}

/** Sends the report's id to the routing queue. If that fails, the stored `dueAt` makes watch-deadlines send it. */
const announce = async ({ log, routingQueue }: StoringDeps, reportId: string): Promise<void> => {
  log.event('report.accepted', { reportId })
  await sendOrLeaveToDeadline(log, reportId, () => routingQueue.send(reportId))
}

interface Sealing extends Hashed {
  readonly credentials: Credentials
}

/** Seals the text and stores it; its key is for the report to hold. */
const sealReport = async (
  { sealer, texts, newTextId }: StoringDeps,
  { credentials: { reportId, keyHash, followUpCodeHash }, text, facts, submissionHash }: Sealing,
  now: Date,
): Promise<NewReport> => {
  const receivedAt = now.toISOString()
  const textId = newTextId()
  const { wrappedKey, sealed } = await sealer.seal({ reportId, receivedAt, label: reportLabel }, text, 'unrouted')
  await texts.put(reportId, textId, sealed)
  const dueAt = minutesAfter(now, policy.redriveMinutes)
  return {
    report: { reportId, receivedAt, facts, wrappedKey, textId, state: 'received', dueAt },
    proof: { keyHash, submissionHash, followUpCodeHash },
    entry: logged('report.received', { now }),
  }
}

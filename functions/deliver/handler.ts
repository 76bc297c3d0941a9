import { type Addressee, isEngine, isSameAudience } from '../../shared/domain/contact.ts'
import { canaryDesk, heirOf } from '../../shared/domain/desk.ts'
import { minutesAfter, policy } from '../../shared/domain/policy.ts'
import type { Report } from '../../shared/domain/report.ts'
import type { AlertDigests, Delivery, DigestDelivery, KeptDigest, Outcomes } from '../../shared/ports/deliveries.ts'
import { alertOf, markAlerts } from '../../shared/workflow/mark-alerts.ts'
import { noteFailure } from '../../shared/workflow/note-failure.ts'
import { isAnsweredSince } from './answered.ts'
import { sendEngineEvent } from './engine-events.ts'
import { type MessageDeps, toMessage } from './message.ts'
import { type SendingDeps, trySend } from './sending.ts'
import { reachOf, type TurnsDeps, takeTurn, withoutTurn } from './turns.ts'

/** What deliver needs from outside. */
export interface DeliverDeps extends MessageDeps, SendingDeps, TurnsDeps {
  readonly alertDigests: AlertDigests
}

/**
 * Sends one digest to one contact, once it is its turn at the contact's address. The first acceptance by a channel
 * marks the alerts of the digest as sent. A try that fails is made again later, by a message of its own, so that it
 * takes no retries from the queue. From the fourth failure on the delivery counts as failed; when every contact of the
 * audience failed, the reports are due at once.
 *
 * Send before note: a crash between them sends the message again, which is harmless. Note before mark: a crash between
 * them is repaired when the queue gives the message again.
 */
export const createDeliver =
  (deps: DeliverDeps) =>
  async (delivery: Delivery): Promise<void> => {
    const { log, alertDigests, contacts } = deps
    if (delivery.kind === 'engine-event') return sendEngineEvent(deps, delivery)
    const [digest, contact] = await Promise.all([
      alertDigests.find(delivery.digestId),
      contacts.find(delivery.contactId),
    ])
    if (digest === undefined) return log.event('delivery.skipped', { outcome: 'digest-not-kept' })
    if (isNoted(digest, delivery, contact)) return markSent(deps, digest, delivery)
    if (await isPast(deps, digest)) return log.event('delivery.skipped', { outcome: 'past' })
    if (contact === undefined || !contact.isEnabled) {
      log.event('delivery.skipped', { outcome: 'not-a-contact' })
      return failed(deps, digest, delivery)
    }
    if ((await takeTurn(deps, delivery, reachOf(contact))) === 'later') return log.event('delivery.waiting')
    const { channel } = contact
    const { tried } = delivery
    const message = await toMessage(deps, { digest, contact, delivery })
    if (message === 'answered') return log.event('delivery.skipped', { outcome: 'past' })
    const askedAt = deps.now()
    const sent = await trySend(deps, message, tried)
    if (sent === 'accepted') {
      log.event('delivery.accepted', { channel, tried })
      return noteAcceptance(deps, digest, { delivery, askedAt })
    }
    if (sent === 'refused') return failed(deps, digest, delivery)
    return tryLater(deps, digest, delivery)
  }

/**
 * True for a delivery whose acceptance was noted. An engine has several of one digest; one that comes again after a
 * crash it takes twice, under one key.
 */
const isNoted = (
  { outcomes }: KeptDigest,
  { contactId, isAccepted }: DigestDelivery,
  contact: Addressee | undefined,
): boolean =>
  isAccepted === true || (outcomes[contactId] === 'accepted' && (contact === undefined || !isEngine(contact.channel)))

/**
 * True for a digest that ought to have arrived long ago, and whose every report was answered meanwhile or is in a newer
 * digest of the same people: it would wake somebody for nothing. One of no reports, such as an alarm, is never past:
 * nothing says it anew.
 */
const isPast = async ({ reports, now }: DeliverDeps, digest: KeptDigest): Promise<boolean> => {
  const isOfReports = digest.reportIds.length > 0
  const isLate = minutesAfter(new Date(digest.at), policy.deliveryMinutes) < now().toISOString()
  if (!isOfReports || !isLate) return false
  for (const reportId of digest.reportIds) {
    const report = await reports.find(reportId)
    if (report === undefined || isAnsweredSince(report, digest.at) || isRepeated(report, digest)) continue
    return false
  }
  return true
}

/** True when digests of a newer alert were made. They are for the desk's officers, and perhaps for nobody else. */
const isRepeated = (report: Report, digest: KeptDigest): boolean =>
  report.state !== 'received' &&
  report.desk !== canaryDesk &&
  alertOf(report, digest) === undefined &&
  (report.alerting.queued?.at ?? '') > digest.at &&
  isSameAudience(digest.audience, { desk: heirOf(report.desk), recipients: 'duty' })

/**
 * Notes an acceptance, as of the instant before the channel was asked: a service may send the message back at once. The
 * first contact who gets the whole digest marks all its alerts as sent. An on-call engine marks the one that it took.
 */
const noteAcceptance = async (
  deps: DeliverDeps,
  digest: KeptDigest,
  { delivery, askedAt }: { readonly delivery: DigestDelivery; readonly askedAt: Date },
): Promise<void> => {
  const { digestId, contactId, kind } = delivery
  await deps.contacts.markWorking(contactId, askedAt.toISOString())
  const { [contactId]: _own, ...others } = await deps.alertDigests.noteOutcome(digestId, contactId, 'accepted')
  if (kind === 'report' || !(await isHeardWhole(deps, others))) await markSent(deps, digest, delivery)
}

/** True when somebody else got the whole digest. An engine may have got one report of it alone. */
const isHeardWhole = async ({ contacts }: DeliverDeps, others: Outcomes): Promise<boolean> => {
  for (const [contactId, outcome] of Object.entries(others)) {
    const contact = outcome === 'accepted' ? await contacts.find(contactId) : undefined
    if (contact !== undefined && !isEngine(contact.channel)) return true
  }
  return false
}

/** A delivery that comes again after its acceptance was noted is not sent again: it makes the missing marks. */
const markSent = async (deps: DeliverDeps, digest: KeptDigest, delivery: DigestDelivery): Promise<void> =>
  comeAgain(deps, digest, {
    delivery: { ...delivery, isAccepted: true },
    unmarked: await markAlerts(deps, { ...digest, reportIds: takenBy(delivery, digest) }, 'sent'),
  })

/** The reports that a contact heard of by a delivery. */
const takenBy = (delivery: DigestDelivery, { reportIds }: KeptDigest): readonly string[] =>
  delivery.kind === 'digest' ? reportIds : [delivery.reportId]

const failed = async (deps: DeliverDeps, digest: KeptDigest, delivery: DigestDelivery): Promise<void> =>
  comeAgain(deps, digest, { delivery, unmarked: await noteFailure(deps, digest, delivery.contactId) })

/** How long notify-team has to mark the alerts of a digest before their marks are tried again, seconds. */
const markSeconds = 5

/**
 * A channel may be faster than notify-team, which marks the alerts as queued once their deliveries are sent. Then the
 * delivery comes again for its marks, for as long as a digest may be on its way.
 */
const comeAgain = async (
  { deliveries, now }: DeliverDeps,
  { at }: KeptDigest,
  { delivery, unmarked }: { readonly delivery: DigestDelivery; readonly unmarked: number },
): Promise<void> => {
  const isYoung = minutesAfter(new Date(at), policy.deliveryMinutes) > now().toISOString()
  if (unmarked > 0 && isYoung) await deliveries.send([withoutTurn(delivery)], markSeconds)
}

const tryLater = async (deps: DeliverDeps, digest: KeptDigest, delivery: DigestDelivery) => {
  const { contactId, tried } = delivery
  const tries = tried + 1
  // The next try notes it again where the marks were missing.
  if (tries >= policy.failedAfterTries) {
    await deps.contacts.markFailing(contactId, deps.now().toISOString(), `not delivered after ${tries} tries`)
    await noteFailure(deps, digest, contactId)
  }
  const delaySeconds = policy.deliveryRetrySeconds[tried]
  if (delaySeconds === undefined) return deps.log.event('delivery.skipped', { outcome: 'tried-long-enough' })
  await deps.deliveries.send([{ ...withoutTurn(delivery), tried: tries }], delaySeconds)
}

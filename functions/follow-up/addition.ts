import type { Added } from '../../shared/contract/answers/reporter.ts'
import type { Sha256 } from '../../shared/domain/log.ts'
import { defined } from '../../shared/domain/record.ts'
import { type Report, unrouted } from '../../shared/domain/report.ts'
import { isAddable } from '../../shared/domain/report-states.ts'
import { addAddition } from '../../shared/domain/reporter-changes.ts'
import { requestFingerprint } from '../../shared/domain/request-fingerprint.ts'
import { type HttpReply, refuse } from '../../shared/lambda/http.ts'
import type { Log } from '../../shared/lambda/log.ts'
import { type ReadSent, reusedKey } from '../../shared/lambda/read-sent.ts'
import type { RoutingQueue } from '../../shared/ports/queues.ts'
import type { ReportStore } from '../../shared/ports/report-store.ts'
import type { SealedTexts } from '../../shared/ports/sealed-texts.ts'
import type { Sealer } from '../../shared/ports/sealer.ts'
import { advance, type Decision } from '../../shared/workflow/advance.ts'
import { findSameKey } from '../../shared/workflow/same-key.ts'
import { sendOrLeaveToDeadline } from '../../shared/workflow/send-or-leave-to-deadline.ts'
import { notFound } from './as-reporter.ts'

/** What adding to a report needs. */
export interface AdditionDeps {
  readonly reports: ReportStore
  readonly texts: SealedTexts
  readonly sealer: Sealer
  readonly routingQueue: RoutingQueue
  readonly sha256: Sha256
  /** A new random id for a sealed text, 26 characters or fewer. */
  readonly newTextId: () => string
  readonly now: () => Date
  readonly log: Log
}

/** An addition that was read, with the Idempotency-Key that it came with. */
export interface KeyedAddition extends Pick<ReadSent, 'key' | 'isStrict' | 'notices'> {
  readonly text: string
}

/**
 * Adds to a report, once for each key and text, and sends it to be routed. The sealed text is stored before the report
 * holds its key. A crash between them leaves noise that no key opens.
 */
export const add = async (deps: AdditionDeps, reportId: string, addition: KeyedAddition): Promise<HttpReply> => {
  const { reports, routingQueue, log } = deps
  let sealed: Promise<SealedAddition> | undefined
  const sealOnce = () => (sealed ??= sealAddition(deps, reportId, addition.text))
  const added = await advance(reports, reportId, (report) => decideAddition(deps, report, { ...addition, sealOnce }))
  if (typeof added === 'string') return notFound()
  if (added.change !== undefined) {
    log.event(added.change.entry.what)
    await sendOrLeaveToDeadline(log, reportId, () => routingQueue.send(reportId))
  }
  return added.reply
}

interface SealedAddition {
  readonly additionId: string
  readonly at: string
  readonly wrappedKey: Uint8Array
}

/** Seals an addition and stores its text. Its key is for the report to hold. */
const sealAddition = async (
  { sealer, texts, newTextId, now }: AdditionDeps,
  reportId: string,
  text: string,
): Promise<SealedAddition> => {
  const at = now().toISOString()
  const additionId = newTextId()
  const { wrappedKey, sealed } = await sealer.seal({ reportId, receivedAt: at, label: additionId }, text, unrouted)
  await texts.put(reportId, additionId, sealed)
  return { additionId, at, wrappedKey }
}

const decideAddition = async (
  deps: AdditionDeps,
  report: Report,
  { text, key, isStrict, notices, sealOnce }: KeyedAddition & { readonly sealOnce: () => Promise<SealedAddition> },
): Promise<Decision<HttpReply>> => {
  if (!isAddable(report)) return { change: undefined, reply: tooLate() }
  const fingerprint = key && requestFingerprint(deps.sha256, { use: 'addition', key, text })
  const { earlier, isUsed } = await findSameKey(deps.reports, report, fingerprint)
  if (earlier !== undefined) return { change: undefined, reply: received(earlier.at, notices) }
  if (isStrict && isUsed) return { change: undefined, reply: reusedKey() }
  const { additionId, at, wrappedKey } = await sealOnce()
  const addition = { kind: 'addition', at, wrappedKey, desk: unrouted, ...defined({ fingerprint }) } as const
  return { change: addAddition(report, { additionId, addition }, deps.now()), reply: received(at, notices) }
}

const received = (receivedAt: string, notices: Added['notices']): HttpReply => ({
  status: 202,
  body: { receivedAt, notices } satisfies Added,
})

const tooLate = () =>
  refuse(
    'text-erased',
    'the text of this report has been erased, so nothing can be added; send it as a new report instead',
  )

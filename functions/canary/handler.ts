import { canaryBody, canaryHeader } from '../../shared/contract/canary.ts'
import { policy } from '../../shared/domain/policy.ts'
import type { Log } from '../../shared/lambda/log.ts'
import type { CanaryTags } from '../../shared/ports/canary-tags.ts'
import type { PublicApi } from '../../shared/ports/public-api.ts'
import { askOwn, sendOwn, type Waiting, waitForAlert } from '../../shared/workflow/own-report.ts'

/** What canary needs from outside. */
export interface CanaryDeps extends Omit<Waiting, 'forMs'> {
  readonly api: PublicApi
  readonly tags: Pick<CanaryTags, 'of'>
  /** A new random Idempotency-Key. */
  readonly newKey: () => string
  readonly log: Log
}

/**
 * Sends one tagged report through the public API, follows it by its status until a channel accepted its alert, and
 * withdraws it, which erases it. The seconds of the whole way are a metric; a way that does not end has none, and the
 * alarm rings when it is missing.
 *
 * A crash leaves a canary that the next due pass erases.
 *
 * @throws Error when the report was taken for an ordinary one: a person may be notified of it
 */
export const createCanary = (deps: CanaryDeps) => async (): Promise<void> => {
  const { api, elapsedMs, log } = deps
  const startMs = elapsedMs()
  const key = deps.newKey()
  const headers = { [canaryHeader]: await deps.tags.of(key) }
  const { kept } = await sendOwn(api, { key, body: canaryBody, headers })
  if (kept === undefined) return log.event('canary.failed', { outcome: 'not-accepted' })
  const isAlerted = await waitForAlert(api, kept, { ...deps, forMs: policy.canaryFollowSeconds * 1000 })
  const { status, body: withdrawn } = await askOwn(api, kept, 'withdrawal')
  if (status === 200 && withdrawn['textErased'] === false && isAlerted) {
    throw new Error('the canary was taken for an ordinary report; an officer may be notified of it')
  }
  if (!isAlerted) return log.event('canary.failed', { outcome: 'not-alerted' })
  if (withdrawn['textErased'] !== true) return log.event('canary.failed', { outcome: 'not-erased' })
  log.metric('CanarySeconds', (elapsedMs() - startMs) / 1000)
}

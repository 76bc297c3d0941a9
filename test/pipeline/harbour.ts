import { randomUUID } from 'node:crypto'
import type { SentAlert } from '../../infra/local/alerts/alert-log.ts'
import { type Harbour, type HarbourOptions, startHarbour } from '../../infra/local/harbour.ts'
import type { SynthesisedStack } from '../../infra/local/template/synthesis.ts'
import { synthesiseLocalStack } from '../../infra/local/template/synthesise.ts'

/** Everything the functions wrote to standard output, in that order. */
export interface WatchedHarbour extends Harbour {
  readonly logs: string[]
  post(body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>
}

/** Starts the real stack on this machine, at a clock that only tests move. */
export const startWatchedHarbour = async (
  dataDirectory?: string,
  stack: (url: string) => Promise<SynthesisedStack> = synthesiseLocalStack,
  contacts?: HarbourOptions['contacts'],
): Promise<WatchedHarbour> => {
  const logs: string[] = []
  const harbour = await startHarbour({
    stack,
    port: 0,
    clock: 'manual',
    dataDirectory,
    contacts,
    writeLog: (text) => logs.push(text),
  })
  const post = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${harbour.url}/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  return { ...harbour, logs, post }
}

/**
 * Returns whom alerts reached, as `rung desk recipients`, each once and sorted. Delivery is at least once, so an alert
 * can come twice.
 */
export const reachedBy = (alerts: readonly SentAlert[]): readonly string[] =>
  [...new Set(alerts.map(({ step, desk, recipients }) => `${step} ${desk} ${recipients}`))].toSorted()

/** What a 202 holds. */
export interface Accepted {
  readonly reference: string
  readonly followUpCode: string
  readonly receivedAt: string
  readonly guidance: ReadonlyArray<{ readonly id: string }>
}

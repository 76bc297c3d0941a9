import { randomUUID } from 'node:crypto'
import type { SentAlert } from '../../infra/local/alerts/alert-log.ts'
import { type Harbour, type HarbourOptions, startHarbour } from '../../infra/local/harbour.ts'
import type { SynthesisedStack } from '../../infra/local/template/synthesis.ts'
import { synthesiseLocalStack } from '../../infra/local/template/synthesise.ts'

/** Everything the functions wrote to standard output, in that order. */
export interface WatchedHarbour extends Harbour {
  readonly logs: string[]
  post(body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>
  /** Sends a report, and waits until it has reached its desk. */
  accepted(body: unknown): Promise<Accepted>
  /** A call of the reporter: `status`, `additions`, `withdrawal`, `withdrawal/undo`. */
  followUp(report: Accepted, what: string, body?: object): Promise<FollowedUp>
  /** Lets minutes pass: what is due is done, and every message is delivered. */
  later(minutes: number): Promise<void>
}

/** What a call of the reporter was answered. */
export interface FollowedUp {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
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
  return {
    ...harbour,
    logs,
    post,
    accepted: async (body) => {
      const answer = (await (await post(body)).json()) as Accepted
      await harbour.idle()
      return answer
    },
    followUp: async ({ reference, followUpCode }, what, body = {}) => {
      const response = await fetch(`${harbour.url}/reports/${reference}/${what}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ followUpCode, ...body }),
      })
      return { status: response.status, body: (await response.json()) as FollowedUp['body'] }
    },
    later: async (minutes) => {
      harbour.clock.advance(minutes)
      await harbour.runSchedule()
      await harbour.idle()
    },
  }
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

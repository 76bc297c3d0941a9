import { randomUUID } from 'node:crypto'
import { type Harbour, type SynthesisedStack, startHarbour } from '../../infra/local/harbour.ts'
import { synthesiseLocalStack } from '../../infra/local/synthesise.ts'

/** Everything the functions wrote to standard output, in that order. */
export interface WatchedHarbour extends Harbour {
  readonly logs: string[]
  post(body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>
}

/** Starts the real stack on this machine, at a clock that only tests move. */
export const startWatchedHarbour = async (
  dataDirectory?: string,
  stack: () => Promise<SynthesisedStack> = () => synthesiseLocalStack(),
): Promise<WatchedHarbour> => {
  const logs: string[] = []
  const harbour = await startHarbour({
    stack,
    port: 0,
    clock: 'manual',
    dataDirectory,
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

/** What a 202 holds. */
export interface Accepted {
  readonly reference: string
  readonly followUpCode: string
  readonly receivedAt: string
  readonly guidance: ReadonlyArray<{ readonly id: string }>
}

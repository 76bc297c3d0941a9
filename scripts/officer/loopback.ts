import { createServer } from 'node:http'
import { commandLineRedirect } from '../../infra/command-line-redirect.ts'
import { listenLocally } from '../../infra/local/machine/listen.ts'
import type { Browse } from './code-flow.ts'

const redirect = new URL(commandLineRedirect)

/** How long an officer may take to sign in, milliseconds. */
const patienceMs = 5 * 60_000

const headers = {
  'content-type': 'text/plain; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  connection: 'close',
}

/** What the browser shows. It holds nothing of the answer, which has the code in its address. */
const answered = 'Harbour has the answer. Close this page and go back to the terminal.\n'

/** How the officer is sent to the sign-in pages. */
export interface LoopbackOptions {
  /** Shows the address of the sign-in pages to the officer. */
  readonly show: (signInUrl: URL) => void
  /** @default five minutes */
  readonly waitMs?: number
}

/**
 * Returns what waits for the officer's own browser: it listens on this machine for one answer, and then no more. It
 * opens no browser. An answer that comes with a strange state ends the waiting too, and is refused afterwards.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8252#section-7.3
 */
export const browseByLoopback =
  ({ show, waitMs = patienceMs }: LoopbackOptions): Browse =>
  async (signInUrl) => {
    const { promise, resolve, reject } = Promise.withResolvers<URL>()
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', redirect)
      const isAnswer =
        request.method === 'GET' && url.pathname === redirect.pathname && request.headers.host === redirect.host
      if (!isAnswer) return void response.writeHead(404, headers).end('this is not the answer of a sign-in\n')
      response.writeHead(200, headers).end(answered, () => resolve(url))
    })
    const { close } = await listenLocally(server, Number(redirect.port)).catch(() => {
      throw new Error(`port ${redirect.port} is in use; end what uses it, such as another sign-in, and sign in again`)
    })
    const late = () => reject(new Error('nobody signed in in time; sign in again'))
    const timer = setTimeout(late, waitMs)
    try {
      show(signInUrl)
      return await promise
    } finally {
      clearTimeout(timer)
      await close()
    }
  }

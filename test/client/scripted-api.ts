import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type Listening, listenLocally } from '../../infra/local/machine/listen.ts'

/** A request as it came. */
export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** What the server does with one request. */
export type Answer = (reply: ServerResponse) => void

/** Answers with JSON. */
export const json =
  (status: number, body: object, headers: Readonly<Record<string, string>> = {}): Answer =>
  (reply) =>
    reply.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))

/** The connection breaks. */
export const reset: Answer = (reply) => reply.socket?.destroy()

/** No answer at all. */
export const silence: Answer = () => undefined

/** The first byte of an answer, and no more. */
export const half: Answer = (reply) => reply.writeHead(202, { 'content-type': 'application/json' }).write('{')

/** A server in the place of the API for the tests of a file: it sends `answers` in turn, and keeps what it received. */
export const useScriptedApi = () => {
  const received: Received[] = []
  const answers: Answer[] = []
  let server: Listening
  beforeAll(async () => {
    server = await listenLocally(
      createServer(async (request, reply) => {
        const { method = '', url = '', headers } = request
        received.push({ method, url, headers, body: await text(request) })
        const next = answers.shift() ?? json(200, {})
        next(reply)
      }),
    )
  })
  afterAll(() => server.close())
  beforeEach(() => {
    received.length = 0
    answers.length = 0
  })
  return { received, answers, url: () => server.url }
}

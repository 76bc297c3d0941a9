import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, vi } from 'vitest'
import { type Listening, listenLocally } from '../../infra/local/machine/listen.ts'
import { localClient } from '../../infra/local/machine/local-client.ts'

/** A request as it came. */
export interface Received {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** What the server does with one request. */
export type Answer = (reply: ServerResponse) => void

/** Answers with a status and a body. */
export const answer =
  (status: number, body: string): Answer =>
  (reply) =>
    reply.writeHead(status, { 'x-amzn-requestid': 'request-1' }).end(body)

/** An empty object, as most operations answer. */
export const ok = answer(200, '{}')

/** The connection breaks. */
export const reset: Answer = (reply) => reply.socket?.destroy()

/** No answer at all. */
export const silence: Answer = () => undefined

/** The first byte of an answer, and no more. */
export const half: Answer = (reply) => reply.writeHead(200, { 'content-length': 2 }).write('{')

/**
 * A server in the place of AWS for the tests of a file: it sends `answers` in turn, then `ok`, and keeps what it
 * received and on how many connections. Spies end with their test.
 */
export const useScriptedAws = () => {
  const received: Received[] = []
  const answers: Answer[] = []
  const connections = { opened: 0 }
  let engine: Listening

  beforeAll(async () => {
    const server = createServer(async (request, reply) => {
      received.push({ headers: request.headers, body: await text(request) })
      const next = answers.shift() ?? ok
      next(reply)
    })
    server.on('connection', () => {
      connections.opened += 1
    })
    engine = await listenLocally(server)
  })
  afterAll(() => engine.close())
  beforeEach(() => {
    received.length = 0
    answers.length = 0
    connections.opened = 0
    // The wait before a retry is a random share of a longest one: here none of it.
    vi.spyOn(Math, 'random').mockReturnValue(0)
    return () => vi.restoreAllMocks()
  })
  /** Settings of a client that calls this server. */
  const client = () => localClient(engine.url)
  return { received, answers, connections, client }
}

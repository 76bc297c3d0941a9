import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A post as it came. */
export interface ReceivedPost {
  readonly method: string | undefined
  readonly path: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

const pem = (name: string) => readFileSync(`${import.meta.dirname}/../bench/localhost-${name}.pem`, 'utf8')

/** The certificate of every local https server, for 127.0.0.1. */
export const localCertificate = pem('cert')

/** A real https server on 127.0.0.1. */
export interface HttpsServer {
  readonly url: string
  readonly port: number
  readonly received: ReceivedPost[]
  /** How it answers from now on. */
  answer: (response: ServerResponse) => void
  close(): Promise<void>
}

/** Starts a server that answers 204 until it is told otherwise. */
export const startHttpsServer = async (): Promise<HttpsServer> => {
  const received: ReceivedPost[] = []
  const server = createServer({ cert: localCertificate, key: pem('key') }, async (request, response) => {
    const { method, url: path, headers } = request
    received.push({ method, path, headers, body: await text(request) })
    running.answer(response)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve())
  })
  const { port } = server.address() as AddressInfo
  const running: HttpsServer = {
    url: `https://127.0.0.1:${port}/in`,
    port,
    received,
    answer: (response) => response.writeHead(204).end(),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return running
}

/** Switches to a protocol that nobody asked for, and keeps the connection open. */
export const switchProtocol = ({ socket }: ServerResponse): void =>
  void socket?.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\nConnection: Upgrade\r\n\r\n')

/** Answers with a status, and with headers. */
export const status =
  (code: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(code, headers).end()

/** Never answers. */
export const hang = (): void => undefined

/** Sends a byte of its headers now and then, and never ends them. */
export const drip = (response: ServerResponse): void => {
  const { socket } = response
  socket?.write('HTTP/1.1 200 OK\r\nx-drip: ')
  const timer = setInterval(() => {
    if (socket === null || socket.destroyed) clearInterval(timer)
    else socket.write('.')
  }, 20)
}

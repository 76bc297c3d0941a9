import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server of this machine that listens. */
export interface Listening {
  /** `http://127.0.0.1:…`, without a path. */
  readonly url: string
  /** Stops the server and ends every connection that is still open. */
  close(): Promise<void>
}

/**
 * Makes a server listen on 127.0.0.1, which no other machine can reach.
 *
 * @default port - any free one
 * @throws the server's own error when the port is in use or not allowed; its `code` says which
 */
export const listenLocally = (server: Server, port = 0): Promise<Listening> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      resolve({
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            server.closeAllConnections()
          }),
      })
    })
  })

/**
 * Makes an asynchronous function answer requests. When it fails, for example because the client hung up, the connection
 * is closed. Node itself would end the process.
 */
export const toListener =
  (answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>): RequestListener =>
  (request, response) => {
    answer(request, response).catch(() => response.destroy())
  }

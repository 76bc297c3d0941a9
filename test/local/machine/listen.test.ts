import { createServer, request as send } from 'node:http'
import { expect, test } from 'vitest'
import { listenLocally, toListener } from '../../../infra/local/machine/listen.ts'

const listener = toListener(async (request, response) => {
  let bytes = 0
  for await (const chunk of request) bytes += String(chunk).length
  response.end(String(bytes))
})

test('a server listens on 127.0.0.1 only, and closing it ends open connections', async () => {
  const { url, close } = await listenLocally(createServer(() => undefined))
  expect(new URL(url).hostname).toBe('127.0.0.1')
  const unanswered = fetch(url)
  await Promise.all([expect(unanswered).rejects.toThrow(), close()])
})

// A request whose client hung up ended the process: the listener rejected, and nothing caught it.
test('a server goes on after a client hangs up in the middle of a request', async () => {
  const { url, close } = await listenLocally(createServer(listener))
  const hungUp = Promise.withResolvers<void>()
  const request = send(url, { method: 'POST', headers: { 'content-length': 100 } })
  request.on('error', () => hungUp.resolve())
  request.write('half', () => setImmediate(() => request.destroy(new Error('hung up'))))
  await hungUp.promise
  expect(await (await fetch(url, { method: 'POST', body: 'whole' })).text()).toBe('5')
  await close()
})

import type { RequestListener } from 'node:http'
import { createServer } from 'node:http'
import { afterEach, expect, test, vi } from 'vitest'
import { createHttpFront } from '../../../infra/local/api/http-front.ts'
import type { LocalFunction } from '../../../infra/local/lambda/local-function.ts'
import { type Listening, listenLocally } from '../../../infra/local/machine/listen.ts'

let listening: Listening | undefined

afterEach(async () => {
  vi.useRealTimers()
  await listening?.close()
})

const faults: unknown[] = []
const events: unknown[] = []

const frontOf = (invoke: LocalFunction['invoke']): RequestListener =>
  createHttpFront({
    routes: [{ method: 'GET', resource: '/reports/{reference}', target: { kind: 'function', functionName: 'f' } }],
    gatewayAnswers: new Map(),
    binaryTypes: ['text/html'],
    functionNamed: () => ({ name: 'f', invoke, running: () => 0, close: async () => undefined }),
    authorize: async () => undefined,
    signIn: undefined,
    contacts: undefined,
    alerts: () => [],
    now: () => new Date('2026-11-27T12:00:00Z'),
    reportFault: (_event, error) => faults.push(error),
  })

const get = async (invoke: LocalFunction['invoke'], path = '/reports/7F3K') => {
  listening = await listenLocally(createServer(frontOf(invoke)))
  return fetch(`${listening.url}${path}`)
}

test('a path is passed on as it was sent', async () => {
  await get(async (event) => {
    events.push(event)
    return { statusCode: 204 }
  }, '/reports/%37F3K%2Fx?a=%20')
  expect(events).toMatchObject([
    {
      path: '/reports/%37F3K%2Fx',
      pathParameters: { reference: '%37F3K%2Fx' },
      queryStringParameters: { a: ' ' },
    },
  ])
})

test('an answer of over 6 MB fails, as it does in Lambda', async () => {
  const answer = (letters: number) => async () => ({ statusCode: 200, body: 'x'.repeat(letters) })
  const frame = JSON.stringify({ statusCode: 200, body: '' }).length
  expect((await get(answer(6_291_556 - frame))).status).toBe(200)
  await listening?.close()
  expect((await get(answer(6_291_557 - frame))).status).toBe(502)
  expect(faults.map(String)).toEqual(['Error: the function returned 6291557 bytes; Lambda returns at most 6291556'])
})

test('a function that takes 29 seconds is too late', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { promise: asked, resolve } = Promise.withResolvers<void>()
  const reply = get(() => {
    resolve()
    return new Promise(() => undefined)
  })
  await asked
  let status: number | undefined
  const answered = reply.then((response) => {
    status = response.status
  })
  await vi.advanceTimersByTimeAsync(28_999)
  // By the time that another request is answered, an answer to the first would be here.
  await fetch(`${listening?.url}/nothing`)
  expect(status).toBeUndefined()
  await vi.advanceTimersByTimeAsync(1)
  await answered
  expect(status).toBe(504)
})

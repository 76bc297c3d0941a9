import { describe, expect, test } from 'vitest'
import { toApiEvent } from '../../../infra/local/api/request-event.ts'
import type { ApiRoute } from '../../../infra/local/api/routes.ts'

const route = (method: string, resource: string): ApiRoute => ({
  method,
  resource,
  target: { kind: 'function', functionName: `${method} ${resource}` },
})

const request = {
  method: 'POST',
  path: '/reports/7F3K',
  searchParams: new URLSearchParams('age=13-15&paid=no&paid=yes'),
  rawHeaders: ['Content-Type', 'application/json', 'Idempotency-Key', 'k', 'X-Two', 'a', 'X-Two', 'b'],
  sourceIp: '127.0.0.1',
  body: '{}',
  requestId: 'request-1',
  at: new Date('2026-11-24T12:00:00.000Z'),
}

const event = (changed: Partial<typeof request> = {}, pathParameters = {}) =>
  toApiEvent({ ...request, ...changed }, { route: route('POST', '/reports/{reference}'), pathParameters })

describe('the event of API Gateway', () => {
  test('the event takes a header and a parameter of any name, even one that every object has', () => {
    const changed = { rawHeaders: ['constructor', 'a'], searchParams: new URLSearchParams('constructor=1') }
    const { headers, queryStringParameters } = event(changed)
    expect({ ...headers }).toEqual({ constructor: 'a' })
    expect({ ...queryStringParameters }).toEqual({ constructor: '1' })
  })

  test('the event keeps headers as they were sent: the last value of each name, and beside it all values', () => {
    const { headers, multiValueHeaders } = event()
    expect(headers).toEqual({ 'Content-Type': 'application/json', 'Idempotency-Key': 'k', 'X-Two': 'b' })
    expect(multiValueHeaders['X-Two']).toEqual(['a', 'b'])
  })

  test('the event has the query with the last value of each name, and beside it all values', () => {
    const { queryStringParameters, multiValueQueryStringParameters } = event()
    expect(queryStringParameters).toEqual({ age: '13-15', paid: 'yes' })
    expect(multiValueQueryStringParameters).toEqual({ age: ['13-15'], paid: ['no', 'yes'] })
  })

  test('the event has null for a body, query and path parameters that are missing', () => {
    expect(event({ body: '', searchParams: new URLSearchParams() })).toMatchObject({
      body: null,
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
    })
  })

  test('the event names the route, the caller and the request', () => {
    expect(event({}, { reference: '7F3K' })).toMatchObject({
      resource: '/reports/{reference}',
      path: '/reports/7F3K',
      httpMethod: 'POST',
      pathParameters: { reference: '7F3K' },
      body: '{}',
      isBase64Encoded: false,
      requestContext: {
        requestId: 'request-1',
        identity: { sourceIp: '127.0.0.1' },
        resourcePath: '/reports/{reference}',
        requestTimeEpoch: 1_795_521_600_000,
      },
    })
  })
})

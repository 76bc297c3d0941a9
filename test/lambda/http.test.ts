import type { APIGatewayProxyEvent } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import { officerFaultWords } from '../../functions/duty-api/fault-words.ts'
import type { Problem } from '../../shared/contract/problem.ts'
import { policy } from '../../shared/domain/policy.ts'
import { type HttpWork, refuse, refuseBody, refuseProblems, withHttp } from '../../shared/lambda/http.ts'
import { createLog } from '../../shared/lambda/log.ts'
import { ReportBusy } from '../../shared/ports/report-store.ts'

const event = (change: Partial<APIGatewayProxyEvent>) =>
  ({
    httpMethod: 'POST',
    resource: '/reports',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
    isBase64Encoded: false,
    pathParameters: null,
    queryStringParameters: null,
    requestContext: { requestId: 'request-1' },
    ...change,
  }) as APIGatewayProxyEvent

const run = async (work: HttpWork, change: Partial<APIGatewayProxyEvent> = {}) => {
  const lines: string[] = []
  const log = createLog(
    'test',
    () => new Date(0),
    (line) => lines.push(line),
  )
  const result = await withHttp(log, { 'POST /reports': work })(event(change))
  return { result, lines, body: JSON.parse(result.body) as Record<string, unknown> }
}

describe('the HTTP edge', () => {
  it('a report that too many change at once is answered 503 with when to come back, and is no fault', async () => {
    const { result, lines } = await run(async () => {
      throw new ReportBusy('report changed under 12 attempts to change it')
    })
    expect(result).toMatchObject({ statusCode: 503, headers: { 'retry-after': '1', 'cache-control': 'no-store' } })
    expect(lines).toEqual([])
  })

  it('a handler finds headers in any case, and reads the body as text', async () => {
    const { body } = await run(
      async (request) => ({ status: 200, body: { key: request.header('IDEMPOTENCY-KEY'), text: request.body } }),
      { headers: { 'idempotency-key': 'k' }, body: Buffer.from('{"a":1}').toString('base64'), isBase64Encoded: true },
    )
    expect(body).toEqual({ key: 'k', text: '{"a":1}' })
  })

  it('a fault becomes a 500 that names the request, and neither the answer nor the log holds what was typed', async () => {
    const { result, lines } = await run(async (request) => JSON.parse(request.body), { body: 'kestrel narrative' })
    expect(result.statusCode).toBe(500)
    expect(result.headers?.['content-type']).toBe('application/problem+json')
    expect(result.body).toContain('request-1')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('"errorName":"SyntaxError"')
    expect(`${result.body}${lines.join('')}`).not.toContain('kestrel')
  })

  it.each([
    ['POST', '/duty/reports/{reportId}/opening', /^the report could not be shown, and your reading may be in its log/],
    ['POST', '/duty/reports/{reportId}/closing', /^whether this was done is not known; look at the report/],
    ['GET', '/duty/reports', /^ask again; /],
  ] as const)('an officer whose %s %s fails is not told what a reporter is told', async (method, resource, words) => {
    const log = createLog(
      'test',
      () => new Date(0),
      () => undefined,
    )
    const ask = async (error: Error) => {
      const fail = () => Promise.reject(error)
      const routes = { [`${method} ${resource}`]: fail }
      return (await withHttp(log, routes, officerFaultWords)(event({ httpMethod: method, resource }))).body
    }
    const failed = await ask(new Error('KMS is down'))
    expect(JSON.parse(failed).detail).toMatch(words)
    expect(failed).toContain('(request request-1)')
    for (const body of [failed, await ask(new ReportBusy('too many'))]) {
      expect(body).not.toMatch(/Idempotency-Key|what you typed|KMS/)
    }
  })

  it('an address that the function does not know gets a 404', async () => {
    const { result, body } = await run(async () => ({ status: 200, body: {} }), { resource: '/other' })
    expect([result.statusCode, body['code']]).toEqual([404, 'no-such-address'])
  })

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'constructor'])(
    'the method %s gets a 405 where only POST is allowed, with the methods that are',
    async (httpMethod) => {
      const { result, body } = await run(async () => ({ status: 200, body: {} }), { httpMethod })
      expect([result.statusCode, body['code']]).toEqual([405, 'method-not-allowed'])
      expect(result.headers?.['allow']).toBe('POST, OPTIONS')
    },
  )

  it('a page of any origin may read each answer, and nobody may keep it', async () => {
    const granted = await run(async () => ({ status: 200, body: {} }))
    const refused = await run(async () => refuse('report-not-found', 'your desk has no such report'))
    for (const { result } of [granted, refused]) {
      expect(result.headers).toMatchObject({
        'cache-control': 'no-store',
        'access-control-allow-origin': '*',
        'access-control-expose-headers': expect.stringContaining('retry-after'),
      })
    }
  })

  it('a refusal is a problem document with a code', async () => {
    const problem: Problem = { pointer: '/a', detail: 'must be text', code: 'wrong-type' }
    const { result, body } = await run(async () => refuseProblems([problem]))
    expect([result.statusCode, result.headers?.['content-type']]).toEqual([400, 'application/problem+json'])
    expect(body).toEqual({
      type: 'about:blank',
      title: 'The request is not valid',
      status: 400,
      detail: 'correct the fields listed in `problems` and try again',
      code: 'invalid-request',
      problems: [problem],
    })
  })

  it.each([
    ['application/json', 2, undefined],
    ['application/json; charset=utf-8', 2, undefined],
    [undefined, 2, undefined],
    ['text/plain', 2, 415],
    ['application/jsonx', 2, 415],
    ['application/json', policy.bodyBytes, undefined],
    ['application/json', policy.bodyBytes + 1, 413],
    ['application/json; charset="UTF-8"', 2, undefined],
    ['application/json; charset=iso-8859-1', 2, 415],
  ])('a body of type %s and %d bytes is read, or refused with %s', (type, bytes, status) => {
    const request = { body: 'x'.repeat(bytes), pathParameters: {}, query: {}, header: () => type }
    expect(refuseBody(request)?.status).toBe(status)
  })

  it('the size of a body is counted in bytes, not in characters', () => {
    const request = {
      body: 'é'.repeat(policy.bodyBytes / 2 + 1),
      pathParameters: {},
      query: {},
      header: () => 'application/json',
    }
    expect(refuseBody(request)?.status).toBe(413)
  })
})

import { gunzipSync } from 'node:zlib'
import type { APIGatewayProxyEvent } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import { compressed } from '../../shared/lambda/compressed.ts'
import { htmlReply, prefersNoBody } from '../../shared/lambda/html-reply.ts'
import { type PageWork, withHttp } from '../../shared/lambda/http.ts'
import { createLog } from '../../shared/lambda/log.ts'
import { isOfOtherOrigin } from '../../shared/lambda/other-origin.ts'
import { formRequest } from '../kit/pages.ts'

const allowed = { style: 'sha256-a', script: 'sha256-b' }
const browser = { accept: 'text/html,application/xml;q=0.9', 'accept-encoding': 'gzip, deflate, br' }

const callOf = (lines: string[]) => (work: PageWork, headers: Readonly<Record<string, string>>) =>
  withHttp(
    createLog(
      'f',
      () => new Date(),
      (line) => lines.push(line),
    ),
    { 'POST /report': work },
  )({
    requestContext: { requestId: 'r' },
    httpMethod: 'POST',
    resource: '/report',
    body: 'typed=words',
    headers,
  } as unknown as APIGatewayProxyEvent)

describe('a page', () => {
  it('arrives compressed where the browser and API Gateway take that, and reads the same', async () => {
    const work: PageWork = { answer: async () => htmlReply(200, '<p>é', allowed), afterFault: never }
    const { statusCode, body, headers, isBase64Encoded } = await callOf([])(work, browser)
    expect([statusCode, isBase64Encoded, headers?.['content-encoding']]).toEqual([200, true, 'gzip'])
    expect(gunzipSync(Buffer.from(body, 'base64')).toString()).toBe('<p>é')
    const plain = await callOf([])(work, { accept: '*/*' })
    expect([plain.body, plain.isBase64Encoded, plain.headers?.['content-encoding']]).toEqual([
      '<p>é',
      undefined,
      undefined,
    ])
  })

  it('is kept nowhere, framed nowhere and read by no other origin', async () => {
    const { headers } = await callOf([])(
      { answer: async () => htmlReply(200, '', allowed), afterFault: never },
      browser,
    )
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'text/html; charset=utf-8',
      'x-frame-options': 'DENY',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    })
    expect(headers).not.toHaveProperty('access-control-allow-origin')
    expect(headers).not.toHaveProperty('set-cookie')
  })

  it('comes after a fault too, with the same request, and the fault is logged without what was typed', async () => {
    const lines: string[] = []
    const work: PageWork = {
      answer: () => Promise.reject(new SyntaxError('typed=words')),
      afterFault: ({ body }) => htmlReply(500, body, allowed),
    }
    const { statusCode, body } = await callOf(lines)(work, {})
    expect([statusCode, body]).toEqual([500, 'typed=words'])
    expect(lines.join()).toContain('request.failed')
    expect(lines.join()).not.toContain('words')
  })

  it('is a problem document when even the page after a fault fails', async () => {
    const work: PageWork = { answer: never, afterFault: never }
    const { statusCode, headers } = await callOf([])(work, {})
    expect([statusCode, headers?.['content-type']]).toEqual([500, 'application/problem+json'])
  })
})

const never = () => Promise.reject(new Error('never'))

describe('compression', () => {
  it.each([
    ['text/html', 'gzip', true],
    ['text/html, */*', 'br;q=1.0, gzip;q=0.8', true],
    ['text/html', 'gzip;q=0', false],
    ['text/html', 'identity', false],
    ['*/*', 'gzip', false],
    ['application/json, text/html', 'gzip', false],
  ])('of a page for %s and %s: %s', (accept, encoding, isCompressed) => {
    const headers: Readonly<Record<string, string>> = { accept, 'accept-encoding': encoding }
    expect(compressed('<p>', (name) => headers[name]).isBase64Encoded === true).toBe(isCompressed)
  })
})

describe('a form that is sent', () => {
  it.each<[string, Record<string, string>, boolean]>([
    ['by our own page', { 'sec-fetch-site': 'same-origin' }, false],
    ['by a reload', { 'sec-fetch-site': 'none' }, false],
    ['by another site', { 'sec-fetch-site': 'cross-site' }, true],
    ['by a neighbouring site', { 'sec-fetch-site': 'same-site' }, true],
    ['by an older browser from our own page', { origin: 'https://a.test', host: 'a.test' }, false],
    ['by an older browser from another site', { origin: 'https://b.test', host: 'a.test' }, true],
    ['by a browser that hides the origin', { origin: 'null', host: 'a.test' }, false],
    ['by a browser that says nothing', {}, false],
  ])('%s comes from another origin: %j %s', (_, headers, isOther) => {
    expect(isOfOtherOrigin(formRequest({ headers }))).toBe(isOther)
  })

  it.each([
    ['return=minimal', true],
    ['respond-async, return=minimal', true],
    ['return=representation', false],
    ['', false],
  ])('with the preference %j asks for no body: %s', (prefer, asks) => {
    expect(prefersNoBody(formRequest({ headers: { prefer } }))).toBe(asks)
  })
})

import { createPrivateKey, generateKeyPairSync, type JsonWebKey, type KeyObject, sign } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { listenLocally } from '../../infra/local/machine/listen.ts'
import { createOfficerTokens } from '../../shared/adapters/jwt-officer-tokens.ts'
import { dutyScope } from '../../shared/domain/officer-scope.ts'
import type { OfficerTokens } from '../../shared/ports/officer-tokens.ts'
import { given } from '../kit/given.ts'
import { adultInLeith } from '../kit/submissions.ts'

const clientId = 'console'
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const newKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const ours = newKey()
const stranger = newKey()

let issuer: string
let server: Server
let tokens: OfficerTokens

beforeAll(async () => {
  const { kty, n, e }: JsonWebKey = createPrivateKey(ours.export({ type: 'pkcs8', format: 'pem' })).export({
    format: 'jwk',
  })
  const keys = JSON.stringify({ keys: [{ kty, n, e, use: 'sig', alg: 'RS256', kid: 'k1' }] })
  server = createServer((request, response) => {
    response.writeHead(request.url === '/.well-known/jwks.json' ? 200 : 404).end(keys)
  })
  issuer = (await listenLocally(server)).url
  tokens = createOfficerTokens({ issuer, clientIds: [clientId, 'command-line'] })
})
afterAll(() => server.close())

interface Signing {
  readonly header?: object
  readonly key?: KeyObject
}

const tokenWith = (claims: object, { header = {}, key = ours }: Signing = {}): string => {
  const now = Math.floor(Date.now() / 1000)
  const standard = {
    iss: issuer,
    sub: 'officer-1',
    client_id: clientId,
    token_use: 'access',
    scope: dutyScope,
    exp: now + 60,
  }
  const text = `${base64({ alg: 'RS256', kid: 'k1', ...header })}.${base64({ ...standard, ...claims })}`
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
}

const division = { 'cognito:groups': ['division-e'] }
const bearers: Readonly<Record<string, () => string | undefined>> = {
  'no token': () => undefined,
  'a malformed one': () => 'not.a.token',
  'one that was changed': () => `${tokenWith(division).slice(0, -6)}AAAAAA`,
  'one signed by a stranger': () => tokenWith(division, { key: stranger }),
  'one that says alg none': () =>
    `${tokenWith(division, { header: { alg: 'none' } })
      .split('.')
      .slice(0, 2)
      .join('.')}.`,
  'one of a key that the issuer does not have': () => tokenWith(division, { header: { kid: 'k2' } }),
  'an expired one': () => tokenWith({ ...division, exp: Math.floor(Date.now() / 1000) - 1 }),
  'one of another issuer': () => tokenWith({ ...division, iss: 'https://cognito-idp.eu-west-2.amazonaws.com/other' }),
  'one of another client': () => tokenWith({ ...division, client_id: 'other' }),
  'one without the scope': () => tokenWith({ ...division, scope: 'openid' }),
  'an id token': () =>
    tokenWith({ ...division, token_use: 'id', aud: clientId, client_id: undefined, scope: undefined }),
}

const calls: ReadonlyArray<readonly [route: string, body?: unknown]> = [
  ['GET /duty/reports'],
  ['GET /duty/reports/{reportId}'],
  ['GET /duty/reports/{reportId}/log'],
  ['POST /duty/reports/{reportId}/acknowledgement', {}],
  ['POST /duty/reports/{reportId}/opening', { reason: 'investigation', note: 'why' }],
  ['POST /duty/reports/{reportId}/grade', { grade: 'immediate' }],
  ['POST /duty/reports/{reportId}/notes', { text: 'note' }],
  ['POST /duty/reports/{reportId}/hold', { held: true }],
  ['POST /duty/reports/{reportId}/closing', { outcome: 'advice-given' }],
  ['POST /duty/reports/{reportId}/reopening', { reason: 'supervision' }],
  ['POST /duty/reports/{reportId}/withdrawal', { decision: 'erase', reason: 'reporter-confirmed' }],
  ['POST /duty/reports/{reportId}/reroute', { desk: 'division-p', reason: 'wrong-desk' }],
]

describe('every duty call', () => {
  const begin = async () => {
    const { harbour, report } = await given.alertedReport({ submission: adultInLeith })
    const { reportId } = report
    const call = (route: string, token: string | undefined, body: unknown, id = reportId) =>
      harbour.duty(route, id, {
        body,
        ...(route === 'GET /duty/reports' && { query: { desk: 'division-e' } }),
        token,
        ports: { tokens },
      })
    return { harbour, report, reportId, call }
  }

  it.each(Object.entries(bearers))('answers 401 to %s, always the same, and changes nothing', async (_name, bearer) => {
    const { harbour, reportId, call } = await begin()
    const before = harbour.reportOf(reportId)
    const refusals = await Promise.all(calls.map(([route, body]) => call(route, bearer(), body)))
    const unknown = await call('GET /duty/reports/{reportId}/log', bearer(), undefined, '0'.repeat(12))
    expect(refusals.map(({ status }) => status)).toEqual(calls.map(() => 401))
    expect(new Set([...refusals, unknown].map((refusal) => JSON.stringify(refusal))).size).toBe(1)
    expect(harbour.reportOf(reportId)).toEqual(before)
  })

  it.each([
    ['of no group', {}],
    ['of groups that are no desks', { 'cognito:groups': ['division-x', 'admin'] }],
    ['whose groups are no list', { 'cognito:groups': 'division-e' }],
  ])('answers 403 to an officer %s', async (_name, claims) => {
    const { call } = await begin()
    const refusals = await Promise.all(calls.map(([route, body]) => call(route, tokenWith(claims), body)))
    expect(refusals.map(({ status }) => status)).toEqual(calls.map(() => 403))
  })

  it('answers 404 to an officer of another desk, the same as for a report that does not exist', async () => {
    const { harbour, reportId, call } = await begin()
    const before = harbour.reportOf(reportId)
    const token = tokenWith({ 'cognito:groups': ['division-p', 'child-protection'] })
    for (const [route, body] of calls) {
      const refusal = await call(route, token, body)
      expect(refusal.status).toBe(404)
      if (route.includes('{reportId}')) expect(await call(route, token, body, 'ZZZZZZZZZZZZ')).toEqual(refusal)
    }
    expect(harbour.reportOf(reportId)).toEqual(before)
  })

  it('is answered to an officer of the desk', async () => {
    const token = tokenWith(division)
    const needed = (...parts: readonly string[]) =>
      calls.filter(([route]) => parts.some((part) => route.endsWith(part)))
    const first: Readonly<Record<string, typeof calls>> = {
      closing: needed('acknowledgement', 'opening'),
      reopening: needed('acknowledgement', 'opening', 'closing'),
      withdrawal: needed('opening'),
    }
    for (const [route, body] of calls) {
      const { call, report } = await begin()
      if (route.endsWith('withdrawal')) await report.withdraw()
      for (const [each, its] of first[route.split('/').at(-1) ?? ''] ?? []) await call(each, token, its)
      expect([route, (await call(route, token, body)).status]).toEqual([route, 200])
    }
  })

  it('is answered to an officer who signed in by the command line', async () => {
    expect(await tokens.verify(tokenWith({ ...division, client_id: 'command-line' }))).toMatchObject({
      desks: ['division-e'],
    })
  })

  it('names the officer by the subject of the token', async () => {
    expect(await tokens.verify(tokenWith({ sub: 'officer-7', 'cognito:groups': ['division-p', 'nobody'] }))).toEqual({
      subject: 'officer-7',
      desks: ['division-p'],
      supervises: [],
      isOperator: false,
    })
  })

  it('knows an operator by the group, who serves no desk by that', async () => {
    expect(await tokens.verify(tokenWith({ sub: 'operator-1', 'cognito:groups': ['operators'] }))).toEqual({
      subject: 'operator-1',
      desks: [],
      supervises: [],
      isOperator: true,
    })
  })

  it('knows a supervisor by the group of the desk, who serves no desk by that', async () => {
    const groups = ['supervisor-division-p', 'supervisor-nobody', 'supervisor-']
    expect(await tokens.verify(tokenWith({ sub: 'supervisor-1', 'cognito:groups': groups }))).toEqual({
      subject: 'supervisor-1',
      desks: [],
      supervises: ['division-p'],
      isOperator: false,
    })
  })

  it('waits three seconds for the keys of the issuer, and no longer', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort())
    try {
      const fresh = createOfficerTokens({ issuer, clientIds: [clientId] })
      await expect(fresh.verify(tokenWith(division))).rejects.toThrow()
      expect(timeout.mock.calls).toEqual([[3000]])
    } finally {
      timeout.mockRestore()
    }
  })

  it('fails, and does not refuse, while the issuer gives no keys: the officer is not told to sign in again', async () => {
    const down = createOfficerTokens({ issuer: `${issuer}/elsewhere`, clientIds: [clientId] })
    await expect(down.verify(tokenWith({ ...division, iss: `${issuer}/elsewhere` }))).rejects.toThrow()
  })
})

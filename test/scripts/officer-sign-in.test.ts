import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { commandLineRedirect } from '../../infra/command-line-redirect.ts'
import { createAuthorizer } from '../../infra/local/api/authorizer.ts'
import { type OfficerProvider, startOfficers } from '../../infra/local/aws/cognito.ts'
import { createClock } from '../../infra/local/machine/clock.ts'
import { type Listening, listenLocally } from '../../infra/local/machine/listen.ts'
import { browseWithPassword } from '../../scripts/officer/local-browser.ts'
import type { SignedIn } from '../../scripts/officer/signed-in.ts'
import type { DeskDrills } from '../../shared/contract/answers/drills.ts'
import { runScript, spawnScript } from './run-script.ts'

const folder = mkdtempSync(join(tmpdir(), 'harbour-sign-in-'))
const fileOf = (name: string) => join(folder, `${name}.json`)
const clock = createClock({ speed: 0 })
let provider: OfficerProvider
let api: Listening
/** The tokens that the API refuses although they are signed and in time. */
let refused: string[]
const asked: string[] = []

beforeAll(async () => {
  const clients = [
    { clientId: 'console', redirectUris: ['http://127.0.0.1:8080/_local/'] },
    { clientId: 'command-line', redirectUris: [commandLineRedirect] },
  ] as const
  provider = await startOfficers({ clients, clock, speed: 0, dataDirectory: undefined })
  const authorize = createAuthorizer(provider.issuer, clock)
  api = await listenLocally(
    createServer(async (request, response) => {
      const { issuer, tokenEndpoint, clientId, commandLineClientId } = provider
      const reply = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body))
      // CloudFormation, as AWS_ENDPOINT_URL makes the client call it.
      if (request.method === 'POST' && request.url === '/') return response.end(describedStack())
      if (request.url === '/_local/sign-in') return reply(200, { issuer, tokenEndpoint, clientId, commandLineClientId })
      asked.push(request.url ?? '')
      const bearer = request.headers.authorization ?? ''
      const claims = refused.includes(bearer.slice(7)) ? undefined : await authorize(bearer, ['harbour/duty'])
      return claims === undefined ? reply(401, { title: 'no' }) : reply(200, drillsReadBy(String(claims['sub'])))
    }),
  )
})
afterAll(async () => {
  await Promise.all([provider.close(), api.close()])
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => {
  refused = []
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
})

/** A drill that whoever asks has acknowledged, so that the answer shows who they are. */
const drillsReadBy = (acknowledgedBy: string): DeskDrills => ({
  desk: 'division-p',
  at: '2026-11-27T12:30:00.000Z',
  drills: [
    {
      ...{ reportId: '7F3K9QWX2M4C', reference: '7F3K-9QWX-2M4C', desk: 'division-p', grade: 'prompt', rung: 1 },
      ...{ startedAt: '2026-11-27T12:00:00.000Z', acknowledgedAt: '2026-11-27T12:04:00.000Z' },
      acknowledgedBy,
      secondsToAcknowledge: 240,
    },
  ],
})

/** Whom the line of the drill names. */
const readerIn = (output: string): string | undefined => /Acknowledged by (\S+) after 4 min 0 s\n$/.exec(output)?.[1]

const describedStack = () => {
  const outputs = {
    ApiUrl: api.url,
    DutyIssuerFDF6E916: provider.issuer,
    DutyCommandLineClientIdD0722D6B: 'command-line',
  }
  const members = Object.entries({ ...outputs, DutyClientId5A35B224: 'console' }).map(
    ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  )
  return `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>Harbour-dev</StackName>
<CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus>
<Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`
}

const environment = { HARBOUR_OFFICERS_FOLDER: folder }
const officer = (...args: readonly string[]) => runScript('officer.ts', args, environment)
const passwordOf = (name: string) => provider.officers.find((each) => each.name === name)?.password ?? ''
const kept = (name: string): SignedIn => JSON.parse(readFileSync(fileOf(name), 'utf8'))
const fife = () => kept('fife')
const keep = (changed: SignedIn) => writeFileSync(fileOf('fife'), JSON.stringify(changed))
const signInFife = () => officer('sign-in', 'fife', passwordOf('fife'), api.url)
const deployment = () => ['--api', api.url, '--issuer', provider.issuer, '--client', 'command-line']

/** Starts a sign-in in the browser, and returns the address that it prints. */
const startSignIn = async (args: readonly string[], more: Readonly<Record<string, string>> = {}) => {
  const child = spawnScript('officer.ts', ['sign-in', ...args], { ...environment, ...more })
  const problems = text(child.stderr)
  const ended = new Promise((resolve) => child.once('exit', resolve))
  let output = ''
  const shown = Promise.withResolvers<URL>()
  child.stdout.on('data', (chunk) => {
    output += String(chunk)
    const [url] = /http\S+/.exec(output) ?? []
    if (url !== undefined) shown.resolve(new URL(url))
  })
  void ended.then(async (status) => shown.reject(new Error(`ended (${status}) with ${await problems}`)))
  const end = async () => ({ status: await ended, output, problems: await problems })
  return { signInUrl: await shown.promise, end }
}

describe('npm run officer -- sign-in', () => {
  test('signs in by the browser: code flow with PKCE, answered at the registered address', async () => {
    const { signInUrl, end } = await startSignIn(deployment())
    expect(Object.fromEntries(signInUrl.searchParams)).toMatchObject({
      client_id: 'command-line',
      redirect_uri: 'http://localhost:8765/callback',
      response_type: 'code',
      scope: 'openid harbour/duty',
      code_challenge_method: 'S256',
      state: expect.stringMatching(/.{20,}/),
      nonce: expect.stringMatching(/.{20,}/),
    })
    expect((await fetch('http://127.0.0.1:8765/favicon.ico')).status).toBe(404)
    const answer = await browseWithPassword('fife', passwordOf('fife'))(signInUrl)
    const page = await fetch(answer)
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    const shown = await page.text()
    const { status, output, problems } = await end()
    expect({ status, problems }).toEqual({ status: 0, problems: '' })
    expect(output).toMatch(/\nSigned in \(division-p, division-e\)\n$/)
    const { tokens } = kept('officer')
    for (const secret of [
      tokens.accessToken,
      tokens.refreshToken ?? 'none',
      answer.searchParams.get('code') ?? 'none',
    ]) {
      expect(`${output}${shown}`).not.toContain(secret)
    }
    await expect(fetch('http://127.0.0.1:8765/callback')).rejects.toThrow()
  })

  const ofStage = () => ({
    ...{ HARBOUR_STAGE: 'dev', AWS_ENDPOINT_URL: api.url, AWS_REGION: 'eu-west-2' },
    ...{ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
  })

  test('signs in to the deployment that HARBOUR_STAGE names, and stays there without it', async () => {
    const { signInUrl, end } = await startSignIn([], ofStage())
    expect(signInUrl.searchParams.get('client_id')).toBe('command-line')
    await fetch(await browseWithPassword('fife', passwordOf('fife'))(signInUrl))
    expect(await end()).toMatchObject({ status: 0, problems: '' })
    const { tokens: _tokens, ...place } = kept('officer')
    expect(place).toEqual({ api: api.url, issuer: provider.issuer, clientId: 'command-line' })
    expect(readerIn((await officer('drills', 'division-p')).output)).toBe('officer-fife')
  })

  test('says what to give to whom has no AWS credentials', async () => {
    const nobody = { ...ofStage(), AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_EC2_METADATA_DISABLED: 'true' }
    const { status, problems } = await runScript('officer.ts', ['sign-in'], { ...environment, ...nobody, HOME: folder })
    expect(status).toBe(1)
    expect(problems).toMatch(/^officer: there are no AWS credentials; .*give --api, --issuer and --client\n$/)
  })

  test('refuses an answer with a strange state, and keeps nothing', async () => {
    const { signInUrl, end } = await startSignIn(deployment())
    const answer = await browseWithPassword('fife', passwordOf('fife'))(signInUrl)
    answer.searchParams.set('state', 'another')
    await fetch(answer)
    const { status, problems } = await end()
    expect(status).toBe(1)
    expect(problems).toMatch(/^officer: not signed in: the answer is not the one that was asked for \(\w+\)\n$/)
    expect(readdirSync(folder)).toEqual([])
  })

  test('refuses a code that belongs to another sign-in', async () => {
    const { signInUrl, end } = await startSignIn(deployment())
    const other = new URL(signInUrl)
    other.searchParams.set('nonce', 'of-another-sign-in')
    await fetch(await browseWithPassword('fife', passwordOf('fife'))(other))
    expect(await end()).toMatchObject({ status: 1, problems: expect.stringMatching(/^officer: not signed in: .*\n$/) })
  })

  test('says what the sign-in pages refused', async () => {
    const { signInUrl, end } = await startSignIn(deployment())
    const state = signInUrl.searchParams.get('state')
    await fetch(`${commandLineRedirect}?error=access_denied&state=${state}&iss=${encodeURIComponent(provider.issuer)}`)
    const problems = 'officer: not signed in: the sign-in pages answered access_denied\n'
    expect(await end()).toMatchObject({ status: 1, problems })
  })

  test('by name and password on this machine; only the owner can read the file, also where it was open', async () => {
    writeFileSync(fileOf('fife'), '{}')
    chmodSync(fileOf('fife'), 0o644)
    const output = 'Signed in as fife (division-p, division-e)\n'
    expect(await signInFife()).toEqual({ output, problems: '', status: 0 })
    expect(statSync(fileOf('fife')).mode & 0o777).toBe(0o600)
    expect(kept('fife')).toMatchObject({ api: api.url, issuer: provider.issuer, clientId: 'command-line' })
  })

  test.each([
    ['a wrong password', () => ['fife', 'wrong', api.url], /the name or the password is wrong/],
    ['a server that is not there', () => ['fife', 'pw', 'http://127.0.0.1:9'], /no server answers at http:\/\/127/],
    ['a server that is not Harbour', () => ['fife', 'pw', provider.issuer], /is not Harbour/],
    ['a machine that is not this one', () => ['fife', 'pw', 'https://harbour.example'], /is not on this machine/],
  ])('refuses %s in one line', async (_name, args, problem) => {
    const { status, output, problems } = await officer('sign-in', ...args())
    expect({ status, output }).toEqual({ status: 1, output: '' })
    expect(problems).toMatch(/^officer: .*\n$/)
    expect(problems).toMatch(problem)
  })
})

describe('an officer who is signed in', () => {
  test('calls the API', async () => {
    await signInFife()
    const { output, status } = await officer('drills', 'division-p')
    expect(readerIn(output)).toBe('officer-fife')
    expect(asked.at(-1)).toBe('/duty/drills?desk=division-p')
    expect(status).toBe(0)
  })

  test.each([
    ['has ended', () => keep({ ...fife(), tokens: { ...fife().tokens, endsAt: 0 } })],
    ['is refused', () => void refused.push(fife().tokens.accessToken)],
  ])('gets another access token by the refresh token when the first %s', async (_name, spoil) => {
    await signInFife()
    const before = fife().tokens
    spoil()
    expect(await officer('drills', 'division-p')).toMatchObject({ status: 0, problems: '' })
    expect(fife().tokens.accessToken).not.toBe(before.accessToken)
    expect(fife().tokens.refreshToken).toBe(before.refreshToken)
    expect(await officer('drills', 'division-p')).toMatchObject({ status: 0 })
  })

  test('is asked to sign in again when the refresh token is not taken', async () => {
    await signInFife()
    const tokens = { ...fife().tokens, endsAt: 0, refreshToken: 'spoilt' }
    keep({ ...fife(), tokens })
    const problems = expect.stringMatching(/^officer: the sign-in has ended \(.*invalid_grant\); sign in again: .*\n$/)
    expect(await officer('drills', 'division-p')).toEqual({ output: '', problems, status: 1 })
  })

  test('several officers are signed in side by side, and each command says for whom it is', async () => {
    await signInFife()
    await officer('sign-in', 'duty-control', passwordOf('duty-control'), api.url)
    const subjectOf = async (...args: readonly string[]) => readerIn((await officer(...args)).output)
    expect(await subjectOf('drills', 'division-p')).toBe('officer-duty-control')
    expect(await subjectOf('drills', 'division-p', '--as', 'fife')).toBe('officer-fife')
    expect(await officer('sign-in', 'fife', passwordOf('fife'), api.url, '--as', 'other')).toMatchObject({ status: 0 })
    expect(await subjectOf('drills', 'division-p')).toBe('officer-fife')
    const problems = expect.stringMatching(/^officer: leith is not signed in; sign in first: .*\n$/)
    expect(await officer('list', '--as', 'leith')).toEqual({ output: '', problems, status: 1 })
  })

  test('nobody is signed in at first', async () => {
    const problems = expect.stringMatching(/^officer: nobody is signed in; .*\n$/)
    expect(await officer('list')).toEqual({ output: '', problems, status: 1 })
  })
})

import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAuthorizer } from '../../../infra/local/api/authorizer.ts'
import { accessTokenSeconds, type OfficerProvider, startOfficers } from '../../../infra/local/aws/cognito.ts'
import { createClock } from '../../../infra/local/machine/clock.ts'

const folder = mkdtempSync(join(tmpdir(), 'harbour-officers-'))
const clock = createClock({ speed: 0 })
const clients = [{ clientId: 'console', redirectUris: ['http://localhost:8765/callback'] }] as const
const options = { clients, clock, speed: 0, dataDirectory: folder }
let provider: OfficerProvider

beforeAll(async () => {
  provider = await startOfficers(options)
})
afterAll(async () => {
  await provider.close()
  rmSync(folder, { recursive: true, force: true })
})

const ask = async (username: string, password: string, { tokenEndpoint } = provider) => {
  const body = new URLSearchParams({ grant_type: 'password', client_id: 'console', username, password })
  const response = await fetch(tokenEndpoint, { method: 'POST', body })
  return (await response.json()) as Readonly<Record<string, string>>
}
const passwordOf = (name: string) => provider.officers.find((officer) => officer.name === name)?.password ?? ''
const claimsOf = (token = '') => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))

describe('signing in', () => {
  test("each officer gets an access token with Cognito's claims", async () => {
    expect(provider.officers.map(({ name }) => name)).toEqual([
      'child-protection',
      'child-protection-2',
      'supervisor',
      'fife',
      'duty-control',
    ])
    // A password that began with a dash was taken for an option of npm run officer.
    for (const { password } of provider.officers) expect(password).toMatch(/^[0-9a-f]{18}$/)
    for (const { name, desks, password } of provider.officers) {
      expect(claimsOf((await ask(name, password))['access_token'])).toMatchObject({
        iss: provider.issuer,
        sub: `officer-${name}`,
        client_id: 'console',
        token_use: 'access',
        scope: 'harbour/duty',
        'cognito:groups': desks,
      })
    }
  })

  test.each([
    ['a wrong password', 'fife', () => 'wrong'],
    ["another officer's password", 'fife', () => passwordOf('duty-control')],
    ['a name that nobody has', 'nobody', () => passwordOf('fife')],
    ['a name that every object has', 'constructor', () => ''],
  ])('signing in with %s is refused', async (_name, username, password) => {
    expect(await ask(username, password())).toMatchObject({ error: 'invalid_grant' })
  })

  test("a sign-in lasts 15 minutes of the functions' clock", async () => {
    const { access_token: token } = await ask('fife', passwordOf('fife'))
    const authorize = createAuthorizer(provider.issuer, clock)
    expect(await authorize(`Bearer ${token}`, ['harbour/duty'])).toMatchObject({ sub: 'officer-fife' })
    expect(await authorize(token, ['harbour/duty'])).toBeDefined()
    expect(await authorize(token, ['harbour/other'])).toBeUndefined()
    expect(await authorize(undefined, ['harbour/duty'])).toBeUndefined()
    clock.advance(accessTokenSeconds / 60 + 1)
    expect(await authorize(token, ['harbour/duty'])).toBeUndefined()
    const { access_token: next } = await ask('fife', passwordOf('fife'))
    expect(await authorize(next, ['harbour/duty'])).toBeDefined()
  })

  test('passwords and signing key are the same after a restart, and only their owner can read the file', async () => {
    const again = await startOfficers(options)
    expect(again.officers).toEqual(provider.officers)
    expect(statSync(join(folder, 'officers.json')).mode & 0o777).toBe(0o600)
    await again.close()
    const other = await startOfficers({ ...options, dataDirectory: undefined })
    expect(other.officers[0]?.password).not.toBe(provider.officers[0]?.password)
    await other.close()
  })
})

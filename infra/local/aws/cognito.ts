import { createHash, generateKeyPairSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import Provider, { errors, type KoaContextWithOIDC } from 'oidc-provider'
import type { Desk } from '../../../shared/domain/desk.ts'
import type { HarbourClock } from '../machine/clock.ts'
import { listenLocally } from '../machine/listen.ts'
import type { Template } from '../template/template.ts'

/** An officer who can sign in. The name is that of a role, never of a person. */
export interface ReadyOfficer {
  readonly name: string
  readonly desks: readonly Desk[]
  readonly password: string
}

/** The officers' identity provider of this machine. */
export interface OfficerProvider {
  readonly issuer: string
  readonly clientId: string
  readonly tokenEndpoint: string
  readonly officers: readonly ReadyOfficer[]
  close(): Promise<void>
}

/** How the identity provider is started. */
export interface OfficerProviderOptions {
  readonly clientId: string
  readonly clock: HarbourClock
  /** How many times faster than real time the clock runs; 0 when it stands still. */
  readonly speed: number
  /** Where passwords and the signing key are kept over a restart; undefined keeps them in memory. */
  readonly dataDirectory: string | undefined
}

/** How long an access token lasts, seconds of real time. The functions' clock may run faster. */
export const accessTokenSeconds = 900

/** Returns the id of the template's user pool client; undefined where officers cannot sign in. */
export const clientIdIn = ({ Resources }: Template): string | undefined =>
  Object.keys(Resources).find((id) => Resources[id]?.Type === 'AWS::Cognito::UserPoolClient')

/** Starts the stand-in for Cognito (oidc-provider) on 127.0.0.1, with three officers and with the claims of Cognito. */
export const startOfficers = async (options: OfficerProviderOptions): Promise<OfficerProvider> => {
  const { clientId, clock, speed, dataDirectory } = options
  const { passwords, signingKey } = readSecrets(dataDirectory)
  const server = createServer()
  const { url: issuer, close } = await listenLocally(server)
  const provider = new Provider(issuer, {
    adapter: createEmptyStore,
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: 'none',
        grant_types: ['password'],
        redirect_uris: [],
        response_types: [],
      },
    ],
    jwks: { keys: [{ ...signingKey, use: 'sig', alg: 'RS256', kid: 'local' }] },
    routes: { jwks: '/.well-known/jwks.json' },
    ttl: { AccessToken: () => secondsValid(clock, speed) },
    features: { devInteractions: { enabled: false }, resourceIndicators: { enabled: true } },
    findAccount: (_ctx, subject) => ({ accountId: subject, claims: async () => ({ sub: subject }) }),
    extraTokenClaims: (_ctx, token) => ({
      token_use: 'access',
      'cognito:groups': [...rolesOfSubject('accountId' in token ? token.accountId : undefined)],
    }),
  })
  const grant = createPasswordGrant(provider, passwords)
  provider.registerGrantType('password', grant, ['username', 'password', 'scope'])
  server.on('request', provider.callback())
  return {
    issuer,
    clientId,
    tokenEndpoint: `${issuer}/token`,
    officers: Object.entries(roles).map(([name, desks]) => ({ name, desks, password: passwords[name] ?? '' })),
    close,
  }
}

const roles: Readonly<Record<string, readonly Desk[]>> = {
  'child-protection': ['child-protection'],
  fife: ['division-p', 'division-e'],
  'duty-control': ['duty-control'],
}

/** The scope that the stack's user pool defines. */
const scope = 'harbour/duty'

interface Secrets {
  readonly passwords: Readonly<Record<string, string>>
  readonly signingKey: object
}

const createSecrets = (): Secrets => ({
  // Hexadecimal, because a password that begins with a dash would be taken for an option of npm run officer.
  passwords: Object.fromEntries(Object.keys(roles).map((name) => [name, randomBytes(9).toString('hex')])),
  signingKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
})

/** Returns passwords and the signing key. Only the owner of the file can read them. */
const readSecrets = (dataDirectory: string | undefined): Secrets => {
  if (dataDirectory === undefined) return createSecrets()
  const file = join(dataDirectory, 'officers.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets
  const secrets = createSecrets()
  writeFileSync(`${file}.draft`, JSON.stringify(secrets), { mode: 0o600, flush: true })
  renameSync(`${file}.draft`, file)
  return secrets
}

/**
 * The functions judge expiry by their own clock, so a token lasts 15 minutes of that clock, and at least 15 minutes of
 * real time.
 */
const secondsValid = (clock: HarbourClock, speed: number): number =>
  Math.ceil((clock.now().getTime() - Date.now()) / 1000) + accessTokenSeconds * Math.max(1, speed)

const subjectOf = (name: string): string => `officer-${name}`
const rolesOfSubject = (subject: string | undefined): readonly Desk[] =>
  roles[(subject ?? '').replace(/^officer-/, '')] ?? []

/**
 * Creates a store that keeps nothing: an access token is signed and holds all its claims, so the provider needs no
 * store.
 */
const createEmptyStore = () => ({
  upsert: async () => undefined,
  find: async () => undefined,
  findByUserCode: async () => undefined,
  findByUid: async () => undefined,
  consume: async () => undefined,
  destroy: async () => undefined,
  revokeByGrantId: async () => undefined,
})

/**
 * The password grant, with which a command-line client signs in by one call. On AWS officers sign in in a browser, with
 * a second factor.
 */
const createPasswordGrant =
  (provider: Provider, passwords: Secrets['passwords']) => async (ctx: KoaContextWithOIDC) => {
    const { username, password } = ctx.oidc.params as { readonly username?: string; readonly password?: string }
    const name = Object.keys(roles).find((role) => role === username)
    const isRight = isSame(password ?? '', passwords[name ?? ''] ?? randomBytes(9).toString('hex'))
    if (name === undefined || !isRight || ctx.oidc.client === undefined) {
      throw new errors.InvalidGrant('wrong name or password')
    }
    const token = new provider.AccessToken({
      accountId: subjectOf(name),
      client: ctx.oidc.client,
      grantId: randomBytes(8).toString('hex'),
      gty: 'password',
      scope,
      claims: {},
    } as unknown as ConstructorParameters<Provider['AccessToken']>[0])
    token.resourceServer = new provider.ResourceServer(scope, {
      scope,
      audience: 'harbour',
      accessTokenFormat: 'jwt',
      jwt: { sign: { alg: 'RS256' } },
    })
    ctx.oidc.entity('AccessToken', token)
    ctx.body = { access_token: await token.save(), token_type: 'Bearer', expires_in: token.expiration, scope }
  }

/** Compares two texts in constant time. */
const isSame = (one: string, other: string): boolean => {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}

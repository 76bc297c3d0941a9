import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import Provider, { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider'
import { dutyScope } from '../../../shared/domain/officer-scope.ts'
import { commandLineRedirect } from '../../command-line-redirect.ts'
import type { HarbourClock } from '../machine/clock.ts'
import { listenLocally, toListener } from '../machine/listen.ts'
import type { Template } from '../template/template.ts'
import { createOidcStore } from './oidc-store.ts'
import { type LocalGroup, type ReadyOfficer, readSecrets, roles, type Secrets } from './ready-officers.ts'
import { createSignInPage, signInPath } from './sign-in-page.ts'
import { createSignOut, signOutPath } from './sign-out.ts'

/** The officers' identity provider of this machine. */
export interface OfficerProvider {
  readonly issuer: string
  /** Of the first client. */
  readonly clientId: string
  /** Of the client that `npm run officer` signs in by. */
  readonly commandLineClientId: string
  /** Of the client that the console signs in by. */
  readonly consoleClientId: string
  readonly tokenEndpoint: string
  readonly authorizationEndpoint: string
  readonly signOutEndpoint: string
  readonly officers: readonly ReadyOfficer[]
  close(): Promise<void>
}

/** A client of the user pool, where it may take the answer of a sign-in, and where a sign-out may end. */
export interface SignInClient {
  readonly clientId: string
  readonly redirectUris: readonly string[]
  /** @default none */
  readonly signOutUris?: readonly string[]
}

/** How the identity provider is started. */
export interface OfficerProviderOptions {
  readonly clients: readonly [SignInClient, ...SignInClient[]]
  readonly clock: HarbourClock
  /** How many times faster than real time the clock runs; 0 when it stands still. */
  readonly speed: number
  /** Where passwords and the signing key are kept over a restart; undefined keeps them in memory. */
  readonly dataDirectory: string | undefined
}

/** How long an access token lasts, seconds of real time. The functions' clock may run faster. */
export const accessTokenSeconds = 900

/** How long an officer stays signed in by refresh tokens, seconds: as the stack's clients. */
const refreshTokenSeconds = 12 * 3600

/** Returns the template's user pool clients with their redirects; none where officers cannot sign in. */
export const signInClientsIn = ({ Resources }: Template): readonly SignInClient[] =>
  Object.entries(Resources)
    .filter(([, { Type }]) => Type === 'AWS::Cognito::UserPoolClient')
    .map(([clientId, { Properties }]) => ({
      clientId,
      redirectUris: toTexts(Properties?.['CallbackURLs']),
      signOutUris: toTexts(Properties?.['LogoutURLs']),
    }))

const toTexts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []

/** Starts the stand-in for Cognito (oidc-provider) on 127.0.0.1, with ready officers and the claims of Cognito. */
export const startOfficers = async (options: OfficerProviderOptions): Promise<OfficerProvider> => {
  const { clients, dataDirectory } = options
  const { passwords, signingKey } = readSecrets(dataDirectory)
  const server = createServer()
  const { url: issuer, close } = await listenLocally(server)
  const provider = new Provider(issuer, toConfiguration(options, signingKey))
  provider.registerGrantType('password', createPasswordGrant(provider, passwords), ['username', 'password', 'scope'])
  const showSignIn = createSignInPage({ provider, subjectOf: (name, word) => subjectWith({ name, word, passwords }) })
  const answer = provider.callback()
  const signOut = createSignOut({ provider, clients })
  server.on(
    'request',
    toListener(async (request, response) => {
      const { url = '' } = request
      if (url.startsWith(signInPath)) await showSignIn(request, response)
      else await (url.startsWith(signOutPath) ? signOut(request, response) : answer(request, response))
    }),
  )
  const isForCommandLine = ({ redirectUris }: SignInClient) => redirectUris.includes(commandLineRedirect)
  const forCommandLine = clients.find(isForCommandLine) ?? clients[0]
  const forConsole = clients.find((client) => !isForCommandLine(client)) ?? clients[0]
  return {
    issuer,
    clientId: clients[0].clientId,
    commandLineClientId: forCommandLine.clientId,
    consoleClientId: forConsole.clientId,
    tokenEndpoint: `${issuer}/token`,
    authorizationEndpoint: `${issuer}/auth`,
    signOutEndpoint: `${issuer}${signOutPath}`,
    officers: Object.entries(roles).map(([name, desks]) => ({ name, desks, password: passwords[name] ?? '' })),
    close,
  }
}

/** Configures what the stack's user pool clients have: code flow with PKCE, no secret, refresh tokens. */
const toConfiguration = ({ clients, clock, speed }: OfficerProviderOptions, signingKey: object): Configuration => ({
  adapter: createOidcStore(),
  clients: clients.map(({ clientId, redirectUris }) => ({
    client_id: clientId,
    token_endpoint_auth_method: 'none',
    grant_types: ['password', ...(redirectUris.length === 0 ? [] : ['authorization_code', 'refresh_token'])],
    redirect_uris: [...redirectUris],
    response_types: redirectUris.length === 0 ? [] : ['code'],
  })),
  cookies: { keys: [randomBytes(32).toString('hex')] },
  jwks: { keys: [{ ...signingKey, use: 'sig', alg: 'RS256', kid: 'local' }] },
  routes: { jwks: '/.well-known/jwks.json' },
  scopes: ['openid'],
  ttl: {
    AccessToken: () => secondsValid(clock, speed),
    AuthorizationCode: 300,
    Grant: refreshTokenSeconds,
    IdToken: accessTokenSeconds,
    Interaction: 900,
    RefreshToken: refreshTokenSeconds,
    Session: 900,
  },
  pkce: { required: () => true },
  // A browser's client asks for its tokens from where its sign-ins end.
  clientBasedCORS: (_ctx, origin, client) => (client.redirectUris ?? []).some((uri) => new URL(uri).origin === origin),
  features: {
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => dutyApi,
      getResourceServerInfo: () => dutyServer,
      useGrantedResource: () => true,
    },
  },
  interactions: { url: (_ctx, { uid }) => `${signInPath}${uid}` },
  // Cognito issues a refresh token with every code and never another one with it; nobody is asked for consent.
  issueRefreshToken: () => true,
  rotateRefreshToken: false,
  loadExistingGrant: async ({ oidc }) => {
    const { client, session, provider } = oidc
    if (client === undefined || session?.accountId === undefined) return undefined
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
    grant.addOIDCScope('openid')
    grant.addResourceScope(dutyApi, dutyScope)
    await grant.save()
    return grant
  },
  findAccount: (_ctx, subject) => ({ accountId: subject, claims: async () => ({ sub: subject }) }),
  extraTokenClaims: (_ctx, token) => ({
    token_use: 'access',
    'cognito:groups': [...rolesOfSubject('accountId' in token ? token.accountId : undefined)],
  }),
})

/** What an access token is for. oidc-provider wants a URI; Cognito's tokens name no audience, and nothing reads it. */
const dutyApi = 'urn:harbour:duty'

const dutyServer = {
  scope: dutyScope,
  audience: 'harbour',
  accessTokenFormat: 'jwt',
  jwt: { sign: { alg: 'RS256' } },
} as const

/**
 * The functions judge expiry by their own clock, so a token lasts 15 minutes of that clock, and at least 15 minutes of
 * real time.
 */
const secondsValid = (clock: HarbourClock, speed: number): number =>
  Math.ceil((clock.now().getTime() - Date.now()) / 1000) + accessTokenSeconds * Math.max(1, speed)

const subjectOf = (name: string): string => `officer-${name}`
const rolesOfSubject = (subject: string | undefined): readonly LocalGroup[] =>
  roles[(subject ?? '').replace(/^officer-/, '')] ?? []

interface Given {
  readonly name: string
  /** The password. */
  readonly word: string
  readonly passwords: Secrets['passwords']
}

/** Returns the subject of the officer with this name and password; undefined when either is wrong. */
const subjectWith = ({ name, word, passwords }: Given): string | undefined => {
  const known = Object.keys(roles).find((role) => role === name)
  const isRight = isSame(word, passwords[known ?? ''] ?? randomBytes(9).toString('hex'))
  return known !== undefined && isRight ? subjectOf(known) : undefined
}

/**
 * The password grant, with which tests sign in by one call. The stack's clients do not have it: officers sign in in a
 * browser, with a second factor.
 */
const createPasswordGrant =
  (provider: Provider, passwords: Secrets['passwords']) => async (ctx: KoaContextWithOIDC) => {
    const { username, password } = ctx.oidc.params as { readonly username?: string; readonly password?: string }
    const accountId = subjectWith({ name: username ?? '', word: password ?? '', passwords })
    if (accountId === undefined || ctx.oidc.client === undefined) {
      throw new errors.InvalidGrant('wrong name or password')
    }
    const token = new provider.AccessToken({
      accountId,
      client: ctx.oidc.client,
      grantId: randomBytes(8).toString('hex'),
      gty: 'password',
      scope: dutyScope,
      claims: {},
    } as unknown as ConstructorParameters<Provider['AccessToken']>[0])
    token.resourceServer = new provider.ResourceServer(dutyScope, dutyServer)
    ctx.oidc.entity('AccessToken', token)
    ctx.body = {
      access_token: await token.save(),
      token_type: 'Bearer',
      expires_in: token.expiration,
      scope: dutyScope,
    }
  }

/** Compares two texts in constant time. */
const isSame = (one: string, other: string): boolean => {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}

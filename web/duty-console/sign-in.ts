import * as oauth from 'oauth4webapi'
import type { ConsoleConfig } from './config.ts'
import { SignedOut, type Tokens } from './session.ts'

/** What the stack's user pool clients allow. */
const scope = 'openid harbour/duty'

/** What must be known again when the sign-in pages come back: no token, and no word of a report. */
interface Pending {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  /** The hash route that was shown. */
  readonly route: string
}

const pendingName = 'harbour-sign-in'

/** Where a sign-in in a second window says what it was answered. */
const answersName = 'harbour-sign-in-answers'

const isLoopback = ({ hostname }: URL): boolean => hostname === '127.0.0.1' || hostname === 'localhost'

const partsOf = (config: ConsoleConfig) => ({
  server: {
    issuer: config.issuer,
    authorization_endpoint: config.authorizationEndpoint,
    token_endpoint: config.tokenEndpoint,
  } satisfies oauth.AuthorizationServer,
  client: { client_id: config.clientId } satisfies oauth.Client,
  options: {
    [oauth.allowInsecureRequests]: isLoopback(new URL(config.issuer)),
    signal: () => AbortSignal.timeout(15_000),
  },
})

/** The console's own address, which is also where the sign-in pages come back to. */
const redirectUri = (): string => `${location.origin}${location.pathname}`

const toTokens = (answer: oauth.TokenEndpointResponse, old?: Tokens): Tokens => ({
  accessToken: answer.access_token,
  refreshToken: answer.refresh_token ?? old?.refreshToken,
  endsAt: Date.now() + (answer.expires_in ?? 0) * 1000,
})

const startSignIn = async (config: ConsoleConfig): Promise<{ readonly url: URL; readonly pending: Pending }> => {
  const [verifier, state, nonce] = [
    oauth.generateRandomCodeVerifier(),
    oauth.generateRandomState(),
    oauth.generateRandomNonce(),
  ]
  const url = new URL(config.authorizationEndpoint)
  url.search = new URLSearchParams({
    client_id: config.clientId,
    redirect_uri: redirectUri(),
    response_type: 'code',
    scope,
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).toString()
  return { url, pending: { state, nonce, verifier, route: location.hash } }
}

const finishSignIn = async (config: ConsoleConfig, answer: URLSearchParams, pending: Pending): Promise<Tokens> => {
  const { server, client, options } = partsOf(config)
  const { state, nonce, verifier } = pending
  const parameters = oauth.validateAuthResponse(server, client, answer, state)
  const ask = [server, client, oauth.None(), parameters, redirectUri(), verifier, options] as const
  const response = await oauth.authorizationCodeGrantRequest(...ask)
  const expected = { expectedNonce: nonce, requireIdToken: true }
  return toTokens(await oauth.processAuthorizationCodeResponse(server, client, response, expected))
}

/** Leaves for the sign-in pages. They come back to the route that is shown now. */
export const goToSignIn = async (config: ConsoleConfig): Promise<void> => {
  const { url, pending } = await startSignIn(config)
  sessionStorage.setItem(pendingName, JSON.stringify(pending))
  location.assign(url)
}

const takePending = (): Pending | undefined => {
  const kept = sessionStorage.getItem(pendingName)
  sessionStorage.removeItem(pendingName)
  return kept === null ? undefined : (JSON.parse(kept) as Pending)
}

/**
 * Reads what the sign-in pages answered, and takes it out of the address.
 *
 * @returns the tokens; undefined when the page was not opened by a sign-in; `elsewhere` when the answer is for another
 *   window, which has been told
 * @throws when the answer is a refusal, or not the one that was asked for
 */
export const takeSignIn = async (config: ConsoleConfig): Promise<Tokens | 'elsewhere' | undefined> => {
  const answer = new URLSearchParams(location.search)
  if (!answer.has('state')) return undefined
  const pending = takePending()
  history.replaceState(null, '', `${location.pathname}${pending?.route ?? ''}`)
  if (pending !== undefined) return finishSignIn(config, answer, pending)
  const answers = new BroadcastChannel(answersName)
  answers.postMessage(answer.toString())
  answers.close()
  return 'elsewhere'
}

/**
 * Signs in again in a second window, so that what the officer typed in this one stays.
 *
 * @throws when the answer is a refusal
 */
export const signInInWindow = async (config: ConsoleConfig): Promise<Tokens> => {
  const { url, pending } = await startSignIn(config)
  const answers = new BroadcastChannel(answersName)
  try {
    const answer = new Promise<URLSearchParams>((resolve) => {
      answers.onmessage = ({ data }) => {
        const parameters = new URLSearchParams(String(data))
        if (parameters.get('state') === pending.state) resolve(parameters)
      }
    })
    window.open(url, '_blank', 'popup,width=520,height=680')
    return await finishSignIn(config, await answer, pending)
  } finally {
    answers.close()
  }
}

/** Asks for another access token. @throws SignedOut when the sign-in has ended */
export const renewTokens = async (config: ConsoleConfig, tokens: Tokens): Promise<Tokens> => {
  if (tokens.refreshToken === undefined) throw new SignedOut()
  const { server, client, options } = partsOf(config)
  try {
    const response = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), tokens.refreshToken, options)
    return toTokens(await oauth.processRefreshTokenResponse(server, client, response), tokens)
  } catch (error) {
    // RFC 6749, 5.2: what the server says when the refresh token has ended or was revoked.
    if (error instanceof oauth.ResponseBodyError) throw new SignedOut('the sign-in has ended', { cause: error })
    throw error
  }
}

/** Leaves for the sign-in pages to end their session, which come back to the console. */
export const goToSignOut = ({ signOutEndpoint, clientId }: ConsoleConfig): void => {
  const url = new URL(signOutEndpoint)
  url.search = new URLSearchParams({ client_id: clientId, logout_uri: redirectUri() }).toString()
  location.assign(url)
}

import * as oauth from 'oauth4webapi'
import { commandLineRedirect } from '../../infra/command-line-redirect.ts'
import { dutyScope } from '../../shared/domain/officer-scope.ts'
import type { Place, Tokens } from './signed-in.ts'

/**
 * Brings the officer from the address of the sign-in pages to the answer at `commandLineRedirect`.
 *
 * @returns the whole address of the answer
 */
export type Browse = (signInUrl: URL) => Promise<URL>

type Client = Pick<Place, 'issuer' | 'clientId'>

/** What the stack's user pool clients allow. */
const scope = `openid ${dutyScope}`

/** Plain http is for this machine alone. */
const isLoopback = ({ hostname }: URL): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)

const optionsFor = (issuer: string) => ({
  [oauth.allowInsecureRequests]: isLoopback(new URL(issuer)),
  signal: () => AbortSignal.timeout(10_000),
})

const discover = async ({ issuer, clientId }: Client) => {
  const url = new URL(issuer)
  const options = optionsFor(issuer)
  const server = await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, options))
  return { server, client: { client_id: clientId }, options }
}

const toTokens = (answer: oauth.TokenEndpointResponse, old?: Tokens): Tokens => ({
  accessToken: answer.access_token,
  refreshToken: answer.refresh_token ?? old?.refreshToken,
  endsAt: Date.now() + (answer.expires_in ?? 0) * 1000,
})

/**
 * Signs an officer in by the code flow with PKCE. State and nonce are checked, so an answer that belongs to another
 * sign-in is refused.
 *
 * @throws when the identity provider refuses, or its answer is not the one that was asked for
 */
export const signInByCode = async (place: Client, browse: Browse): Promise<Tokens> => {
  const { server, client, options } = await discover(place)
  if (server.authorization_endpoint === undefined) throw new Error('the issuer names no sign-in pages')
  const [verifier, state, nonce] = [
    oauth.generateRandomCodeVerifier(),
    oauth.generateRandomState(),
    oauth.generateRandomNonce(),
  ]
  const signInUrl = new URL(server.authorization_endpoint)
  signInUrl.search = new URLSearchParams({
    client_id: place.clientId,
    redirect_uri: commandLineRedirect,
    response_type: 'code',
    scope,
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).toString()
  const answer = oauth.validateAuthResponse(server, client, await browse(signInUrl), state)
  const ask = [server, client, oauth.None(), answer, commandLineRedirect, verifier, options] as const
  const response = await oauth.authorizationCodeGrantRequest(...ask)
  const expected = { expectedNonce: nonce, requireIdToken: true }
  return toTokens(await oauth.processAuthorizationCodeResponse(server, client, response, expected))
}

/** Asks for another access token. @throws when the refresh token has ended too, or there is none */
export const refresh = async (place: Client, tokens: Tokens): Promise<Tokens> => {
  if (tokens.refreshToken === undefined) throw new Error('there is no refresh token')
  const { server, client, options } = await discover(place)
  const ask = [server, client, oauth.None(), tokens.refreshToken, options] as const
  const response = await oauth.refreshTokenGrantRequest(...ask)
  return toTokens(await oauth.processRefreshTokenResponse(server, client, response), tokens)
}

/**
 * Says in one line what went wrong. It quotes no message of the library or the server, whose text is not ours and could
 * hold more than one line.
 */
export const problemOf = (error: unknown): string => {
  if (error instanceof oauth.AuthorizationResponseError) return `the sign-in pages answered ${toWord(error.error)}`
  if (error instanceof oauth.ResponseBodyError) return `the identity provider answered ${toWord(error.error)}`
  if (error instanceof oauth.OperationProcessingError || error instanceof oauth.UnsupportedOperationError) {
    return `the answer is not the one that was asked for (${error.code ?? 'unknown'})`
  }
  if (error instanceof TypeError || (error instanceof Error && error.name === 'TimeoutError')) {
    return 'the identity provider does not answer; check the issuer and the network'
  }
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'an unknown fault'
}

/** An OAuth error code. @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1 */
const toWord = (code: string): string => (/^[a-z_]{1,40}$/.test(code) ? code : 'an unknown error')

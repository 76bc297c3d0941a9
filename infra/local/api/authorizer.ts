import { JwtVerifier } from 'aws-jwt-verify'
import type { Jwks } from 'aws-jwt-verify/jwk'
import type { HarbourClock } from '../machine/clock.ts'

/**
 * Returns the claims of the token if the request may reach its function, as API Gateway's Cognito authorizer decides;
 * else undefined.
 */
export type Authorize = (header: string | undefined, scopes: readonly string[]) => Promise<Claims | undefined>

/** What a token claims. */
export type Claims = Readonly<Record<string, unknown>>

/**
 * Creates an authorizer of type COGNITO_USER_POOLS. It checks the signature, the issuer, the expiry, and that the token
 * is an access token with one of the method's scopes. It does not check who the officer is; the function does.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
 */
export const createAuthorizer = (issuer: string, clock: Pick<HarbourClock, 'now'>): Authorize => {
  const jwksUri = `${issuer}/.well-known/jwks.json`
  const verifier = JwtVerifier.create({ issuer, audience: null, jwksUri, graceSeconds: neverExpires })
  let keys: Promise<void> | undefined
  const fetchKeys = async () => verifier.cacheJwks((await (await fetch(jwksUri)).json()) as Jwks)
  return async (header, scopes) => {
    keys ??= fetchKeys()
    await keys
    try {
      const claims = await verifier.verify((header ?? '').replace(/^Bearer /i, ''))
      const isValid = Number(claims.exp) * 1000 > clock.now().getTime()
      const hasScope =
        claims['token_use'] === 'access' && scopesOf(claims.scope).some((scope) => scopes.includes(scope))
      return isValid && hasScope ? { ...claims } : undefined
    } catch {
      return undefined
    }
  }
}

/**
 * Makes the library accept an expired token: it knows only the real clock, and expiry is judged by the functions'
 * clock.
 */
const neverExpires = 1e12

const scopesOf = (scope: unknown): readonly string[] => (typeof scope === 'string' ? scope.split(' ') : [])

import { JwtVerifier } from 'aws-jwt-verify'
import type { Jwks } from 'aws-jwt-verify/jwk'
import type { HarbourClock } from '../machine/clock.ts'

/** Says whether a request may reach its function, as API Gateway's Cognito authorizer does. */
export type Authorize = (header: string | undefined, scopes: readonly string[]) => Promise<Claims | undefined>

/** What a token says. */
export type Claims = Readonly<Record<string, unknown>>

const scopesOf = (scope: unknown): readonly string[] => (typeof scope === 'string' ? scope.split(' ') : [])

/** Expiry is judged by the functions' clock, below; the library knows only the real one. */
const neverExpires = 1e12

/**
 * Creates an authorizer of type COGNITO_USER_POOLS: the signature, the issuer and the expiry, and an access token with one of the method's
 * scopes. It is no check of who the officer is; the function makes that.
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

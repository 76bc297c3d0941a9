import { JwtVerifier } from 'aws-jwt-verify'
import { JwtBaseError } from 'aws-jwt-verify/error'
import { SimpleJwksCache } from 'aws-jwt-verify/jwk'
import { isDesk, withRetired } from '../domain/desk.ts'
import { dutyScope } from '../domain/officer-scope.ts'
import { operatorGroup } from '../domain/operator-group.ts'
import { supervisedBy } from '../domain/supervisor-group.ts'
import type { OfficerTokens } from '../ports/officer-tokens.ts'

/** Whose tokens are taken. */
export interface JwtOfficerTokensConfig {
  /** The user pool's issuer URL; its keys are at `/.well-known/jwks.json` under it. */
  readonly issuer: string
  /** The clients of the pool that an officer may sign in by. */
  readonly clientIds: readonly string[]
}

/** How long the issuer may take to give its keys, milliseconds. */
const fetchTimeoutMs = 3000

const fetchKeys = async (uri: string): Promise<ArrayBuffer> => {
  const response = await fetch(uri, { signal: AbortSignal.timeout(fetchTimeoutMs), redirect: 'error' })
  if (!response.ok) throw new Error(`the issuer answered ${response.status} for its keys`)
  return response.arrayBuffer()
}

const scopesOf = (scope: unknown): readonly string[] => (typeof scope === 'string' ? scope.split(' ') : [])

/**
 * Verifies access tokens of one user pool and its named clients by the pool's published keys, which are fetched once.
 */
export const createOfficerTokens = ({ issuer, clientIds }: JwtOfficerTokensConfig): OfficerTokens => {
  const jwksUri = `${issuer}/.well-known/jwks.json`
  const jwksCache = new SimpleJwksCache({ fetcher: { fetch: fetchKeys } })
  const verifier = JwtVerifier.create({ issuer, audience: null, jwksUri }, { jwksCache })

  return {
    verify: async (accessToken) => {
      try {
        const claims = await verifier.verify(accessToken)
        const isOurs = claims['token_use'] === 'access' && clientIds.some((id) => id === claims['client_id'])
        if (!isOurs || !scopesOf(claims.scope).includes(dutyScope) || typeof claims.sub !== 'string') return undefined
        const claimed: unknown = claims['cognito:groups']
        const groups: readonly unknown[] = Array.isArray(claimed) ? claimed : []
        return {
          subject: claims.sub,
          desks: withRetired(groups.filter(isDesk)),
          supervises: supervisedBy(groups),
          isOperator: groups.includes(operatorGroup),
        }
      } catch (error) {
        if (error instanceof JwtBaseError) return undefined
        throw error
      }
    },
  }
}

import { isServedDesk, type ServedDesk, servedDesks } from '../../shared/domain/desk.ts'
import { operatorGroup } from '../../shared/domain/operator-group.ts'
import { supervisedBy } from '../../shared/domain/supervisor-group.ts'

/** What a sign-in gave. It is kept in memory alone: a reload signs in again. */
export interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string | undefined
  /** When the access token ends, milliseconds since 1970 by this browser's clock. */
  readonly endsAt: number
}

/** Who is signed in. */
export interface Officer {
  /** The subject id that the log names. */
  readonly subject: string
  readonly desks: readonly ServedDesk[]
  readonly supervises: readonly ServedDesk[]
  readonly isOperator: boolean
}

/** Returns the desks whose contacts and drills an officer may see. */
export const supervisedDesks = ({ desks, supervises, isOperator }: Officer): readonly ServedDesk[] =>
  isOperator || desks.includes('duty-control') ? servedDesks : supervises

/** A sign-in of one officer. */
export interface Session {
  readonly officer: Officer
  /** Returns an access token that is still good. @throws SignedOut when none can be had any more */
  token(): Promise<string>
  /** Asks for another access token, since the API refused the one that it was sent. @throws SignedOut */
  renew(): Promise<void>
  /** Takes the tokens of another sign-in by the same officer. Returns false for another officer's. */
  adopt(tokens: Tokens): boolean
}

/** Thrown when the sign-in has ended. */
export class SignedOut extends Error {
  override readonly name = 'SignedOut'
}

/** A token that ends so soon is not sent any more, milliseconds. */
const earlyMs = 30_000

/** Returns who an access token is for. The API verifies it; here it only decides what is shown. */
export const officerIn = (accessToken: string): Officer => {
  const [, payload = ''] = accessToken.split('.')
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (each) => each.charCodeAt(0))
  const claims = JSON.parse(new TextDecoder().decode(bytes)) as Readonly<Record<string, unknown>>
  const named = claims['cognito:groups']
  const groups: readonly unknown[] = Array.isArray(named) ? named : []
  return {
    subject: String(claims['sub']),
    desks: groups.filter(isServedDesk),
    supervises: supervisedBy(groups),
    isOperator: groups.includes(operatorGroup),
  }
}

/** What renews tokens. Rejects with SignedOut when the sign-in has ended, with anything else when nobody answers. */
export type Renew = (tokens: Tokens) => Promise<Tokens>

/** Creates a session from the tokens of a sign-in. */
export const createSession = (first: Tokens, renew: Renew): Session => {
  const officer = officerIn(first.accessToken)
  let tokens = first
  let renewing: Promise<void> | undefined
  const renewOnce = (): Promise<void> => {
    renewing ??= renew(tokens)
      .then((renewed) => {
        tokens = renewed
      })
      .finally(() => {
        renewing = undefined
      })
    return renewing
  }
  return {
    officer,
    token: async () => {
      if (tokens.endsAt - earlyMs <= Date.now()) await renewOnce()
      return tokens.accessToken
    },
    renew: renewOnce,
    adopt: (others) => {
      const isSame = officerIn(others.accessToken).subject === officer.subject
      if (isSame) tokens = others
      return isSame
    },
  }
}

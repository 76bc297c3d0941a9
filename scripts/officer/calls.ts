import type { DutyHealth } from '../../shared/contract/answers/duty-health.ts'
import { problemOf, refresh } from './code-flow.ts'
import type { ApiCall } from './commands.ts'
import { wordHealth } from './health-words.ts'
import { keepSignedIn, readSignedIn, type SignedIn } from './signed-in.ts'

type Write = (text: string) => void

/** An access token that ends so soon is not sent any more, milliseconds. */
const earlyMs = 10_000

const signInAgain = 'sign in again: npm run officer -- sign-in'

/** Returns the desks that an access token names; none when it has another form. */
export const desksIn = (accessToken: string): readonly string[] => {
  const claims: unknown = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString('utf8') || '{}')
  const desks = (claims as Readonly<Record<string, unknown>>)['cognito:groups']
  return Array.isArray(desks) ? desks.map(String) : []
}

const renew = async (signedIn: SignedIn): Promise<SignedIn> => {
  const tokens = await refresh(signedIn, signedIn.tokens).catch((error: unknown) => {
    throw new Error(`the sign-in has ended (${problemOf(error)}); ${signInAgain}`)
  })
  const renewed = { ...signedIn, tokens }
  keepSignedIn(renewed)
  return renewed
}

const readFresh = async (): Promise<SignedIn> => {
  const signedIn = readSignedIn()
  if (signedIn === undefined) throw new Error('nobody is signed in; sign in first: npm run officer -- sign-in --help')
  return signedIn.tokens.endsAt - earlyMs > Date.now() ? signedIn : renew(signedIn)
}

/** Calls the API as the officer who is signed in. A refused token is renewed once: a call answered 401 did nothing. */
const ask = async (asked: ApiCall) => {
  const signedIn = await readFresh()
  const first = await send(signedIn, asked)
  return first.status === 401 ? send(await renew(signedIn), asked) : first
}

const expectGranted = ({ status }: { readonly status: number }): void => {
  if (status === 401) throw new Error(`the API does not accept this sign-in; ${signInAgain}`)
  if (status !== 200) throw new Error(`the API answered ${status}`)
}

const send = async ({ api, tokens }: SignedIn, { method, path, body }: ApiCall) => {
  // An API behind a stage, such as …/prod/, keeps its own path.
  const url = `${api.replace(/\/$/, '')}${path}`
  const headers = { authorization: `Bearer ${tokens.accessToken}`, 'content-type': 'application/json' }
  try {
    const response = await fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as unknown }
  } catch {
    throw new Error(`no server answers at ${new URL(api).origin}; start one with npm start, or sign in elsewhere`)
  }
}

/**
 * Calls the API as the officer who is signed in, and prints what it answers.
 *
 * @throws Error in one line when the API refuses
 */
export const call = async (asked: ApiCall, write: Write): Promise<void> => {
  const answer = await ask(asked)
  write(`${JSON.stringify(answer.body, undefined, 2)}\n`)
  expectGranted(answer)
}

/** Prints in words who cannot be reached, and whether reports wait. @throws as `call` does */
export const health = async (write: Write): Promise<void> => {
  const answer = await ask({ method: 'GET', path: '/duty/health' })
  expectGranted(answer)
  write(wordHealth(answer.body as DutyHealth))
}

/** Lists the reports of one desk, or of every desk that the officer serves. @throws as `call` does */
export const list = async (
  { desk, state }: { readonly desk: string | undefined; readonly state: string },
  write: Write,
): Promise<void> => {
  const desks = desk === undefined ? desksIn((await readFresh()).tokens.accessToken) : [desk]
  for (const each of desks) await call({ method: 'GET', path: `/duty/reports?desk=${each}&state=${state}` }, write)
}

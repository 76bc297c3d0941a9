import type { ReportLogPage } from '../../shared/contract/answers/log.ts'
import type { DeskListPage } from '../../shared/contract/answers/report-view.ts'
import type { Problem } from '../../shared/contract/problem.ts'
import { isServedDesk } from '../../shared/domain/desk.ts'
import type { DeskList } from '../../shared/domain/desk-list.ts'
import { problemOf, refresh } from './code-flow.ts'
import { keepSignedIn, lastName, readSignedIn, type SignedIn } from './signed-in.ts'

/** A request to the API. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST'
  /** Below the API's URL. */
  readonly path: string
  readonly body?: unknown
}

/** Calls the API as one officer. */
export interface Session {
  /** Returns the desks that the officer serves. */
  desks(): Promise<readonly string[]>
  /** Returns what the API answers. @throws Error in one line when it refuses */
  ask(request: ApiRequest): Promise<unknown>
}

/** An access token that ends so soon is not sent any more, milliseconds. */
const earlyMs = 10_000

/** Returns the groups that an access token names; none when it has another form. */
export const groupsIn = (accessToken: string): readonly string[] => {
  const claims: unknown = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString('utf8') || '{}')
  const groups = (claims as Readonly<Record<string, unknown>>)['cognito:groups']
  return Array.isArray(groups) ? groups.map(String) : []
}

/**
 * Creates what calls the API as an officer who is signed in. A token is renewed when it ends, and once when it is
 * refused: a call that was answered 401 did nothing.
 *
 * @param as - the name of their sign-in
 * @default as - the last one
 */
export const createSession = (as?: string): Session => {
  const name = as ?? lastName()
  const signInAgain = `sign in again: npm run officer -- sign-in${as === undefined ? '' : ` --as ${as}`}`
  const renew = async (signedIn: SignedIn): Promise<SignedIn> => {
    const tokens = await refresh(signedIn, signedIn.tokens).catch((error: unknown) => {
      throw new Error(`the sign-in has ended (${problemOf(error)}); ${signInAgain}`)
    })
    const renewed = { ...signedIn, tokens }
    keepSignedIn(name, renewed)
    return renewed
  }
  const readFresh = async (): Promise<SignedIn> => {
    const signedIn = readSignedIn(name)
    if (signedIn === undefined) {
      throw new Error(`${as ?? 'nobody'} is ${as === undefined ? '' : 'not '}signed in; sign in first: ${signInHelp}`)
    }
    return signedIn.tokens.endsAt - earlyMs > Date.now() ? signedIn : renew(signedIn)
  }
  return {
    desks: async () => groupsIn((await readFresh()).tokens.accessToken).filter(isServedDesk),
    ask: async (request) => {
      const signedIn = await readFresh()
      const first = await send(signedIn, request)
      const answer = first.status === 401 ? await send(await renew(signedIn), request) : first
      if (answer.status === 401) throw new Error(`the API does not accept this sign-in; ${signInAgain}`)
      if (answer.status !== 200) throw new Error(problemIn(answer))
      return answer.body
    },
  }
}

const signInHelp = 'npm run officer -- sign-in --help'

/** Returns one page of a desk's list. */
export const readPage = async (
  session: Session,
  asked: { readonly desk: string; readonly state: DeskList; readonly cursor?: string | undefined },
): Promise<DeskListPage> => {
  const { desk, state, cursor } = asked
  const query = new URLSearchParams({ desk, state, ...(cursor === undefined ? {} : { cursor }) })
  return (await session.ask({ method: 'GET', path: `/duty/reports?${query}` })) as DeskListPage
}

/** Returns the whole log of a report, page after page. */
export const readLog = async (session: Session, path: string): Promise<ReportLogPage> => {
  let log = (await session.ask({ method: 'GET', path })) as ReportLogPage
  while (log.next !== undefined) {
    const page = (await session.ask({ method: 'GET', path: `${path}?cursor=${log.next}` })) as ReportLogPage
    log = { ...page, entries: [...log.entries, ...page.entries] }
  }
  return log
}

interface Answered {
  readonly status: number
  readonly body: unknown
}

const send = async ({ api, tokens }: SignedIn, { method, path, body }: ApiRequest): Promise<Answered> => {
  // An API behind a stage, such as …/prod/, keeps its own path.
  const url = `${api.replace(/\/$/, '')}${path}`
  const headers = { authorization: `Bearer ${tokens.accessToken}`, 'content-type': 'application/json' }
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const response = await fetch(url, { method, headers, ...sent }).catch(() => {
    throw new Error(`no server answers at ${new URL(api).origin}; start one with npm start, or sign in elsewhere`)
  })
  return { status: response.status, body: await response.json().catch(() => undefined) }
}

/** Says in one line why the API refused, in its own words where it has some. */
const problemIn = ({ status, body }: Answered): string => {
  const { detail, problems = [] } = (body ?? {}) as { detail?: string; problems?: readonly Problem[] }
  if (status === 504) return 'Harbour did not answer in time; look whether it was done, and try again if it was not'
  const fields = problems.map((each) => `${each.pointer.slice(1)} ${each.detail}`).join('; ')
  return `${fields || detail || 'the answer has no words'} (${status})`
}

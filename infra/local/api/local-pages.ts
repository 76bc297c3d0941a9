import type { SentAlert } from '../alerts/alert-log.ts'
import { countHeader, toAlertsPage } from '../alerts/alerts-page.ts'
import type { OfficerProvider } from '../aws/cognito.ts'
import type { Answer } from './answer.ts'
import { createConsolePages, type LocalConsole } from './console-pages.ts'

/** Where the clients of this machine sign officers in. */
export type SignInPlace = Pick<OfficerProvider, 'issuer' | 'tokenEndpoint' | 'clientId' | 'commandLineClientId'>

/** Where the tables are, for the commands of this machine itself. */
export interface ContactsPlace {
  readonly tablesUrl: string
  readonly table: string
  /** The table of reports, in which `npm run drill` begins drills; undefined where the stack uses a restored one. */
  readonly reportTable: string | undefined
}

/** What the pages of this machine show. */
export interface LocalPagesDeps {
  readonly alerts: () => readonly SentAlert[]
  /** Where clients sign in; undefined where officers cannot sign in. */
  readonly signIn: SignInPlace | undefined
  /** Where `npm run contacts` puts contacts; undefined where the template has no table of them. */
  readonly contacts: ContactsPlace | undefined
  /** Undefined where officers cannot sign in. */
  readonly console?: LocalConsole | undefined
}

/**
 * Creates what answers requests for the console, and for the pages under `/_local`, which AWS does not have. It returns
 * undefined for any other request.
 */
export const createLocalPages = ({ alerts, signIn, contacts, console }: LocalPagesDeps) => {
  const consolePage = console === undefined ? () => undefined : createConsolePages(console)
  return (method: string, { pathname: path, searchParams }: URL): Answer | undefined => {
    if (method !== 'GET' && method !== 'HEAD') return undefined
    if (path === '/_local/sign-in' && signIn !== undefined) return toJson(signIn)
    if (path === '/_local/tables' && contacts !== undefined) return toJson(contacts)
    if (path === '/_local/alerts')
      return withCount(toJson(pageOf(alerts(), searchParams.get('since'))), alerts().length)
    if (path === '/_local/' || path === '/_local') return toPage(toAlertsPage(newest(alerts()), alerts().length))
    return consolePage(path)
  }
}

/** How many alerts are shown at once. */
const pageSize = 100

const newest = (alerts: readonly SentAlert[]): readonly SentAlert[] => alerts.slice(-pageSize)

/** Returns the alerts after the first `since` of all, oldest first, a page at most; without a number the newest. */
const pageOf = (alerts: readonly SentAlert[], since: string | null): readonly SentAlert[] => {
  if (since === null || !/^\d+$/.test(since)) return newest(alerts)
  return alerts.slice(Number(since), Number(since) + pageSize)
}

/** Says how many alerts there are in all, to who asks for the head alone too. */
const withCount = (answer: Answer, count: number): Answer => ({
  ...answer,
  headers: { ...answer.headers, [countHeader]: String(count) },
})

const toJson = (value: unknown): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(value),
})

const toPage = (html: string): Answer => ({
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body: html,
})

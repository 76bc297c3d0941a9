import { createDutyApi } from '../../functions/duty-api/handler.ts'
import { createFollowUp } from '../../functions/follow-up/handler.ts'
import { sha256 } from '../../shared/adapters/reporter-credentials.ts'
import type { Desk } from '../../shared/domain/desk.ts'
import { isDesk } from '../../shared/domain/desk.ts'
import type { HttpReply, HttpRequest, HttpWork } from '../../shared/lambda/http.ts'
import type { OfficerTokens } from '../../shared/ports/officer-tokens.ts'
import { createFakeDeskReader } from '../fakes/desk-reader.ts'
import { createFakeDeskReports } from '../fakes/desk-reports.ts'
import { createFakeFollowUpCodes } from '../fakes/follow-up-codes.ts'
import { createFakeLogs } from '../fakes/report-logs.ts'
import { createWayIn, posted, reportIdOf } from './way-in.ts'

/** Tokens that say who they are for: `officer-1@division-p+division-e`. */
const plainTokens: OfficerTokens = {
  verify: async (token) => {
    const [subject = '', groups = ''] = token.split('@')
    return token.includes('@') ? { subject, desks: groups.split('+').filter(isDesk) } : undefined
  },
}

/** What a call is made with. */
export interface Calling {
  readonly token?: string
  readonly body?: unknown
  readonly key?: string
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
}

/** A request as the edge hands it over. */
export const requested = ({ token, body, key, path = {}, query = {} }: Calling): HttpRequest => {
  const headers: Readonly<Record<string, string | undefined>> = {
    authorization: token === undefined ? undefined : `Bearer ${token}`,
    'idempotency-key': key,
    'content-type': 'application/json',
  }
  return {
    body: body === undefined ? '' : JSON.stringify(body),
    pathParameters: path,
    query,
    header: (name) => headers[name.toLowerCase()],
  }
}

/** Gives an officer's token. */
export const tokenOf = (subject: string, ...desks: readonly Desk[]): string => `${subject}@${desks.join('+')}`

/** Every function over ports in memory, at a clock that tests move. */
export const createHarbourInMemory = () => {
  const way = createWayIn()
  const logs = createFakeLogs(way.reports)
  const ports = {
    ...way.ports,
    logs,
    deskReports: createFakeDeskReports(way.reports),
    codes: createFakeFollowUpCodes(way.reports, way.now),
    reader: createFakeDeskReader(way.key),
    tokens: plainTokens,
    sha256,
  }

  const call = (routes: Record<string, HttpWork>, route: string, calling: Calling): Promise<HttpReply> => {
    const work = routes[route]
    if (work === undefined) throw new Error(`no route ${route}`)
    return work(requested(calling))
  }
  const duty = (route: string, reportId: string, calling: Calling, dutyPorts: typeof ports = ports) =>
    call(createDutyApi(dutyPorts), route, { path: { reportId }, ...calling })
  const followUp = (what: string, reference: string, calling: Calling, followUpPorts: typeof ports = ports) =>
    call(createFollowUp(followUpPorts), `POST /reports/{reference}/${what}`, { path: { reference }, ...calling })

  return {
    ...way,
    ports,
    logs,
    duty,
    followUp,
    /** POST of a call on one report. */
    act: (what: string, reportId: string, token: string, body?: unknown, key?: string) =>
      duty(`POST /duty/reports/{reportId}/${what}`, reportId, {
        token,
        body,
        ...(key === undefined ? {} : { key }),
      }),
    /** Accepts a report and gives what its reporter keeps. */
    accepted: async (body: unknown) => {
      const reply = await way.accept(posted(body))
      if (reply.status !== 202) throw new Error(`not accepted: ${reply.status}`)
      const { followUpCode } = reply.body as { readonly followUpCode: string }
      return { reportId: reportIdOf(reply), followUpCode }
    },
    stateOf: (reportId: string) => way.reports.kept.get(reportId)?.report.state,
    reportOf: (reportId: string) => {
      const report = way.reports.kept.get(reportId)?.report
      if (report === undefined) throw new Error('no such report')
      return report
    },
  }
}

/** Every function over ports in memory. */
export type HarbourInMemory = ReturnType<typeof createHarbourInMemory>

/** Accepts a report, routes it and alerts its desk. */
export const alertedIn = async (harbour: HarbourInMemory, body: unknown) => {
  const accepted = await harbour.accepted(body)
  await harbour.route(accepted.reportId)
  await harbour.notify(accepted.reportId)
  return accepted
}

import { randomUUID } from 'node:crypto'
import { createAcceptReport } from '../../functions/accept-report/handler.ts'
import { createNotifyTeam } from '../../functions/notify-team/handler.ts'
import { createRouteReport } from '../../functions/route-report/handler.ts'
import { createWatchDeadlines } from '../../functions/watch-deadlines/handler.ts'
import { createReporterCredentials, newTextId } from '../../shared/adapters/reporter-credentials.ts'
import type { HttpReply, HttpRequest } from '../../shared/lambda/http.ts'
import { createLog } from '../../shared/lambda/log.ts'
import type { ReporterCredentials } from '../../shared/ports/reporter-credentials.ts'
import { createFakeTopics } from '../fakes/alert-topics.ts'
import { createFakeEnvelopeKey } from '../fakes/envelope-key.ts'
import { createFakeDeskQueues, createFakeRoutingQueue } from '../fakes/queues.ts'
import { createFakeReports } from '../fakes/report-store.ts'
import { createFakeTexts } from '../fakes/sealed-texts.ts'

/** A POST /reports as the edge hands it over. */
export const posted = (body: unknown, key: string | undefined = randomUUID()): HttpRequest => ({
  body: typeof body === 'string' ? body : JSON.stringify(body),
  pathParameters: {},
  query: {},
  header: (name) => ({ 'idempotency-key': key, 'content-type': 'application/json' })[name.toLowerCase()],
})

/** The four functions of the way in over ports in memory, at a clock that tests move. */
export const createWayIn = (credentials: ReporterCredentials = createReporterCredentials()) => {
  const clock = { at: new Date('2026-11-24T12:00:00.000Z') }
  const lines: string[] = []
  const now = () => clock.at
  const log = createLog('test', now, (line) => lines.push(line))
  const reports = createFakeReports()
  const texts = createFakeTexts(reports)
  const key = createFakeEnvelopeKey()
  const routingQueue = createFakeRoutingQueue()
  const deskQueues = createFakeDeskQueues()
  const topics = createFakeTopics()
  const ports = {
    reports,
    texts,
    newTextId,
    due: reports,
    sealer: key,
    envelope: key,
    routingQueue,
    deskQueues,
    topics,
    credentials,
    now,
    elapsedMs: () => 0,
    log,
  }
  return {
    ...ports,
    ports,
    key,
    lines,
    advance: (minutes: number) => {
      clock.at = new Date(clock.at.getTime() + minutes * 60_000)
    },
    accept: createAcceptReport(ports),
    route: createRouteReport(ports),
    notify: createNotifyTeam({ ...ports, consoleUrl: 'https://console.example.org/' }),
    watch: createWatchDeadlines(ports),
  }
}

/** The functions over ports in memory. */
export type WayIn = ReturnType<typeof createWayIn>

/** Gives the reportId of a 202. */
export const reportIdOf = (reply: HttpReply): string =>
  String((reply.body as { readonly reference: string }).reference).replaceAll('-', '')

import type { AcceptReportDeps } from '../../functions/accept-report/handler.ts'
import type { DutyApiDeps } from '../../functions/duty-api/handler.ts'
import type { FollowUpDeps } from '../../functions/follow-up/handler.ts'
import type { KeepDigestDeps } from '../../functions/keep-digest/handler.ts'
import type { NotifyTeamDeps } from '../../functions/notify-team/handler.ts'
import type { PublicInfoDeps } from '../../functions/public-info/handler.ts'
import type { RouteReportDeps } from '../../functions/route-report/handler.ts'
import type { WatchDeadlinesDeps } from '../../functions/watch-deadlines/handler.ts'
import { createReporterCredentials, newTextId, sha256 } from '../../shared/adapters/reporter-credentials.ts'
import { createLog } from '../../shared/lambda/log.ts'
import { createFakeTopics } from '../fakes/alert-topics.ts'
import { createFakeContacts } from '../fakes/contacts.ts'
import { createFakeDeskReader } from '../fakes/desk-reader.ts'
import { createFakeDeskReports } from '../fakes/desk-reports.ts'
import { createFakeDigests } from '../fakes/digests.ts'
import { createFakeEnvelopeKey } from '../fakes/envelope-key.ts'
import { createFakeFollowUpCodes } from '../fakes/follow-up-codes.ts'
import { createFakeOfficerTokens } from '../fakes/officer-tokens.ts'
import { createFakeDeskQueues, createFakeRoutingQueue } from '../fakes/queues.ts'
import { createFakeLogs } from '../fakes/report-logs.ts'
import { createFakeReports } from '../fakes/report-store.ts'
import { createFakeTexts } from '../fakes/sealed-texts.ts'

/** Everything that the functions need from outside. */
export type Ports = AcceptReportDeps &
  RouteReportDeps &
  NotifyTeamDeps &
  WatchDeadlinesDeps &
  DutyApiDeps &
  FollowUpDeps &
  KeepDigestDeps &
  PublicInfoDeps

/** How many reports a page of a desk's list has: two, so that whoever reads only the first page misses the rest. */
const pageReports = 2

/** Creates every port in memory, with what stands behind them, at a clock that a test moves. */
export const createPortsInMemory = () => {
  const clock = { at: new Date('2026-11-24T12:00:00.000Z') }
  const now = () => clock.at
  const lines: string[] = []
  const reports = createFakeReports()
  const key = createFakeEnvelopeKey()
  const routingQueue = createFakeRoutingQueue()
  const deskQueues = createFakeDeskQueues()
  const topics = createFakeTopics()
  const digests = createFakeDigests()
  const logs = createFakeLogs(reports)
  const pings: Date[] = []
  const contacts = createFakeContacts(now)
  const ports: Ports = {
    ...{ reports, due: reports, texts: createFakeTexts(reports), logs, newestHashes: logs },
    ...{ deskReports: createFakeDeskReports(reports, pageReports), codes: createFakeFollowUpCodes(reports, now) },
    ...{ sealer: { seal: key.seal }, envelope: { readdress: key.readdress }, reader: createFakeDeskReader(key) },
    ...{ contacts, routingQueue, deskQueues, topics, digests, watcher: { ping: async () => void pings.push(now()) } },
    ...{ tokens: createFakeOfficerTokens(), credentials: createReporterCredentials(), sha256, newTextId },
    ...{ now, elapsedMs: () => 0, log: createLog('in-memory', now, (line) => lines.push(line)) },
    ...{ consoleUrl: 'https://console.example.org/', openApi: { openapi: '3.1.0' } },
  }
  return { ports, clock, lines, reports, key, routingQueue, deskQueues, topics, digests, pings, contacts }
}

/** What stands behind the ports in memory. */
export type Memory = ReturnType<typeof createPortsInMemory>

import type { AcceptReportDeps } from '../../functions/accept-report/handler.ts'
import type { DeliverDeps } from '../../functions/deliver/handler.ts'
import type { DutyApiDeps } from '../../functions/duty-api/handler.ts'
import type { FollowUpDeps } from '../../functions/follow-up/handler.ts'
import type { KeepDigestDeps } from '../../functions/keep-digest/handler.ts'
import type { NotifyTeamDeps } from '../../functions/notify-team/handler.ts'
import type { PublicInfoDeps } from '../../functions/public-info/handler.ts'
import type { RouteReportDeps } from '../../functions/route-report/handler.ts'
import type { WatchDeadlinesDeps } from '../../functions/watch-deadlines/handler.ts'
import { withSink } from '../../shared/adapters/canary-sink.ts'
import { createReporterCredentials, newTextId, sha256 } from '../../shared/adapters/reporter-credentials.ts'
import { createLog } from '../../shared/lambda/log.ts'
import { createFakeCanaryTags } from '../fakes/canary-tags.ts'
import { createFakeClosings } from '../fakes/closings.ts'
import { createFakeContacts } from '../fakes/contacts.ts'
import { createFakeAlertDigests, createFakeDeliveryQueue } from '../fakes/deliveries.ts'
import { createFakeDeskReader } from '../fakes/desk-reader.ts'
import { createFakeDeskReports } from '../fakes/desk-reports.ts'
import { createFakeDigests } from '../fakes/digests.ts'
import { createFakeDrills } from '../fakes/drills.ts'
import { createFakeEnvelopeKey } from '../fakes/envelope-key.ts'
import { createFakeFollowUpCodes } from '../fakes/follow-up-codes.ts'
import { createFakeChannels } from '../fakes/message-channels.ts'
import { createFakeOfficerTokens } from '../fakes/officer-tokens.ts'
import { createFakeDeskQueues, createFakeRoutingQueue } from '../fakes/queues.ts'
import { createFakeLogs } from '../fakes/report-logs.ts'
import { createFakeReports } from '../fakes/report-store.ts'
import { createFakeTexts } from '../fakes/sealed-texts.ts'
import { oneContactEach } from './contacts.ts'

/** Everything that the functions need from outside. */
export type Ports = AcceptReportDeps &
  RouteReportDeps &
  NotifyTeamDeps &
  DeliverDeps &
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
  const contacts = createFakeContacts(now, oneContactEach)
  const alertDigests = createFakeAlertDigests(reports)
  const canaryTags = createFakeCanaryTags()
  const deliveries = createFakeDeliveryQueue()
  const channels = createFakeChannels()
  const digests = createFakeDigests()
  const logs = createFakeLogs(reports)
  const drills = createFakeDrills(reports)
  const pings: Date[] = []
  const ports: Ports = {
    ...{ reports, due: reports, texts: createFakeTexts(reports), logs, newestHashes: logs },
    drills,
    ...{ deskReports: createFakeDeskReports(reports, pageReports), codes: createFakeFollowUpCodes(reports) },
    ...{ sealer: { seal: key.seal }, envelope: { readdress: key.readdress }, reader: createFakeDeskReader(key) },
    ...{
      routingQueue,
      deskQueues,
      digests,
      closings: createFakeClosings(),
      contacts: withSink(contacts),
      alertDigests,
      deliveries,
      channels,
    },
    // Every address is free at once: what a test does in one second would else come in many.
    ...{ turns: { reserve: async (_address, at) => Math.floor(at.getTime() / 1000) }, wait: async () => undefined },
    pseudonyms: { of: async (use, text) => sha256(`${use} ${text}`) },
    canaryTags,
    newDigestId: () => `digest-${alertDigests.kept.size + 1}`,
    ...{ watcher: { ping: async () => void pings.push(now()) } },
    ...{ tokens: createFakeOfficerTokens(), credentials: createReporterCredentials(), sha256, newTextId },
    ...{ now, elapsedMs: () => 0, log: createLog('in-memory', now, (line) => lines.push(line)) },
    ...{ consoleUrl: 'https://console.example.org/', openApi: { openapi: '3.1.0' } },
  }
  const queues = { routingQueue, deskQueues, deliveries }
  const behind = { contacts, alertDigests, channels, pings, canaryTags }
  return { ports, clock, lines, reports, drills, key, ...queues, digests, ...behind }
}

/** What stands behind the ports in memory. */
export type Memory = ReturnType<typeof createPortsInMemory>

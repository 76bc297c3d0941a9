import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { createAcceptReport } from '../../functions/accept-report/handler.ts'
import { createDeliver } from '../../functions/deliver/handler.ts'
import { createDutyApi } from '../../functions/duty-api/handler.ts'
import { createFollowUp } from '../../functions/follow-up/handler.ts'
import { createKeepDigest } from '../../functions/keep-digest/handler.ts'
import { createNotifyTeam } from '../../functions/notify-team/handler.ts'
import { createPublicInfo } from '../../functions/public-info/handler.ts'
import { createRouteReport } from '../../functions/route-report/handler.ts'
import { createWatchDeadlines } from '../../functions/watch-deadlines/handler.ts'
import type { LogEntry } from '../../shared/domain/log.ts'
import type { Report, ReportState } from '../../shared/domain/report.ts'
import type { HttpReply, HttpRequest, HttpWork } from '../../shared/lambda/http.ts'
import type { Delivery } from '../../shared/ports/deliveries.ts'
import { createLeakWatch, type LeakWatch } from './leaks.ts'
import { createPortsInMemory, type Memory, type Ports } from './ports.ts'
import { type Requested, requestOf } from './requests.ts'

/** What a call is made with; `ports` take the place of the harbour's own. */
export interface Calling extends Requested {
  readonly ports?: Partial<Ports> | undefined
}

/** Names a report of a harbour. */
export interface Named {
  readonly reportId: string
}

/**
 * Creates every function over ports in memory, at a clock that the test moves. When the test ends, it fails if anything
 * that was typed stands in a log line, a queue message, an alert, a reply to somebody else, an error, a digest or what
 * is stored in clear.
 */
export const createHarbourInMemory = () => {
  const memory = createPortsInMemory()
  const leaks = createLeakWatch()
  onTestFinished(() => leaks.expectNoLeak(placesOf(memory)))

  const { reports } = memory
  const portsWith = (replaced: Partial<Ports> = {}): Ports => ({ ...memory.ports, ...replaced })
  const http = createHttpCaller(leaks)
  const noted = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work()
    } catch (error) {
      leaks.noteError(error)
      throw error
    }
  }

  const route = (reportId: string, ports?: Partial<Ports>) => noted(() => createRouteReport(portsWith(ports))(reportId))
  /** Runs notify-team on one batch. @throws Error when a report of it failed, whose message would come again */
  const notify = (reportIds: string | readonly string[], ports?: Partial<Ports>): Promise<void> =>
    noted(async () => {
      const failed = await createNotifyTeam(portsWith(ports))([reportIds].flat())
      if (failed.size > 0) throw new Error(`${failed.size} reports of a batch failed`)
    })
  const deliverTo = (delivery: Delivery, ports?: Partial<Ports>) =>
    noted(() => createDeliver(portsWith(ports))(delivery))
  const watch = (ports?: Partial<Ports>) => noted(createWatchDeadlines(portsWith(ports)))
  const queues = createDeliveries(memory, { route, notify, deliverTo })

  return {
    ...memory,
    ...queues,
    route,
    notify,
    deliverTo,
    watch,
    /** Sends a report, under a new key if none is given. */
    post: (
      body: unknown,
      { ports, prefer, tag, key = randomUUID() }: Pick<Calling, 'key' | 'tag' | 'ports' | 'prefer'> = {},
    ): Promise<HttpReply> => http(createAcceptReport(portsWith(ports)), requestOf({ body, key, prefer, tag }), 'code'),
    /** Calls accept-report with a request of the test's own. */
    accept: (request: HttpRequest): Promise<HttpReply> => http(createAcceptReport(portsWith()), request, 'code'),
    /** Calls duty-api on a report, if the call is of one. */
    duty: (call: string, reportId: string, { ports, ...requested }: Calling): Promise<HttpReply> =>
      http(
        workOf(createDutyApi(portsWith(ports)), call),
        requestOf({ path: { reportId }, ...requested }),
        call.endsWith('/opening') ? 'text' : 'nothing',
      ),
    /** Calls follow-up: `status`, `additions` or `withdrawal`. */
    followUp: (what: string, reference: string, { ports, ...requested }: Calling): Promise<HttpReply> =>
      http(
        workOf(createFollowUp(portsWith(ports)), `POST /reports/{reference}/${what}`),
        requestOf({ path: { reference }, ...requested }),
        'nothing',
      ),
    /** Calls public-info. */
    ask: (call: string, { ports, ...requested }: Calling = {}): Promise<HttpReply> =>
      http(workOf(createPublicInfo(portsWith(ports)), call), requestOf(requested), 'nothing'),
    keepDigest: (ports?: Partial<Ports>) => noted(createKeepDigest(portsWith(ports))),
    /** Moves the clock on. */
    advance: (minutes: number) => {
      memory.clock.at = new Date(memory.clock.at.getTime() + minutes * 60_000)
    },
    reportOf: (reportId: string): Report => {
      const report = reports.kept.get(reportId)?.report
      if (report === undefined) throw new Error('the harbour has no such report')
      return report
    },
    stateOf: ({ reportId }: Named): ReportState | undefined => reports.kept.get(reportId)?.report.state,
    /** The entries of its log, oldest first. */
    logOf: ({ reportId }: Named): readonly LogEntry[] => reports.kept.get(reportId)?.log ?? [],
    /**
     * Puts another report in the place of a stored one, past every rule: for states that take a hundred calls to reach.
     */
    replace: (report: Report): void => {
      Object.assign(reports.kept.get(report.reportId) ?? {}, { report })
    },
  }
}

/** Every function over ports in memory. */
export type HarbourInMemory = ReturnType<typeof createHarbourInMemory>

const workOf = (works: Readonly<Record<string, HttpWork>>, call: string): HttpWork | undefined => works[call]

const placesOf = ({
  lines,
  routingQueue,
  deskQueues,
  deliveries,
  channels,
  alertDigests,
  digests,
  reports,
}: Memory) => ({
  'a log line': lines,
  'a message of the routing queue': routingQueue.sent,
  'a message of a desk queue': deskQueues.sent,
  'a delivery': deliveries.sent,
  'a message to a contact': channels.sent,
  'an alert digest': [...alertDigests.kept.values()],
  'a digest': [...digests.kept.values()],
  'what is stored in clear': [...reports.kept.values()],
  'a sealed text': [...reports.texts.values()].map(({ body }) => body),
})

const createHttpCaller =
  (leaks: LeakWatch) =>
  async (work: HttpWork | undefined, request: HttpRequest, shows: 'nothing' | 'text' | 'code'): Promise<HttpReply> => {
    if (work === undefined) throw new Error('no function has this call')
    leaks.noteRequest(request)
    try {
      const reply = await work(request)
      leaks.noteReply(reply, reply.status < 300 ? shows : 'nothing')
      return reply
    } catch (error) {
      leaks.noteError(error)
      throw error
    }
  }

interface Consumers {
  readonly route: (reportId: string) => Promise<void>
  readonly notify: (reportId: string) => Promise<void>
  readonly deliverTo: (delivery: Delivery) => Promise<void>
}

/** Delivers the messages of every queue as SQS would, to the function that each is for. */
const createDeliveries = (
  { routingQueue, deskQueues, deliveries }: Memory,
  { route, notify, deliverTo }: Consumers,
) => {
  const delivered = { routing: 0, desks: 0, deliveries: 0 }
  const deliver = async (): Promise<void> => {
    const routing = routingQueue.sent.slice(delivered.routing)
    const desks = deskQueues.sent.slice(delivered.desks)
    const sent = deliveries.sent.slice(delivered.deliveries)
    if (routing.length + desks.length + sent.length === 0) return
    loseMessages()
    for (const reportId of routing) await route(reportId)
    for (const [, reportId] of desks) await notify(reportId)
    for (const { delivery } of sent) await deliverTo(delivery)
    await deliver()
  }
  /** Loses every message that was not delivered yet. */
  const loseMessages = () => {
    delivered.routing = routingQueue.sent.length
    delivered.desks = deskQueues.sent.length
    delivered.deliveries = deliveries.sent.length
  }
  return { deliver, loseMessages }
}

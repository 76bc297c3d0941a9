import { createAcceptReport } from '../../functions/accept-report/handler.ts'
import { createDeliver } from '../../functions/deliver/handler.ts'
import { createDutyApi } from '../../functions/duty-api/handler.ts'
import { createFollowUp } from '../../functions/follow-up/handler.ts'
import { createNotifyTeam } from '../../functions/notify-team/handler.ts'
import { createRouteReport } from '../../functions/route-report/handler.ts'
import { createStartDrill } from '../../functions/start-drill/handler.ts'
import { createWatchDeadlines } from '../../functions/watch-deadlines/handler.ts'
import type { DrillOrder } from '../../shared/contract/drill-order.ts'
import type { Desk } from '../../shared/domain/desk.ts'
import { policy } from '../../shared/domain/policy.ts'
import type { HttpReply, HttpWork } from '../../shared/lambda/http.ts'
import type { Delivery } from '../../shared/ports/deliveries.ts'
import { requestOf } from '../kit/requests.ts'
import { createInvocation, type Invocation } from './faults.ts'
import { createOutside } from './outside.ts'
import { createPorts, type FunctionName } from './ports.ts'
import type { Fault, Schedule } from './schedule.ts'

/** How an invocation ended, and what went wrong in it. */
export interface Invoked<Result> {
  readonly failed: boolean
  readonly result?: Result
  readonly met: Invocation['met']
}

/** What goes wrong in an invocation: a fault of its own, and a due index that is behind. */
interface Hindered {
  readonly fault?: Fault | undefined
  readonly staleBy?: number
}

/** Creates the world of one run: every function, over an outside that they share. */
export const createWorld = ({ seed, skewSeconds }: Pick<Schedule, 'seed' | 'skewSeconds'>) => {
  const outside = createOutside({ seed })

  /**
   * Runs one invocation. What it throws is returned as failed; an error that no fault explains is a bug, and thrown on.
   */
  const invoke = async <Result>(
    name: FunctionName,
    { fault, staleBy = 0 }: Hindered,
    work: (ports: ReturnType<typeof createPorts>) => Promise<Result>,
  ): Promise<Invoked<Result>> => {
    const invocation = createInvocation(fault)
    try {
      const ports = createPorts(outside, { name, invocation, staleBy, skewSeconds: skewSeconds[name] ?? 0 })
      const result = await work(ports)
      return invocation.isDead ? { failed: true, met: invocation.met } : { failed: false, result, met: invocation.met }
    } catch (error) {
      if (invocation.met === undefined) throw error
      return { failed: true, met: invocation.met }
    }
  }

  return {
    ...outside,
    post: (body: unknown, { key, tag }: Keyed, fault?: Fault) =>
      invoke('accept', { fault }, (ports) => createAcceptReport(ports)(requestOf({ body, key, tag }))),
    route: (reportId: string, fault?: Fault) =>
      invoke('route', { fault }, (ports) => createRouteReport(ports)(reportId)),
    /** Returns the reports whose messages come again: all of them when the function itself failed. */
    notify: async (reportIds: readonly string[], fault?: Fault) => {
      const { result, met } = await invoke('notify', { fault }, (ports) =>
        createNotifyTeam(ports)([...new Set(reportIds)]),
      )
      return { failed: result ?? new Set(reportIds), met }
    },
    deliver: (delivery: Delivery, fault?: Fault) => {
      const isLastTry = delivery.tried >= policy.deliveryRetrySeconds.length
      if (delivery.kind === 'engine-event' && isLastTry) outside.unsaid.add(delivery.reportId)
      return invoke('deliver', { fault }, (ports) => createDeliver(ports)(delivery))
    },
    watch: (staleBy: number, fault?: Fault) =>
      invoke('watch', { fault, staleBy }, (ports) => createWatchDeadlines(ports)()),
    officer: (served: readonly Desk[], call: OfficerCall, fault?: Fault) =>
      invoke('duty', { fault }, async (ports): Promise<HttpReply | undefined> => {
        const calls: Readonly<Record<string, HttpWork>> = createDutyApi(ports)
        const work = calls[`POST /duty/reports/{reportId}/${call.what}`]
        return work?.(
          requestOf({ token: `officer@${served.join('+')}`, path: { reportId: call.reportId }, body: call.body }),
        )
      }).then((invoked) => {
        if (invoked.met !== undefined) outside.unsaid.add(call.reportId)
        return invoked
      }),
    startDrill: (order: DrillOrder, fault?: Fault) =>
      invoke('drill', { fault }, (ports) => createStartDrill(ports)(order)),
    reporter: ({ reportId, what, body, key }: ReporterCall, fault?: Fault) =>
      invoke('follow-up', { fault }, async (ports): Promise<HttpReply | undefined> => {
        const calls: Readonly<Record<string, HttpWork>> = createFollowUp(ports)
        const work = calls[`POST /reports/{reference}/${what}`]
        return work?.(requestOf({ path: { reference: reportId }, body, key }))
      }),
  }
}

/** What a report is sent under. */
interface Keyed {
  /** The Idempotency-Key. */
  readonly key: string
  /** The tag of a canary, right or wrong. */
  readonly tag: string | undefined
}

/** A call of an officer on a report. */
interface OfficerCall {
  readonly reportId: string
  readonly what: string
  readonly body: unknown
}

/** A call of a reporter on their report. */
interface ReporterCall extends OfficerCall {
  /** The Idempotency-Key. */
  readonly key: string
}

/** The world of one run. */
export type World = ReturnType<typeof createWorld>

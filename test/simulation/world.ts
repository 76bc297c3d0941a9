import { createAcceptReport } from '../../functions/accept-report/handler.ts'
import { createDutyApi } from '../../functions/duty-api/handler.ts'
import { createFollowUp } from '../../functions/follow-up/handler.ts'
import { createNotifyTeam } from '../../functions/notify-team/handler.ts'
import { createRouteReport } from '../../functions/route-report/handler.ts'
import { createWatchDeadlines } from '../../functions/watch-deadlines/handler.ts'
import { createReporterCredentials, sha256 } from '../../shared/adapters/reporter-credentials.ts'
import { type Desk, isDesk } from '../../shared/domain/desk.ts'
import type { Audience } from '../../shared/domain/ladder.ts'
import type { Edge } from '../../shared/domain/lifecycle.ts'
import type { HttpReply } from '../../shared/lambda/http.ts'
import { createLog } from '../../shared/lambda/log.ts'
import type { DeskReader } from '../../shared/ports/desk-reader.ts'
import type { DueReport } from '../../shared/ports/report-store.ts'
import { createFakeDeskReader } from '../fakes/desk-reader.ts'
import { createFakeDeskReports } from '../fakes/desk-reports.ts'
import { createFakeEnvelopeKey } from '../fakes/envelope-key.ts'
import { createFakeFollowUpCodes } from '../fakes/follow-up-codes.ts'
import { createFakeLogs } from '../fakes/report-logs.ts'
import { createFakeReports } from '../fakes/report-store.ts'
import { createFakeTexts } from '../fakes/sealed-texts.ts'
import { requestOf } from '../kit/requests.ts'
import { createInvocation, type Invocation, withFaults } from './faults.ts'
import { createSimulatedQueue } from './queue.ts'
import type { Fault, Happening, Schedule } from './schedule.ts'

/** A function that runs once, with a fault of its own, at a clock that is off by its own skew. */
type FunctionName = 'accept' | 'route' | 'notify' | 'watch' | 'duty' | 'follow-up'

/** A publication as SNS took it. */
export interface Published extends Audience {
  readonly reportId: string
  readonly rung: number
  readonly kind: string
  /** The `seq` of the report that it was decided on. */
  readonly seq: number
}

/** A change as it was stored: an edge of the life cycle, and who made it. */
export interface StoredChange extends Omit<Edge, 'by'> {
  readonly who: string
}

/** How an invocation ended, and what went wrong in it. */
export interface Invoked<Result> {
  readonly failed: boolean
  readonly result?: Result
  readonly met: Invocation['met']
}

type Service = Extract<Happening, { kind: 'outage' }>['of']

const start = Date.parse('2026-11-24T12:00:00.000Z')

/** Later than any due time. */
const endOfTime = new Date('9999-12-31T00:00:00.000Z')

/** Who is on duty everywhere: `officer@desk`. */
const tokens = {
  verify: async (token: string) => {
    const desk = token.split('@')[1]
    return isDesk(desk) ? { subject: `officer-${desk}`, desks: [desk] } : undefined
  },
}

/** Everything outside the functions: stores, key, queues, topics, the true time, and which service is down until when. */
export const createWorld = ({ seed, skewSeconds }: Pick<Schedule, 'seed' | 'skewSeconds'>) => {
  const clock = { ms: start }
  const downUntil = new Map<Service, number>()
  const isDown = (service: Service) => () => (downUntil.get(service) ?? 0) > clock.ms
  const reports = createFakeReports()
  const texts = createFakeTexts(reports)
  const key = createFakeEnvelopeKey()
  const routing = createSimulatedQueue<string>()
  const desks = createSimulatedQueue<string>()
  const published: Published[] = []
  const lines: string[] = []
  const opened = new Set<string>()
  const deadlines = new Map<string, { readonly phase: number; readonly actBy: string | undefined }>()
  const heldTexts = new Map<string, ReadonlySet<string>>()
  const stored: StoredChange[] = []
  const dueSeen: Array<readonly DueReport[]> = []
  const ids = { next: 0 }
  const newTextId = () => {
    ids.next += 1
    return `PART${seed}N${ids.next}`
  }

  const findDue = async (now: Date, limit: number, staleBy: number) => {
    const all = await reports.findDue(endOfTime, 1000)
    dueSeen.push(all)
    const seen = dueSeen[Math.max(0, dueSeen.length - 1 - staleBy)] ?? []
    return seen.filter(({ dueAt }) => dueAt <= now.toISOString()).slice(0, limit)
  }

  /** Sessions that note which texts were opened: `reportId/label`. */
  const noting = (): DeskReader => {
    const reader = createFakeDeskReader(key)
    return {
      begin: async (desk, officer) => {
        const session = await reader.begin(desk, officer)
        const open: typeof session.open = async (binding, wrappedKey, sealed) => {
          const text = await session.open(binding, wrappedKey, sealed)
          opened.add(`${binding.reportId}/${binding.label}`)
          return text
        }
        return { ...session, open }
      },
    }
  }

  const portsFor = (name: FunctionName, invocation: Invocation, staleBy = 0) => {
    const now = () => new Date(clock.ms + (skewSeconds[name] ?? 0) * 1000)
    const read = { seq: 0 }
    const findAndNote: typeof reports.find = async (reportId) => {
      const report = await reports.find(reportId)
      read.seq = report?.seq ?? 0
      return report
    }
    const faulty = <Port extends object>(port: Port, service: Service): Port =>
      withFaults(port, invocation, isDown(service))
    const accept: typeof reports.accept = async (report) => {
      const outcome = await reports.accept(report)
      if (outcome === 'created')
        stored.push({ change: report.entry.what, who: report.entry.who, from: 'nothing', to: report.report.state })
      return outcome
    }
    const update: typeof reports.update = async (current, change) => {
      const from = reports.kept.get(current.reportId)?.report.state ?? 'nothing'
      const outcome = await reports.update(current, change)
      const isRepeat = from === change.next.state && change.erases !== undefined
      if (outcome === 'stored' && !isRepeat) {
        stored.push({ change: change.entry.what, who: change.entry.who, from, to: change.next.state })
      }
      return outcome
    }
    return {
      now,
      elapsedMs: () => 0,
      log: createLog(name, now, (line) => lines.push(line)),
      tokens,
      sha256,
      newTextId,
      credentials: createReporterCredentials(),
      consoleUrl: 'https://console.example.org/',
      reports: faulty({ ...reports, find: findAndNote, accept, update }, 'dynamodb'),
      due: faulty({ findDue: (at: Date, limit: number) => findDue(at, limit, staleBy) }, 'dynamodb'),
      texts: faulty(texts, 'dynamodb'),
      logs: faulty(createFakeLogs(reports), 'dynamodb'),
      deskReports: faulty(createFakeDeskReports(reports), 'dynamodb'),
      codes: faulty(createFakeFollowUpCodes(reports, now), 'dynamodb'),
      sealer: faulty({ seal: key.seal }, 'kms'),
      envelope: faulty({ readdress: key.readdress }, 'kms'),
      reader: faulty(noting(), 'kms'),
      routingQueue: faulty({ send: async (id: string) => routing.add(id) }, 'sqs'),
      deskQueues: faulty({ send: async (_desk: Desk, id: string) => desks.add(id) }, 'sqs'),
      topics: faulty(
        {
          publish: async (
            audience: Audience,
            { reportId, rung, kind }: { reportId: string; rung: number; kind: string },
          ) => void published.push({ ...audience, reportId, rung, kind, seq: read.seq }),
        },
        'sns',
      ),
    }
  }

  /** Runs one invocation. What it throws is given back as failed; an error that no fault explains is thrown on: it is a bug. */
  const invoke = async <Result>(
    name: FunctionName,
    fault: Fault | undefined,
    work: (ports: ReturnType<typeof portsFor>) => Promise<Result>,
    staleBy = 0,
  ): Promise<Invoked<Result>> => {
    const invocation = createInvocation(fault)
    try {
      const result = await work(portsFor(name, invocation, staleBy))
      return invocation.isDead ? { failed: true, met: invocation.met } : { failed: false, result, met: invocation.met }
    } catch (error) {
      if (invocation.met === undefined) throw error
      return { failed: true, met: invocation.met }
    }
  }

  return {
    clock,
    reports,
    key,
    routing,
    desks,
    published,
    lines,
    /** Every text that an officer's session opened: `reportId/label`. */
    opened,
    /** By when each report must be acted on, as it was when it was last looked at. */
    deadlines,
    /** The ids of every sealed text that a report ever held the key of. */
    heldTexts,
    /** Every change that was stored, oldest first. */
    stored,
    takeDown: (service: Service, minutes: number) => downUntil.set(service, clock.ms + minutes * 60_000),
    mend: () => downUntil.clear(),
    post: (body: unknown, idempotencyKey: string, fault?: Fault) =>
      invoke('accept', fault, (ports) => createAcceptReport(ports)(requestOf({ body, key: idempotencyKey }))),
    route: (reportId: string, fault?: Fault) => invoke('route', fault, (ports) => createRouteReport(ports)(reportId)),
    notify: (reportId: string, fault?: Fault) => invoke('notify', fault, (ports) => createNotifyTeam(ports)(reportId)),
    watch: (staleBy: number, fault?: Fault) =>
      invoke('watch', fault, (ports) => createWatchDeadlines(ports)(), staleBy),
    officer: (desk: Desk, reportId: string, what: string, body: unknown, fault?: Fault) =>
      invoke('duty', fault, async (ports): Promise<HttpReply | undefined> => {
        const work = createDutyApi(ports)[`POST /duty/reports/{reportId}/${what}`]
        return work?.(requestOf({ token: `officer@${desk}`, path: { reportId }, body }))
      }),
    reporter: (reportId: string, what: string, body: unknown, key: string, fault?: Fault) =>
      invoke('follow-up', fault, async (ports): Promise<HttpReply | undefined> => {
        const work = createFollowUp(ports)[`POST /reports/{reference}/${what}`]
        return work?.(requestOf({ path: { reference: reportId }, body, key }))
      }),
  }
}

/** The world of one run. */
export type World = ReturnType<typeof createWorld>

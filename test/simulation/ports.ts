import { createReporterCredentials, sha256 } from '../../shared/adapters/reporter-credentials.ts'
import { type Desk, isDesk } from '../../shared/domain/desk.ts'
import type { Audience } from '../../shared/domain/ladder.ts'
import { createLog } from '../../shared/lambda/log.ts'
import type { DeskReader } from '../../shared/ports/desk-reader.ts'
import type { ReportAcceptance, ReportStore } from '../../shared/ports/report-store.ts'
import { createFakeContacts } from '../fakes/contacts.ts'
import { createFakeDeskReader } from '../fakes/desk-reader.ts'
import { createFakeDeskReports } from '../fakes/desk-reports.ts'
import { createFakeFollowUpCodes } from '../fakes/follow-up-codes.ts'
import { createFakeLogs } from '../fakes/report-logs.ts'
import { type Invocation, withFaults } from './faults.ts'
import type { Outside, Service } from './outside.ts'

/** A function that runs once, with a fault of its own, at a clock that is off by its own skew. */
export type FunctionName = 'accept' | 'route' | 'notify' | 'watch' | 'duty' | 'follow-up'

/** What one invocation of a function runs with. */
interface Invoking {
  readonly name: FunctionName
  readonly invocation: Invocation
  readonly skewSeconds: number
  /** By how many passes the due index is behind. */
  readonly staleBy: number
}

/** Who is on duty everywhere: `officer@desk`. */
const tokens = {
  verify: async (token: string) => {
    const desk = token.split('@')[1]
    return isDesk(desk) ? { subject: `officer-${desk}`, desks: [desk], isOperator: false } : undefined
  },
}

/** Sessions that note which texts were opened: `reportId/label`. */
const createNotingReader = ({ key, opened }: Outside): DeskReader => {
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

/** The report store, noting each change that it stores, and which `seq` was read last. */
const createNotingReports = ({ reports, stored }: Outside, read: { seq: number }): ReportAcceptance & ReportStore => ({
  find: async (reportId) => {
    const report = await reports.find(reportId)
    read.seq = report?.seq ?? 0
    return report
  },
  accept: async (report) => {
    const outcome = await reports.accept(report)
    const { what, who } = report.entry
    if (outcome === 'created') stored.push({ change: what, who, from: 'nothing', to: report.report.state })
    return outcome
  },
  update: async (current, change) => {
    const newest = () => reports.kept.get(current.reportId)?.report
    const before = newest()
    const from = before?.state ?? 'nothing'
    const outcome = await reports.update(current, change)
    const { what, who } = change.entry
    if (outcome === 'stored' && newest()?.seq !== before?.seq)
      stored.push({ change: what, who, from, to: change.next.state })
    return outcome
  },
})

/** Creates the ports of one invocation: those of the outside, whose calls may fail. */
export const createPorts = (outside: Outside, { name, invocation, skewSeconds, staleBy }: Invoking) => {
  const { clock, reports, texts, key, routing, desks, published, lines, newTextId, findDue, isDown } = outside
  const now = () => new Date(clock.ms + skewSeconds * 1000)
  const read = { seq: 0 }
  const faulty = <Port extends object>(port: Port, service: Service): Port =>
    withFaults(port, invocation, () => isDown(service))
  const publish = async (
    audience: Audience,
    { reportId, rung, kind }: { readonly reportId: string; readonly rung: number; readonly kind: string },
  ) => void published.push({ ...audience, reportId, rung, kind, seq: read.seq })
  return {
    now,
    elapsedMs: () => 0,
    log: createLog(name, now, (line) => lines.push(line)),
    tokens,
    sha256,
    newTextId,
    credentials: createReporterCredentials(),
    consoleUrl: 'https://console.example.org/',
    reports: faulty(createNotingReports(outside, read), 'dynamodb'),
    due: faulty({ findDue: (at: Date, limit: number) => findDue(at, limit, staleBy) }, 'dynamodb'),
    texts: faulty(texts, 'dynamodb'),
    logs: faulty(createFakeLogs(reports), 'dynamodb'),
    deskReports: faulty(createFakeDeskReports(reports), 'dynamodb'),
    codes: faulty(createFakeFollowUpCodes(reports, now), 'dynamodb'),
    sealer: faulty({ seal: key.seal }, 'kms'),
    envelope: faulty({ readdress: key.readdress }, 'kms'),
    reader: faulty(createNotingReader(outside), 'kms'),
    routingQueue: faulty({ send: async (id: string) => routing.add(id) }, 'sqs'),
    deskQueues: faulty({ send: async (_desk: Desk, id: string) => desks.add(id) }, 'sqs'),
    topics: faulty({ publish }, 'sns'),
    contacts: createFakeContacts(now),
    watcher: { ping: async () => undefined },
  }
}

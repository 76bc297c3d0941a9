import { createReporterCredentials, sha256 } from '../../shared/adapters/reporter-credentials.ts'
import { isDesk, type ReportDesk } from '../../shared/domain/desk.ts'
import type { Digest } from '../../shared/domain/digest.ts'
import type { Report } from '../../shared/domain/report.ts'
import { createLog } from '../../shared/lambda/log.ts'
import type { Delivery } from '../../shared/ports/deliveries.ts'
import type { DeskReader } from '../../shared/ports/desk-reader.ts'
import type { Drills } from '../../shared/ports/drills.ts'
import type { ReportAcceptance, ReportStore } from '../../shared/ports/report-store.ts'
import { createFakeDeskReader } from '../fakes/desk-reader.ts'
import { createFakeDeskReports } from '../fakes/desk-reports.ts'
import { createFakeFollowUpCodes } from '../fakes/follow-up-codes.ts'
import { createFakeLogs } from '../fakes/report-logs.ts'
import { createChannels } from './channels.ts'
import { engineKeyOf } from './engines.ts'
import { type Invocation, withFaults } from './faults.ts'
import type { Digested, Outside, Service } from './outside.ts'

/** A function that runs once, with a fault of its own, at a clock that is off by its own skew. */
export type FunctionName = 'accept' | 'route' | 'notify' | 'deliver' | 'watch' | 'duty' | 'follow-up' | 'drill'

/** What one invocation of a function runs with. */
interface Invoking {
  readonly name: FunctionName
  readonly invocation: Invocation
  readonly skewSeconds: number
  /** By how many passes the due index is behind. */
  readonly staleBy: number
}

/** Who is on duty everywhere: `officer@desk`, or `officer@desk+desk` for an officer of two. */
const tokens = {
  verify: async (token: string) => {
    const named = token.split('@')[1] ?? ''
    const desks = named.split('+').filter(isDesk)
    return desks.length > 0 ? { subject: `officer-${named}`, desks, supervises: [], isOperator: false } : undefined
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

/** The report store, noting each change that it stores, and how it was read last. */
const createNotingReports = (
  { reports, stored, shelved }: Outside,
  read: Map<string, Report>,
): ReportAcceptance & ReportStore => ({
  ...reports,
  keepShelf: async (reportId, copy) => {
    shelved.set(`${reportId}/${copy.shelf.filledSeq}`, Object.keys(copy.supplements))
    await reports.keepShelf(reportId, copy)
  },
  find: async (reportId) => {
    const report = await reports.find(reportId)
    if (report !== undefined) read.set(reportId, report)
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

/** The store of drills, noting each one that begins. */
const createNotingDrills = ({ drills, stored }: Outside): Drills => ({
  newestOf: drills.newestOf,
  start: async (drill) => {
    const outcome = await drills.start(drill)
    const { what, who } = drill.entry
    if (outcome === 'started') stored.push({ change: what, who, from: 'nothing', to: drill.report.state })
    return outcome
  },
})

/** The alert of a report as it was read: what a digest is decided on. */
const digestedOf = (report: Report | undefined): readonly Digested[] => {
  if (report === undefined || !('alerting' in report)) return []
  const { reportId, seq, alerting } = report
  return [{ reportId, seq, rung: alerting.rung, kind: alerting.kind }]
}

/** Creates the ports of one invocation: those of the outside, whose calls may fail. */
export const createPorts = (outside: Outside, { name, invocation, skewSeconds, staleBy }: Invoking) => {
  const { clock, closings, reports, texts, key, routing, desks, lines, newTextId, findDue, isDown } = outside
  /** How long the invocation has waited, milliseconds: no other sees it. */
  const waited = { ms: 0 }
  const now = () => new Date(clock.ms + waited.ms + skewSeconds * 1000)
  const read = new Map<string, Report>()
  const faulty = <Port extends object>(port: Port, service: Service): Port =>
    withFaults(port, invocation, () => isDown(service))
  const keepDigest = async (digest: Digest) => {
    await outside.alertDigests.put(digest)
    const alerts = digest.reportIds.flatMap((reportId) => digestedOf(read.get(reportId)))
    const { audience, contactIds } = digest
    outside.made.set(digest.digestId, { audience, contactIds, alerts, madeMs: clock.ms })
  }
  // The table holds pseudonyms of addresses, which KMS makes.
  const pseudonyms = faulty(
    { of: async (use: string, text: string) => (use === 'report' ? engineKeyOf(text) : `pseudonym of ${text}`) },
    'kms',
  )
  const reserve = async (address: string, at: Date) =>
    outside.turns.reserve(await pseudonyms.of('address', address), at)
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
    closings: faulty(closings, 'dynamodb'),
    drills: faulty(createNotingDrills(outside), 'dynamodb'),
    drillIdOf: outside.drills.idOf,
    deskReports: faulty(createFakeDeskReports(reports), 'dynamodb'),
    codes: faulty(createFakeFollowUpCodes(reports), 'dynamodb'),
    sealer: faulty({ seal: key.seal }, 'kms'),
    envelope: faulty({ readdress: key.readdress }, 'kms'),
    reader: faulty(createNotingReader(outside), 'kms'),
    routingQueue: faulty({ send: async (id: string) => routing.add(id) }, 'sqs'),
    deskQueues: faulty(
      { send: async (_desk: ReportDesk, report: { readonly reportId: string }) => desks.add(report.reportId) },
      'sqs',
    ),
    canaryTags: faulty({ isOf: outside.canaryTags.isOf }, 'kms'),
    contacts: faulty(outside.contacts, 'dynamodb'),
    alertDigests: faulty({ ...outside.alertDigests, put: keepDigest }, 'dynamodb'),
    turns: faulty({ reserve }, 'dynamodb'),
    pseudonyms,
    deliveries: faulty(
      {
        send: async (sent: readonly Delivery[], delaySeconds = 0) => {
          for (const delivery of sent) outside.deliveries.add(delivery, delaySeconds)
        },
      },
      'sqs',
    ),
    channels: createChannels(outside, { now, faulty }),
    wait: async (ms: number) => {
      waited.ms += ms
    },
    newDigestId: () => `digest-${outside.made.size + 1}-${outside.newTextId()}`,
    watcher: { ping: async () => undefined },
  }
}

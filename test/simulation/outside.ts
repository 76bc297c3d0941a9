import { withSink } from '../../shared/adapters/canary-sink.ts'
import type { AlertAudience, Contact } from '../../shared/domain/contact.ts'
import type { Edge } from '../../shared/domain/lifecycle.ts'
import type { Delivery } from '../../shared/ports/deliveries.ts'
import type { DueReport } from '../../shared/ports/report-store.ts'
import { createFakeCanaryTags } from '../fakes/canary-tags.ts'
import { createFakeClosings } from '../fakes/closings.ts'
import { createFakeContacts } from '../fakes/contacts.ts'
import { createFakeAlertDigests, createFakeTurns } from '../fakes/deliveries.ts'
import { createFakeDrills } from '../fakes/drills.ts'
import { createFakeEnvelopeKey } from '../fakes/envelope-key.ts'
import { createFakeReports } from '../fakes/report-store.ts'
import { createFakeTexts } from '../fakes/sealed-texts.ts'
import { oneContactEach } from '../kit/contacts.ts'
import { createEngines, engineBeside } from './engines.ts'
import { createSimulatedQueue } from './queue.ts'
import type { Happening, Schedule } from './schedule.ts'

/** An alert as a digest has it. */
export interface Digested {
  readonly reportId: string
  readonly rung: number
  readonly kind: string
  /** The `seq` of the report that it was decided on. */
  readonly seq: number
}

/** A digest as it was kept: for whom, and what it is about. */
export interface MadeDigest {
  readonly audience: AlertAudience
  readonly contactIds: readonly string[]
  readonly alerts: readonly Digested[]
  /** True time, milliseconds since 1970. */
  readonly madeMs: number
}

/** An alert of a digest that a channel accepted for a contact. */
export interface Published extends Digested {
  readonly desk: AlertAudience['desk']
  readonly recipients: AlertAudience['recipients']
  readonly digestId: string
  /** Which message it came in: the digest, or for an engine one report of it. */
  readonly messageId: string
  readonly contactId: string
  readonly address: string
  /** By the clock of deliver, milliseconds since 1970. */
  readonly atMs: number
}

/** Three contacts for every audience, by three channels, so that one channel may be down alone. */
const contacts: readonly Contact[] = oneContactEach.flatMap((contact) => [
  contact,
  { ...contact, contactId: `${contact.contactId}-sms`, channel: 'sms', address: `sms of ${contact.contactId}` },
  engineBeside(contact),
])

/** A change as it was stored: an edge of the life cycle, and who made it. */
export interface StoredChange extends Omit<Edge, 'by'> {
  readonly who: string
}

/** A service that may be down. */
export type Service = Extract<Happening, { kind: 'outage' }>['of']

const start = Date.parse('2026-11-24T12:00:00.000Z')

/** Later than any due time. */
const endOfTime = new Date('9999-12-31T00:00:00.000Z')

/**
 * Everything outside the functions: stores, key, queues, contacts, the true time, and which service is down until when.
 */
export const createOutside = ({ seed }: Pick<Schedule, 'seed'>) => {
  const clock = { ms: start }
  const downUntil = new Map<Service, number>()
  const reports = createFakeReports()
  const dueSeen: Array<readonly DueReport[]> = []
  const ids = { next: 0 }
  return {
    clock,
    reports,
    texts: createFakeTexts(reports),
    drills: createFakeDrills(reports),
    closings: createFakeClosings(),
    key: createFakeEnvelopeKey(),
    routing: createSimulatedQueue<string>(),
    desks: createSimulatedQueue<string>(),
    deliveries: createSimulatedQueue<Delivery>({ nowMs: () => clock.ms, maxReceiveCount: 50, hiddenSeconds: 90 }),
    contacts: withSink(createFakeContacts(() => new Date(clock.ms), contacts)),
    engines: createEngines(),
    /** The reports of which an engine may not have heard that an officer has them. */
    unsaid: new Set<string>(),
    canaryTags: createFakeCanaryTags(),
    alertDigests: createFakeAlertDigests(reports),
    turns: createFakeTurns(),
    /** Every digest that was kept, by its id. */
    made: new Map<string, MadeDigest>(),
    published: [] as Published[],
    /** The ids of the contacts that a channel refused for good. */
    refused: new Set<string>(),
    lines: [] as string[],
    /** Every text that an officer's session opened: `reportId/label`. */
    opened: new Set<string>(),
    /** By when each report must be acted on, as it was when it was last looked at. */
    deadlines: new Map<string, { readonly phase: number; readonly actBy: string | undefined }>(),
    /** The ids of every sealed text that a report ever held the key of. */
    heldTexts: new Map<string, ReadonlySet<string>>(),
    /** The ids of the supplements of each shelf: `reportId/` and the `seq` at which it was filled. */
    shelved: new Map<string, readonly string[]>(),
    /** The name of every copy of a shelf that a report ever held. */
    heldCopies: new Set<string>(),
    /** Every change that was stored, oldest first. */
    stored: [] as StoredChange[],
    newTextId: () => {
      ids.next += 1
      return `PART${seed}N${ids.next}`
    },
    /** Finds what is due in an index that is so many passes behind. */
    findDue: async (now: Date, limit: number, staleBy: number): Promise<readonly DueReport[]> => {
      const all = await reports.findDue(endOfTime, 1000)
      dueSeen.push(all)
      const seen = dueSeen[Math.max(0, dueSeen.length - 1 - staleBy)] ?? []
      return seen.filter(({ dueAt }) => dueAt <= now.toISOString()).slice(0, limit)
    },
    isDown: (service: Service) => (downUntil.get(service) ?? 0) > clock.ms,
    takeDown: (service: Service, minutes: number) => downUntil.set(service, clock.ms + minutes * 60_000),
    /** Ends every outage. */
    restore: () => downUntil.clear(),
  }
}

/** What is outside the functions of one run. */
export type Outside = ReturnType<typeof createOutside>

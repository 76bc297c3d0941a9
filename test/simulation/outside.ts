import type { Audience } from '../../shared/domain/ladder.ts'
import type { Edge } from '../../shared/domain/lifecycle.ts'
import type { DueReport } from '../../shared/ports/report-store.ts'
import { createFakeClosings } from '../fakes/closings.ts'
import { createFakeEnvelopeKey } from '../fakes/envelope-key.ts'
import { createFakeReports } from '../fakes/report-store.ts'
import { createFakeTexts } from '../fakes/sealed-texts.ts'
import { createSimulatedQueue } from './queue.ts'
import type { Happening, Schedule } from './schedule.ts'

/** A publication as SNS accepted it. */
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

/** A service that may be down. */
export type Service = Extract<Happening, { kind: 'outage' }>['of']

const start = Date.parse('2026-11-24T12:00:00.000Z')

/** Later than any due time. */
const endOfTime = new Date('9999-12-31T00:00:00.000Z')

/**
 * Everything outside the functions: stores, key, queues, topics, the true time, and which service is down until when.
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
    closings: createFakeClosings(),
    key: createFakeEnvelopeKey(),
    routing: createSimulatedQueue<string>(),
    desks: createSimulatedQueue<string>(),
    published: [] as Published[],
    lines: [] as string[],
    /** Every text that an officer's session opened: `reportId/label`. */
    opened: new Set<string>(),
    /** By when each report must be acted on, as it was when it was last looked at. */
    deadlines: new Map<string, { readonly phase: number; readonly actBy: string | undefined }>(),
    /** The ids of every sealed text that a report ever held the key of. */
    heldTexts: new Map<string, ReadonlySet<string>>(),
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

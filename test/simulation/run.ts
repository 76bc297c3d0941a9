import type { Edge } from '../../shared/domain/lifecycle.ts'
import { checkQuiet } from './engine-promises.ts'
import { happen } from './happen.ts'
import { checkAlways } from './invariants.ts'
import { Violation } from './promise.ts'
import { createReporters, type Reporter } from './reporter.ts'
import type { Schedule } from './schedule.ts'
import { checkHeard, checkSettled } from './settled-promises.ts'
import { makeReportsSmall } from './small-report.ts'
import { createWorld, type World } from './world.ts'

/** How a run ended. */
export interface Outcome {
  readonly steps: number
  /** The edges of the life cycle that were met, as `nameOfEdge` words them. */
  readonly edges: ReadonlySet<string>
  readonly faults: Readonly<Record<string, number>>
  /** The promise that was broken, or the error that no fault explains. */
  readonly violation?: string
}

const settlingPasses = 6

makeReportsSmall()

/** Longer than the tries of a delivery go on, milliseconds. */
const hourAndMore = 3 * 60 * 60_000

/** Makes each delivery when its time has come, until no more come before an instant. */
const deliverUntil = async (world: World, untilMs: number): Promise<void> => {
  for (let at = world.deliveries.nextAtMs(); at !== undefined && at <= untilMs; at = world.deliveries.nextAtMs()) {
    world.clock.ms = Math.max(world.clock.ms, at)
    await world.deliveries.deliver('once', async (delivery) => (await world.deliver(delivery)).failed)
  }
}

/** Nothing goes wrong any more: watch-deadlines passes each minute and every message is delivered. */
const settle = async (world: World, reporters: readonly Reporter[]): Promise<void> => {
  world.restore()
  for (let pass = 0; pass < settlingPasses; pass += 1) {
    world.clock.ms += 60_000
    await world.watch(0)
    while (world.routing.waiting.length > 0)
      await world.routing.deliver('once', async (id) => (await world.route(id)).failed)
    await world.desks.deliverTogether(async (ids) => (await world.notify(ids)).failed)
    await deliverUntil(world, world.clock.ms + 59_000)
    checkAlways(world, reporters)
  }
  checkSettled(world)
  await deliverUntil(world, world.clock.ms + hourAndMore)
  checkHeard(world)
  checkQuiet(world)
}

/** Words an edge of the life cycle. */
export const nameOfEdge = ({ change, from, to }: Omit<Edge, 'by'>): string => `${change}: ${from} to ${to}`

const edgesMet = ({ stored }: World): ReadonlySet<string> => new Set(stored.map(nameOfEdge))

/** Runs a schedule to its end, or to the first promise that is broken. */
export const run = async (schedule: Schedule): Promise<Outcome> => {
  const world = createWorld(schedule)
  const reporters = createReporters(schedule.seed, schedule.reporters)
  const faults: Record<string, number> = {}
  let steps = 0
  try {
    for (const { minutes, events } of schedule.moments) {
      world.clock.ms += minutes * 60_000
      const met = await Promise.all(
        events.map((event) => happen(world, reporters, { ...event, isAlone: events.length === 1 })),
      )
      for (const kind of met) if (kind !== undefined) faults[kind] = (faults[kind] ?? 0) + 1
      steps += events.length
      checkAlways(world, reporters)
    }
    await settle(world, reporters)
    return { steps, faults, edges: edgesMet(world) }
  } catch (error) {
    const text = error instanceof Violation ? error.message : `an error that no fault explains: ${String(error)}`
    return { steps, faults, edges: edgesMet(world), violation: text }
  }
}

import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { adultInLeith } from '../kit/submissions.ts'
import { isEngineId } from './engines.ts'
import { services } from './schedule.ts'
import { createWorld, type World } from './world.ts'

const reports = 2000

/** In an outage each minute takes the simulation as long as the whole flood without one. */
const fewer = 600

/** As many messages as a call of notify-team gets at most. */
const batch = 500

/** Posts all reports at one moment, and routes each. */
const flood = async (world: World, reports: number): Promise<void> => {
  for (let count = 0; count < reports; count += 1) await world.post(adultInLeith, { key: randomUUID(), tag: undefined })
  await routeAll(world)
}

const routeAll = async (world: World): Promise<void> => {
  for (let left = world.routing.waiting.length; left > 0; left -= 1) {
    await world.routing.deliver('once', async (id) => (await world.route(id)).failed)
  }
}

const notifyAll = (world: World): Promise<void> =>
  world.desks.deliverTogether(async (ids) => {
    const failed = new Set<string>()
    for (let start = 0; start < ids.length; start += batch) {
      for (const id of (await world.notify(ids.slice(start, start + batch))).failed) failed.add(id)
    }
    return failed
  })

const deliverAll = async (world: World, untilMs: number): Promise<void> => {
  for (let at = world.deliveries.nextAtMs(); at !== undefined && at <= untilMs; at = world.deliveries.nextAtMs()) {
    world.clock.ms = Math.max(world.clock.ms, at)
    await world.deliveries.deliver('once', async (delivery) => (await world.deliver(delivery)).failed)
  }
}

/** How often each report reached each mailbox and telephone of its desk, by contact. */
const heardBy = ({ published }: World) => {
  const ofDesk = published.filter(
    ({ desk, recipients, contactId }) => desk === 'division-e' && recipients === 'duty' && !isEngineId(contactId),
  )
  const byContact = Map.groupBy(ofDesk, ({ contactId }) => contactId)
  return [...byContact.values()].map((heard) => [...Map.groupBy(heard, ({ reportId }) => reportId).values()])
}

const expectOneASecond = ({ published }: World): void => {
  const bySecond = Map.groupBy(published, ({ address, atMs }) => `${address} ${Math.floor(atMs / 1000)}`)
  for (const messages of bySecond.values()) expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(1)
}

describe('many reports at once', () => {
  it('of two thousand, each is once in a first digest to each contact of its desk, one message a second, the last within a minute', async () => {
    const world = createWorld({ seed: 1, skewSeconds: {} })
    const start = world.clock.ms
    await flood(world, reports)
    await notifyAll(world)
    await deliverAll(world, start + 60_000)
    expect(world.deliveries.waiting).toEqual([])
    const heard = heardBy(world)
    expect(heard).toHaveLength(2)
    for (const ofContact of heard) {
      expect(ofContact).toHaveLength(reports)
      expect(ofContact.every((times) => times.length === 1)).toBe(true)
    }
    expectOneASecond(world)
    expect(Math.max(...world.published.map(({ atMs }) => atMs)) - start).toBeLessThan(60_000)
  }, 60_000)

  it.each(services.filter((service) => service !== 'contacts'))(
    'of six hundred, each reaches each contact of its desk at least once though %s is down for an hour meanwhile',
    async (service) => {
      const world = createWorld({ seed: 1, skewSeconds: {} })
      await flood(world, fewer)
      world.takeDown(service, 60)
      const endsAt = world.clock.ms + 150 * 60_000
      while (world.clock.ms < endsAt) {
        const nextPass = world.clock.ms + 60_000
        await notifyAll(world)
        await deliverAll(world, nextPass)
        world.clock.ms = nextPass
        await world.watch(0)
        await routeAll(world)
      }
      const heard = heardBy(world)
      expect(heard).toHaveLength(2)
      for (const ofContact of heard) expect(ofContact).toHaveLength(fewer)
      expectOneASecond(world)
    },
    120_000,
  )
})

import { describe, expect, it } from 'vitest'
import type { Delivery } from '../../../shared/ports/deliveries.ts'
import { createFakeTurns } from '../../fakes/deliveries.ts'
import { given } from '../../kit/given.ts'
import { createHarbourInMemory, type HarbourInMemory } from '../../kit/harbour.ts'

const atSecond = ({ clock }: HarbourInMemory, second: number, ms = 0) => {
  clock.at = new Date(second * 1000 + ms)
}
const noon = Date.parse('2026-11-24T12:00:00.000Z') / 1000

/** As many digests as one address gets at once, each of one report. */
const many = async (count: number) => {
  const harbour = createHarbourInMemory()
  const deliveries: Delivery[] = []
  for (let index = 0; index < count; index += 1) {
    const { report } = await given.routedReport({ in: harbour })
    await harbour.notify(report.reportId)
    deliveries.push(
      harbour.deliveries.sent.at(-1)?.delivery ?? { kind: 'digest', digestId: '', contactId: '', tried: 0 },
    )
  }
  const ports = {
    turns: createFakeTurns(),
    wait: async (ms: number) => {
      harbour.clock.at = new Date(harbour.clock.at.getTime() + ms)
    },
  }
  return { harbour, deliveries, ports }
}

describe('deliveries to one address', () => {
  it('go out one a second, however many wait, and waiting counts as no try', async () => {
    const { harbour, deliveries, ports } = await many(70)
    const waiting = deliveries.map((delivery) => ({ delivery, at: noon * 1000 }))
    const sentIn = new Map<number, number>()
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      harbour.clock.at = new Date(Math.max(next.at, harbour.clock.at.getTime()))
      const [messages, queued] = [harbour.channels.sent.length, harbour.deliveries.sent.length]
      await harbour.deliverTo(next.delivery, ports)
      if (harbour.channels.sent.length > messages) {
        const second = Math.floor(harbour.clock.at.getTime() / 1000)
        sentIn.set(second, (sentIn.get(second) ?? 0) + 1)
      }
      for (const { delivery, delaySeconds } of harbour.deliveries.sent.slice(queued)) {
        expect(delivery.tried).toBe(0)
        waiting.push({ delivery, at: harbour.clock.at.getTime() + delaySeconds * 1000 })
      }
      waiting.sort((one, other) => one.at - other.at)
    }
    expect(harbour.channels.sent).toHaveLength(70)
    expect(Math.max(...sentIn.values())).toBe(1)
    expect(Math.max(...sentIn.keys()) - noon).toBeLessThanOrEqual(70)
  })

  it('waits in the function for less than a second, and in the queue for more', async () => {
    const { harbour, deliveries, ports } = await many(3)
    const [one, two, three] = deliveries
    if (one === undefined || two === undefined || three === undefined) throw new Error('there are three deliveries')
    atSecond(harbour, noon, 400)
    await harbour.deliverTo(one, ports)
    await harbour.deliverTo(two, ports)
    expect(harbour.channels.sent).toHaveLength(2)
    expect(harbour.clock.at.getTime()).toBe((noon + 1) * 1000)
    atSecond(harbour, noon, 900)
    await harbour.deliverTo(three, ports)
    expect(harbour.channels.sent).toHaveLength(2)
    expect(harbour.deliveries.sent.at(-1)).toEqual({ delivery: { ...three, turn: noon + 2 }, delaySeconds: 1 })
  })

  it('takes the turn that it reserved when it comes back in time, and another one when it is late', async () => {
    const { harbour, deliveries, ports } = await many(1)
    const [delivery] = deliveries
    if (delivery === undefined) throw new Error('there is a delivery')
    await ports.turns.reserve('division-e-duty@police.example', new Date(noon * 1000))
    atSecond(harbour, noon + 1, 499)
    await harbour.deliverTo({ ...delivery, turn: noon + 1 }, ports)
    expect(harbour.channels.sent).toHaveLength(1)
    const other = await many(1)
    for (let second = 0; second < 5; second += 1) {
      await other.ports.turns.reserve('division-e-duty@police.example', new Date(noon * 1000))
    }
    atSecond(other.harbour, noon + 2)
    await other.harbour.deliverTo({ ...delivery, turn: noon + 1 }, other.ports)
    expect(other.harbour.channels.sent).toHaveLength(0)
    expect(other.harbour.deliveries.sent.at(-1)?.delivery.turn).toBe(noon + 5)
  })

  it('does not use the second half of a second: what is sent there would arrive with the next message', async () => {
    const { harbour, deliveries, ports } = await many(1)
    const [delivery] = deliveries
    if (delivery === undefined) throw new Error('there is a delivery')
    atSecond(harbour, noon, 500)
    await harbour.deliverTo({ ...delivery, turn: noon }, ports)
    expect(harbour.channels.sent).toHaveLength(1)
    expect(harbour.clock.at.getTime()).toBe((noon + 1) * 1000)
  })

  it('a turn that is further away than SQS holds a message back is waited for in parts', async () => {
    const { harbour, deliveries, ports } = await many(1)
    const [delivery] = deliveries
    if (delivery === undefined) throw new Error('there is a delivery')
    await harbour.deliverTo({ ...delivery, turn: noon + 2000 }, ports)
    const again = harbour.deliveries.sent.at(-1)
    expect(again).toEqual({ delivery: { ...delivery, turn: noon + 2000 }, delaySeconds: 900 })
  })
})

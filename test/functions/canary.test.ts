import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createCanary } from '../../functions/canary/handler.ts'
import { createWatchContacts } from '../../functions/watch-contacts/handler.ts'
import { createLog } from '../../shared/lambda/log.ts'
import type { PublicApi } from '../../shared/ports/public-api.ts'
import { createHarbourInMemory, type HarbourInMemory } from '../kit/harbour.ts'

const silent = { status: 503, headers: new Headers(), body: {} }

/** The public API of a harbour in memory. Its queues are delivered while a canary waits. */
const apiOf =
  (harbour: HarbourInMemory): PublicApi =>
  async (path, { body, headers = {} } = {}) => {
    const [, reference, call] = path.split('/')
    const { 'idempotency-key': key, 'harbour-canary': tag } = headers
    const reply =
      reference === undefined
        ? await harbour.post(body, { key: key ?? randomUUID(), tag })
        : await harbour.followUp(call ?? '', reference, { body })
    return { status: reply.status, headers: new Headers(), body: reply.body as Record<string, unknown> }
  }

interface Given {
  readonly api?: PublicApi
  /** What happens in each second of waiting. */
  readonly second?: (harbour: HarbourInMemory) => Promise<void>
  readonly of?: (key: string) => Promise<string>
}

const setUp = ({ api, second = (harbour) => harbour.deliver(), of }: Given = {}) => {
  const harbour = createHarbourInMemory()
  const time = { ms: 0 }
  const lines: Array<Readonly<Record<string, unknown>>> = []
  const run = createCanary({
    api: api ?? apiOf(harbour),
    tags: { of: of ?? harbour.canaryTags.of },
    newKey: randomUUID,
    wait: async (ms) => {
      time.ms += ms
      await second(harbour)
    },
    elapsedMs: () => time.ms,
    log: createLog('canary', harbour.ports.now, (line) => lines.push(JSON.parse(line))),
  })
  const kept = () => [...harbour.reports.kept.values()]
  return { harbour, time, lines, run, kept }
}

describe('canary', () => {
  it('goes the way of a report to its erasure, and says how many seconds it took', async () => {
    const { run, kept, lines } = setUp()
    await run()
    const [canary] = kept()
    expect(canary?.log.map(({ what }) => what)).toEqual([
      ...['report.received', 'report.routed', 'alert.queued', 'alert.sent', 'canary.withdrawn'],
    ])
    expect(canary?.report).toMatchObject({ state: 'withdrawn', desk: 'canary' })
    expect(lines).toEqual([expect.objectContaining({ event: 'metric.recorded', CanarySeconds: 1 })])
  })

  it('leaves no text', async () => {
    const { harbour, run } = setUp()
    await run()
    expect([...harbour.reports.texts.keys()]).toEqual([])
  })

  it('bothers nobody, then or later, and counts among no contacts', async () => {
    const { harbour, run } = setUp()
    await run()
    for (let hours = 0; hours < 100; hours += 1) {
      harbour.advance(60)
      await harbour.watch()
      await harbour.deliver()
    }
    expect(harbour.channels.sent).toEqual([])
    const lines: string[] = []
    const { contacts, now } = harbour.ports
    await createWatchContacts({ ...harbour.ports, log: createLog('watch', now, (line) => lines.push(line)) })()
    expect(lines.join()).not.toContain('canary')
    expect((await contacts.all()).map(({ contactId }) => contactId)).not.toContain('canary-sink')
  })

  it('sends another report with each run', async () => {
    const { run, kept } = setUp()
    await run()
    await run()
    expect(kept()).toHaveLength(2)
  })

  it('has no seconds where its alert is not sent, and takes itself back', async () => {
    const { run, kept, lines, time } = setUp({ second: async () => undefined })
    await run()
    expect(time.ms).toBe(90_000)
    expect(lines).toEqual([expect.objectContaining({ event: 'canary.failed', outcome: 'not-alerted' })])
    expect(kept()[0]?.log.at(-1)?.what).toBe('withdrawal.requested')
  })

  it('is erased by the next due pass when its run ends half-way, and nobody is notified', async () => {
    const { harbour, run, kept } = setUp({
      second: async (each) => {
        await each.deliver()
        throw new Error('the process ended')
      },
    })
    await expect(run()).rejects.toThrow('the process ended')
    expect(kept()[0]?.report.state).toBe('alerted')
    harbour.advance(5)
    await harbour.watch()
    expect(kept()[0]).toMatchObject({ report: { state: 'withdrawn' } })
    expect(kept()[0]?.log.at(-1)?.what).toBe('canary.erased')
    expect(harbour.channels.sent).toEqual([])
    expect([...harbour.reports.texts.keys()]).toEqual([])
  })

  it('is erased when its withdrawal came before it was routed', async () => {
    const { harbour, run, kept } = setUp({ second: async () => undefined })
    await run()
    await harbour.deliver()
    for (let minutes = 0; minutes < 10; minutes += 1) {
      harbour.advance(1)
      await harbour.watch()
    }
    expect(kept()[0]?.report.state).toBe('withdrawn')
    expect(harbour.channels.sent).toEqual([])
  })

  it('fails loudly when it was taken for an ordinary report', async () => {
    const { run, kept } = setUp({ of: async () => '0'.repeat(64) })
    await expect(run()).rejects.toThrow('taken for an ordinary report')
    expect(kept()[0]?.report).toMatchObject({ desk: 'duty-control', grade: 'standard' })
  })

  it('has no seconds where the API does not accept it', async () => {
    const { run, lines } = setUp({ api: async () => silent })
    await run()
    expect(lines).toEqual([expect.objectContaining({ event: 'canary.failed', outcome: 'not-accepted' })])
  })

  it('logs neither its reference nor its code', async () => {
    const { run, kept, lines } = setUp()
    await run()
    expect(JSON.stringify(lines)).not.toContain(kept()[0]?.report.reportId)
  })
})

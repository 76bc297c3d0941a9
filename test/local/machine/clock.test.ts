import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createClock } from '../../../infra/local/machine/clock.ts'
import { readShared } from '../../../infra/local/machine/shared-clock.mjs'

const start = new Date('2026-11-24T12:00:00.000Z')
const laterReal = (ms: number) => vi.setSystemTime(start.getTime() + ms)

let dataDirectory: string

beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'harbour-clock-'))
  vi.useFakeTimers({ now: start })
})

afterEach(() => {
  vi.useRealTimers()
  rmSync(dataDirectory, { recursive: true })
})

describe('the clock', () => {
  test('the clock runs as many times faster as its speed says', () => {
    const clock = createClock({ speed: 60 })
    laterReal(1000)
    expect(clock.now()).toEqual(new Date('2026-11-24T12:01:00.000Z'))
    expect(clock.atReal(start.getTime() + 500)).toEqual(new Date('2026-11-24T12:00:30.000Z'))
  })

  test('a clock of speed 0 moves only by advance', () => {
    const clock = createClock({ speed: 0 })
    laterReal(5000)
    expect(clock.now()).toEqual(start)
    clock.advance(45)
    expect(clock.now()).toEqual(new Date('2026-11-24T12:45:00.000Z'))
  })

  test('a worker reads the same time from the shared memory', () => {
    const clock = createClock({ speed: 10 })
    const inWorker = readShared(clock.memory, Date.now)
    laterReal(700)
    clock.advance(1)
    expect(inWorker()).toBe(clock.now().getTime())
  })

  test('the clock continues at its last time after a restart', () => {
    const first = createClock({ speed: 3600, dataDirectory })
    vi.advanceTimersByTime(1000)
    const last = first.now()
    first.close()
    laterReal(2000)
    const second = createClock({ speed: 1, dataDirectory })
    expect(second.now()).toEqual(last)
    second.close()
  })

  test('the clock does not go back when its process is killed, at whatever moment', () => {
    const killed = createClock({ speed: 3600, dataDirectory })
    laterReal(60_000)
    const last = killed.now()
    const second = createClock({ speed: 1, dataDirectory })
    expect(second.now().getTime()).toBeGreaterThanOrEqual(last.getTime())
    second.close()
    killed.close()
  })

  test('the clock shows the real time after a restart when the real time is later', () => {
    createClock({ speed: 2, dataDirectory }).close()
    laterReal(3_600_000)
    const second = createClock({ dataDirectory })
    expect(second.now()).toEqual(new Date('2026-11-24T13:00:00.000Z'))
    second.close()
  })
})

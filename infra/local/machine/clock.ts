import { join } from 'node:path'
import { damaged, readKept, writeKept } from './kept-file.ts'
import { readShared, slots } from './shared-clock.mjs'

/** The clock that all functions see. It runs `speed` times faster than real time, and never goes back. */
export interface HarbourClock {
  /** Shared with each worker, whose `Date` reads it. */
  readonly memory: SharedArrayBuffer
  now(): Date
  /** Returns the time of this clock at an instant of the real clock, milliseconds since 1970. */
  atReal(realMs: number): Date
  /** Moves the clock forward. */
  advance(minutes: number): void
  /** Stops storing the time. The last time stays stored. */
  close(): void
}

/** How a clock starts. */
export interface ClockOptions {
  /**
   * How many times faster than real time it runs; 0 makes it stand still, so that only `advance` moves it.
   *
   * @default 1
   */
  readonly speed?: number
  /** Where its time is kept over a restart. @default nowhere */
  readonly dataDirectory?: string | undefined
}

/**
 * Creates the clock. With a data directory it never goes back over a restart, even after `kill -9`. It stores a time
 * slightly ahead of itself and never passes the stored time. The next start begins at the stored time, or at the real
 * time if that is later.
 *
 * @throws Error in one line when its file is damaged or cannot be written; later it ends the process with that
 */
export const createClock = ({ speed = 1, dataDirectory }: ClockOptions): HarbourClock => {
  const memory = new SharedArrayBuffer(slotCount * Float64Array.BYTES_PER_ELEMENT)
  const numbers = new Float64Array(memory)
  const startReal = Date.now()
  const startShown = dataDirectory === undefined ? startReal : Math.max(startReal, readStored(dataDirectory))
  numbers.set([startReal, startShown, speed, Number.POSITIVE_INFINITY])
  const now = readShared(memory, Date.now)
  const atReal = (realMs: number) =>
    new Date((numbers[slots.startShown] ?? 0) + Math.max(0, realMs - startReal) * speed)
  const moveForward = (minutes: number) => {
    numbers[slots.startShown] = (numbers[slots.startShown] ?? 0) + minutes * 60_000
  }
  const clock = { memory, now: () => new Date(now()), atReal }
  if (dataDirectory === undefined) return { ...clock, advance: moveForward, close: () => undefined }

  const storeAhead = () => {
    const ceiling = atReal(Date.now() + reservation.aheadMs).getTime()
    store(dataDirectory, ceiling)
    numbers[slots.ceiling] = ceiling
  }
  storeAhead()
  const timer = setInterval(storeAhead, reservation.everyMs)
  return {
    ...clock,
    advance: (minutes) => {
      moveForward(minutes)
      storeAhead()
    },
    close: () => {
      clearInterval(timer)
      numbers[slots.ceiling] = now()
      store(dataDirectory, now())
    },
  }
}

const slotCount = Object.keys(slots).length

/** How far ahead of itself the clock stores its time, and how often, real milliseconds. */
const reservation = { aheadMs: 1000, everyMs: 250 }

/** The file of the data directory that keeps the time. */
export const clockFile = 'clock.json'

const wayOut = 'remove it: the clock then starts at the real time'

const readStored = (dataDirectory: string): number => {
  const file = join(dataDirectory, clockFile)
  const { shownMs } = (readKept(file, wayOut) ?? { shownMs: 0 }) as { readonly shownMs?: unknown }
  if (typeof shownMs !== 'number') throw damaged(file, 'it holds no time', wayOut)
  return shownMs
}

const store = (dataDirectory: string, shownMs: number): void =>
  writeKept(join(dataDirectory, clockFile), { shownMs }, { flush: false })

import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the numbers of a clock stand in its shared memory. All are milliseconds, but for `speed`. */
const at = { startReal: 0, startShown: 1, speed: 2, ceiling: 3 } as const

const slots = Object.keys(at).length

/** How far ahead of itself the clock is written down, and how often, real milliseconds. */
const reservation = { aheadMs: 1000, everyMs: 250 }

/** The clock that all functions see. It runs `speed` times faster than real time, and never goes back. */
export interface HarbourClock {
  /** Given to each worker, whose `Date` reads it. */
  readonly memory: SharedArrayBuffer
  now(): Date
  /** Gives what the clock shows at an instant of the real clock, milliseconds since 1970. */
  atReal(realMs: number): Date
  /** Moves the clock on. */
  advance(minutes: number): void
  /** Stops writing the clock down; its last time stays written. */
  close(): void
}

/** How a clock starts. */
export interface ClockOptions {
  /** @default 1; 0 stands still but for `advance` */
  readonly speed?: number
  /** Where its time is kept over a restart. */
  readonly dataDirectory?: string | undefined
}

/** Reads a clock from its shared memory. Uses the real `Date.now` that it is given, so that it works where `Date` was replaced. */
export const readShared = (memory: SharedArrayBuffer, realNow: () => number): (() => number) => {
  const numbers = new Float64Array(memory)
  const read = (slot: number): number => numbers[slot] ?? 0
  return () => {
    const shown = read(at.startShown) + (realNow() - read(at.startReal)) * read(at.speed)
    return Math.floor(Math.min(shown, read(at.ceiling)))
  }
}

const clockFile = 'clock.json'

const readKept = (dataDirectory: string): number => {
  try {
    const kept: unknown = JSON.parse(readFileSync(join(dataDirectory, clockFile), 'utf8'))
    return typeof kept === 'number' ? kept : 0
  } catch {
    return 0
  }
}

const keep = (dataDirectory: string, shownMs: number): void => {
  const file = join(dataDirectory, clockFile)
  writeFileSync(`${file}.new`, JSON.stringify(shownMs))
  renameSync(`${file}.new`, file)
}

/**
 * Creates the clock. With a data directory it never goes back over a restart, even after `kill -9`: it writes down a time a little
 * ahead and does not go past what it has written; the next start begins there, or at the real time if that is later.
 */
export const createClock = ({ speed = 1, dataDirectory }: ClockOptions): HarbourClock => {
  const memory = new SharedArrayBuffer(slots * Float64Array.BYTES_PER_ELEMENT)
  const numbers = new Float64Array(memory)
  const startReal = Date.now()
  const startShown = dataDirectory === undefined ? startReal : Math.max(startReal, readKept(dataDirectory))
  numbers.set([startReal, startShown, speed, Number.POSITIVE_INFINITY])
  const now = readShared(memory, Date.now)
  const atReal = (realMs: number) => new Date((numbers[at.startShown] ?? 0) + Math.max(0, realMs - startReal) * speed)

  if (dataDirectory === undefined) {
    const advance = (minutes: number) => {
      numbers[at.startShown] = (numbers[at.startShown] ?? 0) + minutes * 60_000
    }
    return { memory, now: () => new Date(now()), atReal, advance, close: () => undefined }
  }

  const reserve = () => {
    const ceiling = atReal(Date.now() + reservation.aheadMs).getTime()
    keep(dataDirectory, ceiling)
    numbers[at.ceiling] = ceiling
  }
  reserve()
  const timer = setInterval(reserve, reservation.everyMs)
  return {
    memory,
    now: () => new Date(now()),
    atReal,
    advance: (minutes) => {
      numbers[at.startShown] = (numbers[at.startShown] ?? 0) + minutes * 60_000
      reserve()
    },
    close: () => {
      clearInterval(timer)
      numbers[at.ceiling] = now()
      keep(dataDirectory, now())
    },
  }
}

import { setTimeout as delay } from 'node:timers/promises'
import type { LocalFunction } from './lambda/local-function.ts'

/** What can be busy. */
export interface BusyParts {
  readonly functions: readonly LocalFunction[]
  /** The queues that something reads, by ARN or URL. Dead letters are not among them: nothing reads those. */
  readonly queues: readonly string[]
  /** Where SQS listens. */
  readonly messagesUrl: string
  /**
   * Moves a clock that stands still on by a second, when all that is left waits for its second to come. @default - the
   * clock runs by itself
   */
  readonly passSecond?: (() => void) | undefined
}

/** Creates what waits until every queue that is read is empty and no function runs. */
export const createIdle = ({ functions, queues, messagesUrl, passSecond }: BusyParts): (() => Promise<void>) => {
  const names = new Set(queues.map(nameIn))
  const isQuiet = () => functions.every((each) => each.running() === 0)
  const readQueues = async () => {
    const response = await fetch(`${messagesUrl}/_fauxqs/queues`)
    const counts = (await response.json()) as readonly QueueCounts[]
    return counts.filter(({ name }) => names.has(name))
  }
  return async () => {
    for (;;) {
      const queues = isQuiet() ? await readQueues() : undefined
      if (queues?.every(isEmpty) && isQuiet()) return
      const isWaiting = queues?.every(isKeptBack) && isQuiet()
      if (isWaiting) passSecond?.()
      await delay(isWaiting ? secondMs : lookMs)
    }
  }
}

/** How fauxqs describes a queue. */
interface QueueCounts {
  readonly name: string
  readonly approximateMessageCount: number
  readonly approximateInflightCount: number
  readonly approximateDelayedCount: number
}

const isEmpty = (queue: QueueCounts): boolean =>
  queue.approximateMessageCount + queue.approximateInflightCount + queue.approximateDelayedCount === 0

/** True when nothing of a queue can be received yet. */
const isKeptBack = (queue: QueueCounts): boolean => queue.approximateMessageCount + queue.approximateInflightCount === 0

const secondMs = 1000

const nameIn = (arnOrUrl: string): string => arnOrUrl.split(/[:/]/).at(-1) ?? ''

/** How often it looks whether everything is idle, real milliseconds. */
const lookMs = 10

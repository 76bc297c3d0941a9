import type { LocalFunction } from './lambda/function-worker.ts'
import type { EventSource } from './lambda/queue-events.ts'

interface QueueCounts {
  readonly name: string
  readonly approximateMessageCount: number
  readonly approximateInflightCount: number
  readonly approximateDelayedCount: number
}

/** How often idleness is looked at, real milliseconds. */
const lookMs = 10

const nameIn = (arnOrUrl: string): string => arnOrUrl.split(/[:/]/).at(-1) ?? ''

const isEmpty = (queue: QueueCounts): boolean =>
  queue.approximateMessageCount + queue.approximateInflightCount + queue.approximateDelayedCount === 0

/** Creates what waits until every queue that is read here is empty and no function runs. Dead letters may wait: nobody reads them. */
export const createIdle = (
  functions: readonly LocalFunction[],
  sources: readonly EventSource[],
  engines: { readonly messagesUrl: string; readonly alertQueueUrls: readonly string[] },
): (() => Promise<void>) => {
  const read = new Set([...sources.map(({ queueArn }) => queueArn), ...engines.alertQueueUrls].map(nameIn))
  const isQuiet = () => functions.every((each) => each.running() === 0)
  const areQueuesEmpty = async () => {
    const response = await fetch(`${engines.messagesUrl}/_fauxqs/queues`)
    const queues = (await response.json()) as readonly QueueCounts[]
    return queues.filter(({ name }) => read.has(name)).every(isEmpty)
  }
  return async () => {
    while (!(isQuiet() && (await areQueuesEmpty()) && isQuiet())) {
      await new Promise((resolve) => setTimeout(resolve, lookMs))
    }
  }
}

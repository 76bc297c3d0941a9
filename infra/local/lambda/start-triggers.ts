import { queueUrlAt } from '../aws/queues.ts'
import type { HarbourClock } from '../machine/clock.ts'
import { waitWithGrace } from '../machine/closers.ts'
import type { LocalFunction } from './local-function.ts'
import { type PolledQueue, pollQueue } from './queue-polling.ts'
import { runOnSchedule, type Schedule } from './schedules.ts'

/** What invokes the functions by itself: queues and schedules. */
export interface Triggers {
  readonly queues: readonly PolledQueue[]
  readonly schedules: readonly Schedule[]
}

/** What the triggers work with. */
export interface TriggerDeps {
  readonly functionNamed: (name: string) => LocalFunction
  /** Where SQS listens. */
  readonly messagesUrl: string
  readonly clock: HarbourClock
  /** Shortens all real waiting. */
  readonly speed: number
  readonly reportFault: (event: string, error: unknown) => void
}

/** Starts polling the queues and running the schedules. @returns what ends both */
export const startTriggers = ({ queues, schedules }: Triggers, deps: TriggerDeps): { close(): Promise<void> } => {
  const { functionNamed, messagesUrl, clock, speed, reportFault } = deps
  const stopping = new AbortController()
  const { signal } = stopping
  const polling = queues.map((queue) => {
    const queueUrl = queueUrlAt(messagesUrl, queue.queueArn.split(':').at(-1) ?? '')
    return pollQueue(queue, { queueUrl, target: functionNamed(queue.functionName), signal, speed, reportFault })
  })
  const scheduled = schedules.map((schedule) => {
    const target = functionNamed(schedule.functionName)
    const run = async () => {
      await target.invoke(toScheduledEvent(clock)).catch((error: unknown) => reportFault('schedule.failed', error))
    }
    return runOnSchedule(schedule, { clock, run, signal })
  })
  return {
    close: () => {
      stopping.abort()
      return waitWithGrace(Promise.all([...polling, ...scheduled]))
    },
  }
}

/** Returns the event with which a schedule invokes a function. */
export const toScheduledEvent = (clock: Pick<HarbourClock, 'now'>) => ({
  source: 'aws.scheduler',
  time: clock.now().toISOString(),
})

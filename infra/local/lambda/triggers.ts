import { type AlertLog, captureAlerts } from '../alerts/alert-log.ts'
import { queueUrlAt } from '../aws/messages.ts'
import type { HarbourClock } from '../machine/clock.ts'
import type { Started } from '../machine/closers.ts'
import type { LocalFunction } from './function-worker.ts'
import { type EventSource, pollQueue, runOnSchedule, type Schedule } from './queue-events.ts'

/** What calls the functions, and with what. */
export interface Sources {
  readonly sources: readonly EventSource[]
  /** Those that run by themselves. */
  readonly schedules: readonly Schedule[]
  readonly messagesUrl: string
  readonly alertQueueUrls: readonly string[]
  readonly functionNamed: (name: string) => LocalFunction
  readonly clock: HarbourClock
  readonly alertLog: AlertLog
  readonly reportFault: (event: string, error: unknown) => void
}

/** How long a running batch may take to end when everything stops, real milliseconds. One that is cut off comes again after the next start. */
const stopGraceMs = 1000

const withinGrace = async (work: Promise<unknown>): Promise<void> => {
  await Promise.race([work, new Promise((resolve) => setTimeout(resolve, stopGraceMs).unref())])
}

/** What a function is called with by a schedule. */
export const toScheduledEvent = (clock: HarbourClock) => ({ source: 'aws.scheduler', time: clock.now().toISOString() })

/** Starts what calls functions by itself, queues and schedules, and the capture of alerts. */
export const startSources = (config: Sources, started: Started): void => {
  const { messagesUrl, alertQueueUrls, functionNamed, clock, alertLog, reportFault } = config
  const stopping = new AbortController()
  const { signal } = stopping
  const polls = config.sources.map((source) => {
    const queueUrl = queueUrlAt(messagesUrl, source.queueArn.split(':').at(-1) ?? '')
    return pollQueue(source, { queueUrl, target: functionNamed(source.functionName), signal, reportFault })
  })
  const captured = captureAlerts(alertQueueUrls, { log: alertLog, clock, signal, reportFault })
  for (const schedule of config.schedules) {
    const target = functionNamed(schedule.functionName)
    const run = async () => {
      await target.invoke(toScheduledEvent(clock)).catch((error: unknown) => reportFault('schedule.failed', error))
    }
    runOnSchedule(schedule, clock, run, signal)
  }
  started.add(() => {
    stopping.abort()
    return withinGrace(Promise.all([...polls, captured]))
  })
}

import { setTimeout as delay } from 'node:timers/promises'
import type { HarbourClock } from '../machine/clock.ts'
import { functionNameIn } from '../template/resource-names.ts'
import type { Properties, Stack } from '../template/template.ts'

/** A function of the template that is invoked at a rate. */
export interface Schedule {
  readonly functionName: string
  /** By the functions' clock. */
  readonly everyMs: number
}

/** Returns the template's schedules: those of EventBridge Scheduler and the rules of EventBridge. */
export const schedulesOf = (stack: Stack): readonly Schedule[] => {
  const schedules = stack
    .resourcesOf('AWS::Scheduler::Schedule')
    .map(({ properties }) => toSchedule(properties, properties['Target'] as Target))
  const rules = stack
    .resourcesOf('AWS::Events::Rule')
    .filter(({ properties }) => properties['ScheduleExpression'] !== undefined)
    .flatMap(({ properties }) =>
      (properties['Targets'] as readonly Target[]).map((target) => toSchedule(properties, target)),
    )
  return [...schedules, ...rules]
}

/** Reads `rate(1 minute)`, milliseconds. @throws Error for any other form */
export const rateMs = (expression: string): number => {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? []
  const ms = unitMs[unit]
  if (ms === undefined) {
    throw new Error(`the schedule ${expression} is not supported by the local stack; use rate(…)`)
  }
  return Number(count) * ms
}

/** What runs a schedule. */
export interface ScheduleDeps {
  readonly clock: HarbourClock
  /** Invokes the function once. Never rejects. */
  readonly run: () => Promise<void>
  /** Ends the schedule. */
  readonly signal: AbortSignal
}

/**
 * Invokes a function at its rate by the functions' clock until the signal is aborted. Resolves when its last invocation
 * has ended. An invocation waits for the one before: it would find the same reports due.
 */
export const runOnSchedule = async ({ everyMs }: Schedule, { clock, run, signal }: ScheduleDeps): Promise<void> => {
  let next = 0
  while (!signal.aborted) {
    const now = clock.now().getTime()
    if (now >= next) {
      next = now + everyMs
      await run()
    }
    await delay(lookMs, undefined, { signal }).catch(() => undefined)
  }
}

interface Target {
  readonly Arn: string
}

const toSchedule = (properties: Properties, { Arn }: Target): Schedule => ({
  functionName: functionNameIn(Arn),
  everyMs: rateMs(String(properties['ScheduleExpression'])),
})

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** How often a schedule looks at the clock, real milliseconds. */
const lookMs = 250

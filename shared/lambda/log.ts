import { AsyncLocalStorage } from 'node:async_hooks'

/** What a log line may hold: identifiers, times, counts and closed answers. Never report text. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>

/** Writes one JSON line an event, with the stage on each; the fields of the surrounding `withLogFields` ride along. */
export interface Log {
  /** @param event - dotted, past tense: `report.routed` */
  event(event: string, fields?: LogFields): void
  /** A fault, without anything that could quote input. @see toFaultFields */
  fault(event: string, error: unknown, fields?: LogFields): void
  /** One CloudWatch metric value, in the embedded metric format, under namespace Harbour. */
  metric(name: string, value: number, unit: 'Count' | 'Seconds'): void
}

/** What may be logged of a fault. */
export type FaultFields = {
  readonly errorName: string
  readonly errorMessage?: string | undefined
  readonly errorStack?: string
} & LogFields

const surrounding = new AsyncLocalStorage<LogFields>()

/**
 * Runs the work with these fields on every line that it logs; lines of other work that runs at the same time keep
 * theirs.
 */
export const withLogFields = <Result>(fields: LogFields, work: () => Result): Result =>
  surrounding.run({ ...surrounding.getStore(), ...fields }, work)

const stackFrames = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
    .map((line) => line.trim())
    .join(' < ')

const quotesNoInput = (error: Error): boolean => error.constructor === Error || '$metadata' in error

/**
 * Gives what may be logged of a fault: its name, its stack frames, and its message only where it is an Error of ours or
 * of AWS. V8's own errors (SyntaxError, RangeError, TypeError) quote input: their message is left out.
 */
export const toFaultFields = (error: unknown): FaultFields => {
  if (!(error instanceof Error)) return { errorName: typeof error }
  const cause = error.cause === undefined ? undefined : toFaultFields(error.cause)
  return {
    errorName: error.name,
    errorMessage: quotesNoInput(error) ? error.message : undefined,
    errorStack: stackFrames(error),
    causeName: cause?.errorName,
    causeMessage: cause?.errorMessage,
  }
}

/**
 * Creates the one logger of a function. Every line and metric holds the stage that the environment names (`STAGE`,
 * which the stack sets for each function): one stage in an account must not answer for another.
 *
 * @param write - takes one line without its end
 * @default write - standard output, which Lambda sends to the function's log group
 */
export const createLog = (
  functionName: string,
  now: () => Date,
  write: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
): Log => {
  const stage = process.env['STAGE'] ?? 'none'
  const line = (level: 'INFO' | 'ERROR', event: string, fields: object) =>
    write(
      JSON.stringify({
        timestamp: now().toISOString(),
        level,
        stage,
        functionName,
        event,
        ...surrounding.getStore(),
        ...fields,
      }),
    )
  return {
    event: (event, fields = {}) => line('INFO', event, fields),
    fault: (event, error, fields = {}) => line('ERROR', event, { ...toFaultFields(error), ...fields }),
    metric: (name, value, unit) =>
      line('INFO', 'metric.recorded', {
        _aws: {
          Timestamp: now().getTime(),
          CloudWatchMetrics: [
            { Namespace: 'Harbour', Dimensions: [['stage', 'functionName']], Metrics: [{ Name: name, Unit: unit }] },
          ],
        },
        [name]: value,
      }),
  }
}

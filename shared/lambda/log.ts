import { AsyncLocalStorage } from 'node:async_hooks'
import type { ChangeName } from '../domain/lifecycle.ts'
import { type MetricName, metricNamespace, metricUnits } from '../domain/metrics.ts'

/** The fields whose value is an identifier, an instant (ISO 8601 UTC) or a closed answer. */
type TextField =
  | 'requestId'
  | 'messageId'
  | 'digestId'
  | 'contactId'
  | 'channel'
  | 'recipients'
  | 'reportId'
  | 'officer'
  | 'desk'
  | 'division'
  | 'grade'
  | 'kind'
  | 'outcome'
  | 'sendTo'
  | 'actBy'

/** The fields whose value is a count. */
type CountField = 'rung' | 'reports' | 'contacts' | 'tried'

/** Every field that a log line may have, and no other: report text has no field to stand in. */
export type LogFields = { readonly [Field in TextField]?: string | undefined } & {
  readonly [Field in CountField]?: number | undefined
}

/** Every event that is logged: a change of a report by its name, or something that a function did or left undone. */
export type LogEvent =
  | ChangeName
  | 'report.accepted'
  | 'routing.skipped'
  | 'alert.skipped'
  | 'digest.queued'
  | 'digest.reached-nobody'
  | 'delivery.accepted'
  | 'delivery.refused'
  | 'delivery.waiting'
  | 'delivery.skipped'
  | 'deadline.skipped'
  | 'digest.kept'
  | 'contact.failed'
  | 'audience.unreachable'
  | 'canary.failed'

/** Every fault that is logged. */
export type LogFault =
  | 'request.failed'
  | 'message.failed'
  | 'queue.send-failed'
  | 'deadline.failed'
  | 'alert.not-marked'
  | 'delivery.failed'
  | 'supplement.not-opened'
  | 'reading.not-marked'
  | 'watcher.not-pinged'
  | 'canary.not-verified'

/** Writes one JSON line for each event, with the stage and the fields of the surrounding `withLogFields`. */
export interface Log {
  event(event: LogEvent, fields?: LogFields): void
  /** Logs a fault, without anything that could quote input. @see toFaultFields */
  fault(event: LogFault, error: unknown, fields?: LogFields): void
  /** One CloudWatch metric value, in the embedded metric format. */
  metric(name: MetricName, value: number): void
}

/** The fields of a fault: names, stack frames, and only such messages as quote no input. */
export interface FaultFields {
  readonly errorName: string
  readonly errorMessage?: string | undefined
  readonly errorStack?: string
  readonly causeName?: string | undefined
  readonly causeMessage?: string | undefined
}

const surrounding = new AsyncLocalStorage<LogFields>()

/** Runs the work with these fields on every line that it logs. Work that runs at the same time keeps its own. */
export const withLogFields = <Result>(fields: LogFields, work: () => Result): Result =>
  surrounding.run({ ...surrounding.getStore(), ...fields }, work)

const stackFrames = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
    .map((line) => line.trim())
    .join(' < ')

/**
 * `$fault` marks what AWS itself answered. The SDK puts `$metadata` on any error, also on V8's when an answer is not
 * JSON.
 */
const quotesNoInput = (error: Error): boolean => error.constructor === Error || '$fault' in error

/**
 * Returns the fields of a fault: its name, its stack frames, and its message only if it is an Error of ours or of AWS.
 * V8's own errors (SyntaxError, RangeError, TypeError) quote input, so their message is left out.
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
    metric: (name, value) =>
      line('INFO', 'metric.recorded', {
        _aws: {
          Timestamp: now().getTime(),
          CloudWatchMetrics: [
            {
              Namespace: metricNamespace,
              Dimensions: [['stage', 'functionName']],
              Metrics: [{ Name: name, Unit: metricUnits[name] }],
            },
          ],
        },
        [name]: value,
      }),
  }
}

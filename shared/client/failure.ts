import type { components } from './api.d.ts'

/** One field that was not understood: where it is in the body, what is wrong, and a stable code. */
export type Problem = components['schemas']['Problem']['problems'][number]

/** What a failed call says of itself. */
export interface FailureFacts {
  /** HTTP status; 0 when no answer came. */
  readonly status: number
  /** Stable code of the refusal, such as `report-not-found`; `no-answer` when no answer came. */
  readonly code: string
  /** What is wrong and what to do, in plain English. Nothing that was typed is repeated in it. */
  readonly detail: string
  /** Every field that was not understood; none for most refusals. */
  readonly problems: readonly Problem[]
  /** What to quote to the operators; undefined when no answer came. */
  readonly requestId: string | undefined
}

/**
 * Thrown by every call that did not do what was asked. After `no-answer` it is not known whether the API did it: the
 * same call under the same key is safe.
 */
export class CallFailed extends Error implements FailureFacts {
  override readonly name = 'CallFailed'
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly problems: readonly Problem[]
  readonly requestId: string | undefined

  constructor({ status, code, detail, problems, requestId }: FailureFacts, options?: ErrorOptions) {
    super(detail, options)
    this.status = status
    this.code = code
    this.detail = detail
    this.problems = problems
    this.requestId = requestId
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** Returns the failure that an answer of the API, or of something in front of it, stands for. */
export const failureOf = (response: Response, body: unknown): CallFailed => {
  const problem = isRecord(body) ? body : {}
  const { code, detail, problems } = problem
  return new CallFailed({
    status: response.status,
    code: typeof code === 'string' ? code : `http-${response.status}`,
    detail: typeof detail === 'string' ? detail : `the API answered ${response.status}`,
    problems: Array.isArray(problems) ? (problems as readonly Problem[]) : [],
    requestId: response.headers.get('x-amzn-requestid') ?? undefined,
  })
}

/** Returns the failure of a call that no answer came to. An abort by the caller stays what it is. */
export const noAnswer = (cause: unknown, signal: AbortSignal | undefined): unknown => {
  if (signal?.aborted) return signal.reason
  const detail = 'no answer came; keep what was typed and send it again under the same key'
  return new CallFailed({ status: 0, code: 'no-answer', detail, problems: [], requestId: undefined }, { cause })
}

import { randomUUID } from 'node:crypto'
import type { FunctionDefinition } from './function-definitions.ts'
import { type RunningWorker, type SharedByWorkers, startWorker } from './worker.ts'

/** A function that runs in a worker thread. */
export interface LocalFunction {
  readonly name: string
  /**
   * @throws Error when the handler throws, its time runs out, its worker crashes, or its module cannot be loaded, for
   *   example because an environment variable is missing
   */
  invoke(event: unknown): Promise<unknown>
  /** Returns the number of invocations that run now. */
  running(): number
  close(): Promise<void>
}

/**
 * Creates a function that runs in a worker thread of its own, with its own environment and the shared clock. AWS runs
 * one invocation at a time in each of several environments; here one worker runs them side by side. As on AWS, the
 * first invocation starts it. One that has had nothing to do for a while is ended. The next invocation starts it again,
 * as it does after a crash.
 */
export const createFunction = (definition: FunctionDefinition, shared: SharedByWorkers): LocalFunction => {
  const { name, timeoutSeconds } = definition
  let worker: RunningWorker | undefined
  let isClosed = false
  let resting: NodeJS.Timeout | undefined
  const rest = () => {
    clearTimeout(resting)
    resting = setTimeout(() => {
      if (worker?.running() === 0) void worker.close()
    }, shared.restMs ?? defaultRestMs).unref()
  }
  const readyWorker = async (): Promise<RunningWorker> => {
    if (isClosed) throw new Error(`${name} is closed and cannot be invoked`)
    if (worker === undefined || worker.isGone()) worker = startWorker(definition, shared)
    await worker.ready
    return worker
  }
  return {
    name,
    invoke: async (event) => {
      clearTimeout(resting)
      const { invoke } = await readyWorker()
      const result = invoke({ id: randomUUID(), event, functionName: name, timeoutSeconds })
      return withTimeout(result, { seconds: timeoutSeconds, name }).finally(rest)
    },
    running: () => worker?.running() ?? 0,
    close: async () => {
      isClosed = true
      clearTimeout(resting)
      await worker?.close()
    },
  }
}

/** How long a worker that has nothing to do is kept, real milliseconds. */
const defaultRestMs = 15_000

const withTimeout = async <Result>(
  work: Promise<Result>,
  { seconds, name }: { readonly seconds: number; readonly name: string },
): Promise<Result> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const problem = `${name} ran longer than its time-out of ${seconds} seconds`
    timer = setTimeout(() => reject(new Error(problem)), seconds * 1000)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

import { randomUUID } from 'node:crypto'
import type { Closers } from '../machine/closers.ts'
import type { FunctionDefinition } from './function-definitions.ts'
import { type RunningWorker, type SharedByWorkers, startWorker } from './worker.ts'

/** A function that runs in a worker thread. */
export interface LocalFunction {
  readonly name: string
  /** @throws Error when the handler throws, its time runs out or its worker crashes */
  invoke(event: unknown): Promise<unknown>
  /** Returns the number of invocations that run now. */
  running(): number
  close(): Promise<void>
}

/**
 * Starts every function, side by side, and adds how to close each to the closers.
 *
 * @throws the error of one that did not start, once the others have started
 */
export const startFunctions = async (
  definitions: readonly FunctionDefinition[],
  shared: SharedByWorkers,
  closers: Closers,
): Promise<readonly LocalFunction[]> => {
  const starting = definitions.map(async (definition) => {
    const local = await startFunction(definition, shared)
    closers.add(local.close)
    return local
  })
  await Promise.allSettled(starting)
  return Promise.all(starting)
}

/**
 * Starts a function in its own worker thread, with its own environment and the shared clock. AWS runs one invocation at
 * a time in each of several environments; here one worker runs them side by side. After a crash the next invocation
 * starts a new worker. A worker that has had nothing to do for a while is ended, as AWS ends an environment: it starts
 * again for the next invocation.
 *
 * @throws Error when the module cannot be loaded, for example because an environment variable is missing
 */
const startFunction = async (definition: FunctionDefinition, shared: SharedByWorkers): Promise<LocalFunction> => {
  const { name, timeoutSeconds } = definition
  let worker = startWorker(definition, shared)
  let isClosed = false
  let resting: NodeJS.Timeout | undefined
  const rest = () => {
    clearTimeout(resting)
    resting = setTimeout(() => {
      if (worker.running() === 0) void worker.close()
    }, shared.restMs ?? defaultRestMs).unref()
  }
  await worker.ready
  rest()

  const readyWorker = async (): Promise<RunningWorker> => {
    if (isClosed) throw new Error(`${name} is closed and cannot be invoked`)
    if (worker.isGone()) worker = startWorker(definition, shared)
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
    running: () => worker.running(),
    close: () => {
      isClosed = true
      clearTimeout(resting)
      return worker.close()
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

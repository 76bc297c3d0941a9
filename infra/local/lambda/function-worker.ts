import { randomUUID } from 'node:crypto'
import { Worker } from 'node:worker_threads'

/** A Lambda function of the template, ready to be run here. */
export interface FunctionDefinition {
  /** Its logical id in the template. */
  readonly name: string
  /** The bundled module that AWS would run. */
  readonly modulePath: string
  /** Its name of an exported function in that module. */
  readonly exportName: string
  readonly environment: Readonly<Record<string, string>>
  readonly timeoutSeconds: number
}

/** A function that runs in a worker thread. */
export interface LocalFunction {
  readonly name: string
  /** @throws Error when the handler threw, ran out of time or its worker crashed */
  invoke(event: unknown): Promise<unknown>
  /** How many invocations run now. */
  running(): number
  close(): Promise<void>
}

/** What a worker is told when it starts. */
export interface WorkerData {
  readonly modulePath: string
  readonly exportName: string
  readonly clock: SharedArrayBuffer
}

/** What a worker is sent. */
export interface Invocation {
  readonly id: string
  readonly event: unknown
  readonly functionName: string
  readonly timeoutSeconds: number
}

/** What a worker sends: it is ready, or how an invocation ended. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly id: string; readonly result: unknown }
  | { readonly kind: 'fault'; readonly id: string; readonly fault: string }

/** What all workers share. */
export interface WorkerSurroundings {
  readonly clock: SharedArrayBuffer
  readonly writeLog: (text: string) => void
}

interface Pending {
  resolve(result: unknown): void
  reject(error: Error): void
}

interface RunningWorker {
  readonly ready: Promise<void>
  invoke(invocation: Invocation): Promise<unknown>
  running(): number
  isGone(): boolean
  close(): Promise<void>
}

const settle = (pending: Map<string, Pending>, message: WorkerMessage): void => {
  if (message.kind === 'ready') return
  const waiting = pending.get(message.id)
  pending.delete(message.id)
  if (message.kind === 'result') waiting?.resolve(message.result)
  else waiting?.reject(new Error(message.fault))
}

const startWorker = (definition: FunctionDefinition, { clock, writeLog }: WorkerSurroundings): RunningWorker => {
  const { name, modulePath, exportName, environment } = definition
  const workerData: WorkerData = { modulePath, exportName, clock }
  const entry = new URL('./worker-entry.ts', import.meta.url)
  const worker = new Worker(entry, { env: environment, workerData, stdout: true, stderr: true, execArgv: [] })
  for (const stream of [worker.stdout, worker.stderr]) stream.on('data', (chunk) => writeLog(String(chunk)))
  const pending = new Map<string, Pending>()
  let gone = false
  let fault = `the worker of ${name} ended`
  worker.on('message', (message: WorkerMessage) => settle(pending, message))
  worker.on('error', (error: Error) => {
    fault = `the worker of ${name} crashed: ${error.message}`
  })
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve())
    worker.once('exit', () => {
      gone = true
      reject(new Error(fault))
      for (const waiting of pending.values()) waiting.reject(new Error(fault))
      pending.clear()
    })
  })
  ready.catch(() => undefined)
  return {
    ready,
    invoke: (invocation) =>
      new Promise((resolve, reject) => {
        pending.set(invocation.id, { resolve, reject })
        worker.postMessage(invocation)
      }),
    running: () => pending.size,
    isGone: () => gone,
    close: async () => {
      await worker.terminate()
    },
  }
}

const withTimeout = async <Result>(work: Promise<Result>, seconds: number, problem: string): Promise<Result> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(problem)), seconds * 1000)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/**
 * Starts a function in its own worker thread, with its own environment and the shared clock. AWS runs one invocation at a time in each
 * of several environments; here one worker runs them side by side. A worker that crashed is started again by the next invocation.
 *
 * @throws Error when the module cannot be loaded, such as for a missing environment variable
 */
export const startFunction = async (
  definition: FunctionDefinition,
  surroundings: WorkerSurroundings,
): Promise<LocalFunction> => {
  const { name, timeoutSeconds } = definition
  let worker = startWorker(definition, surroundings)
  let closed = false
  await worker.ready

  const running = async (): Promise<RunningWorker> => {
    if (closed) throw new Error(`${name} is stopped`)
    if (worker.isGone()) worker = startWorker(definition, surroundings)
    await worker.ready
    return worker
  }
  return {
    name,
    invoke: async (event) => {
      const current = await running()
      const invocation: Invocation = { id: randomUUID(), event, functionName: name, timeoutSeconds }
      return withTimeout(
        current.invoke(invocation),
        timeoutSeconds,
        `${name} ran longer than ${timeoutSeconds} seconds`,
      )
    },
    running: () => worker.running(),
    close: () => {
      closed = true
      return worker.close()
    },
  }
}

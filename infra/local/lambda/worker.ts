import { Worker } from 'node:worker_threads'
import type { FunctionDefinition } from './function-definitions.ts'
import type { Invocation, WorkerData, WorkerMessage } from './worker-messages.ts'

/** What all workers share. */
export interface SharedByWorkers {
  /** The shared memory of the functions' clock. */
  readonly clock: SharedArrayBuffer
  /** The port of this machine where every post over https arrives. */
  readonly receiverPort: number
  readonly writeLog: (text: string) => void
  /** How long a worker that has nothing to do is kept, real milliseconds. @default 15 seconds */
  readonly restMs?: number
}

/** A worker thread that runs one function. */
export interface RunningWorker {
  /** Rejects when the module cannot be loaded. */
  readonly ready: Promise<void>
  invoke(invocation: Invocation): Promise<unknown>
  /** Returns the number of invocations that run now. */
  running(): number
  /** Returns true once it has crashed or was closed. */
  isGone(): boolean
  close(): Promise<void>
}

/** A function of ours lives in far less; a small young generation keeps the memory of all of them together small. */
const resourceLimits = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 }

/** Starts a worker. Use it once it is ready. */
export const startWorker = (definition: FunctionDefinition, shared: SharedByWorkers): RunningWorker => {
  const { clock, receiverPort, writeLog } = shared
  const { name, modulePath, exportName, environment } = definition
  const workerData: WorkerData = { modulePath, exportName, clock, receiverPort }
  const entry = new URL('./worker-entry.mjs', import.meta.url)
  const worker = new Worker(entry, {
    env: environment,
    workerData,
    stdout: true,
    stderr: true,
    execArgv: [],
    resourceLimits,
  })
  for (const stream of [worker.stdout, worker.stderr]) stream.on('data', (chunk) => writeLog(String(chunk)))
  const pending = new Map<string, Pending>()
  let isGone = false
  let fault = `the worker of ${name} ended`
  worker.on('message', (message: WorkerMessage) => settle(pending, message))
  worker.on('error', (error: Error) => {
    fault = `the worker of ${name} crashed: ${error.message}`
  })
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve())
    worker.once('exit', () => {
      isGone = true
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
    isGone: () => isGone,
    close: async () => {
      isGone = true
      await worker.terminate()
    },
  }
}

const settle = (pending: Map<string, Pending>, message: WorkerMessage): void => {
  if (message.kind === 'ready') return
  const waiting = pending.get(message.id)
  pending.delete(message.id)
  if (message.kind === 'result') waiting?.resolve(message.result)
  else waiting?.reject(new Error(message.fault))
}

interface Pending {
  resolve(result: unknown): void
  reject(error: Error): void
}

import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { readShared } from '../machine/clock.ts'
import type { Invocation, WorkerData, WorkerMessage } from './function-worker.ts'

type Handler = (event: unknown, context: unknown) => unknown

const { modulePath, exportName, clock } = workerData as WorkerData

/** Makes `Date` show the shared clock. Everything that the function loads afterwards sees it; timers stay real. */
const showClock = (memory: SharedArrayBuffer): void => {
  const RealDate = Date
  const now = readShared(memory, RealDate.now)
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, property) => (property === 'now' ? now : Reflect.get(target, property)),
  })
}

const toContext = ({ id, functionName, timeoutSeconds }: Invocation): unknown => {
  const endsAt = performance.now() + timeoutSeconds * 1000
  return {
    awsRequestId: id,
    functionName,
    functionVersion: '$LATEST',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, endsAt - performance.now()),
  }
}

/** Messages of V8's own errors quote input: only those of plain Errors are passed on. */
const faultOf = (error: unknown): string =>
  error instanceof Error && error.constructor === Error
    ? error.message
    : error instanceof Error
      ? error.name
      : typeof error

const send = (message: WorkerMessage): void => parentPort?.postMessage(message)

const run = async (handler: Handler, invocation: Invocation): Promise<void> => {
  const { id } = invocation
  try {
    const result = await handler(invocation.event, toContext(invocation))
    send({ kind: 'result', id, result: result === undefined ? undefined : JSON.parse(JSON.stringify(result)) })
  } catch (error) {
    send({ kind: 'fault', id, fault: faultOf(error) })
  }
}

showClock(clock)
const module: Readonly<Record<string, unknown>> = await import(pathToFileURL(modulePath).href)
const handler = module[exportName]
if (typeof handler !== 'function') throw new Error(`${modulePath} does not export ${exportName}`)
parentPort?.on('message', (invocation: Invocation) => void run(handler as Handler, invocation))
send({ kind: 'ready' })

import https from 'node:https'
import { connect } from 'node:net'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { readShared } from '../machine/clock.ts'
import type { Invocation, WorkerData, WorkerMessage } from './worker-messages.ts'

type Handler = (event: unknown, context: unknown) => unknown

const { modulePath, exportName, clock, receiverPort } = workerData as WorkerData

/** Makes `Date` show the shared clock, for everything that the function loads afterwards. Timers stay real. */
const replaceDate = (memory: SharedArrayBuffer): void => {
  const RealDate = Date
  const now = readShared(memory, RealDate.now)
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, property) => (property === 'now' ? now : Reflect.get(target, property)),
  })
}

/**
 * Connects every post over https to the receiver of this machine, in clear and whatever host it is for: a contact that
 * is real is never reached from here. The SDK's clients have agents of their own, and find their services by the
 * environment.
 */
const keepOnThisMachine = (port: number): void => {
  class ToReceiver extends https.Agent {
    override createConnection() {
      return connect(port, '127.0.0.1')
    }
  }
  https.globalAgent = new ToReceiver()
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

/**
 * Returns what may be said about an error. V8's own errors quote their input, so only the message of a plain Error is
 * passed on.
 */
const faultOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error
  return error.constructor === Error ? error.message : error.name
}

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

replaceDate(clock)
keepOnThisMachine(receiverPort)
const module: Readonly<Record<string, unknown>> = await import(pathToFileURL(modulePath).href)
const handler = module[exportName]
if (typeof handler !== 'function') throw new Error(`${modulePath} does not export the function ${exportName}`)
parentPort?.on('message', (invocation: Invocation) => void run(handler as Handler, invocation))
send({ kind: 'ready' })

import https from 'node:https'
import { connect } from 'node:net'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { readShared } from '../machine/shared-clock.mjs'

// Plain JavaScript: in each thread that loads a .ts file, Node loads what strips its types, some 20 MB.

/** @type {import('./worker-messages.ts').WorkerData} */
const { modulePath, exportName, clock, receiverPort } = workerData

/**
 * Makes `Date` show the shared clock, for everything that the function loads afterwards. Timers stay real.
 *
 * @param {SharedArrayBuffer} memory
 */
const replaceDate = (memory) => {
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
 *
 * @param {number} port
 */
const keepOnThisMachine = (port) => {
  class ToReceiver extends https.Agent {
    createConnection() {
      return connect(port, '127.0.0.1')
    }
  }
  https.globalAgent = new ToReceiver()
}

/** @param {import('./worker-messages.ts').Invocation} invocation */
const toContext = ({ id, functionName, timeoutSeconds }) => {
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
 *
 * @param {unknown} error
 * @returns {string}
 */
const faultOf = (error) => {
  if (!(error instanceof Error)) return typeof error
  return error.constructor === Error ? error.message : error.name
}

/** @param {import('./worker-messages.ts').WorkerMessage} message */
const send = (message) => parentPort?.postMessage(message)

/** @param {import('./worker-messages.ts').Invocation} invocation */
const run = async (handler, invocation) => {
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
const module = await import(pathToFileURL(modulePath).href)
const handler = module[exportName]
if (typeof handler !== 'function') throw new Error(`${modulePath} does not export the function ${exportName}`)
parentPort?.on('message', (invocation) => void run(handler, invocation))
send({ kind: 'ready' })

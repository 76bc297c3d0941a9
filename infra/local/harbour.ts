import { join } from 'node:path'
import { type AlertLog, captureAlerts, createAlertLog, type SentAlert } from './alerts.ts'
import { type ApiRoute, gatewayAnswersOf, routesOf } from './api-routes.ts'
import { createClock, type HarbourClock } from './clock.ts'
import { takeDataDirectory } from './data-directory.ts'
import {
  type EventSource,
  eventSourcesOf,
  pollQueue,
  runOnSchedule,
  type Schedule,
  schedulesOf,
} from './event-sources.ts'
import { type LocalFunction, startFunction } from './function-worker.ts'
import { type CodeDirectoryOf, type EngineUrls, functionsOf } from './functions.ts'
import { createHttpFront, listenOn } from './http-front.ts'
import { createKeyAccess } from './key-access.ts'
import { startLocalKms } from './kms/local-kms.ts'
import { localAccount, localRegion } from './local-client.ts'
import { queueUrlAt, startMessages } from './message-engine.ts'
import { largestSpeed } from './options.ts'
import { startTables } from './table-engine.ts'
import { createStack, keyIdOf, type Stack, type Template } from './template.ts'

/** What is run here: a synthesised template, and the bundled code that it names. */
export interface SynthesisedStack {
  readonly template: Template
  readonly codeDirectoryOf: CodeDirectoryOf
}

/** How Harbour is started on this machine. */
export interface HarbourOptions {
  readonly stack: SynthesisedStack
  /** 0 takes any free port. */
  readonly port: number
  /** How many times faster than real time the clock runs. @default 1 */
  readonly speed?: number
  /** `manual` stands still but for `advance`, and runs no schedule but by `runSchedule`. @default 'running' */
  readonly clock?: 'running' | 'manual'
  /** Where everything is kept over a restart. @default in memory */
  readonly dataDirectory?: string | undefined
  /** Takes what the functions print. @default standard output */
  readonly writeLog?: (text: string) => void
}

/** Harbour, running on this machine. */
export interface Harbour {
  /** Of the API, without a path. */
  readonly url: string
  readonly clock: Pick<HarbourClock, 'now' | 'advance'>
  /** Every alert that was sent, in that order. */
  alerts(): readonly SentAlert[]
  /** Runs what the schedules call, once, to its end. @throws Error when a function failed */
  runSchedule(): Promise<void>
  /** Resolves when every queue is empty (dead letters apart) and no function runs. */
  idle(): Promise<void>
  /** Stops everything; nothing is left running. */
  close(): Promise<void>
}

/** What has been started so far, closed in the opposite order. */
interface Started {
  add(close: () => Promise<void> | void): void
  close(): Promise<void>
}

const createStarted = (): Started => {
  const closers: Array<() => Promise<void> | void> = []
  return {
    add: (close) => closers.push(close),
    close: async () => {
      for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close()
    },
  }
}

const startKms = async (stack: Stack, dataDirectory: string | undefined) => {
  const arnOf = (logicalId: string): string => String(stack.resolve({ 'Fn::GetAtt': [logicalId, 'Arn'] }))
  return startLocalKms({
    keys: stack
      .resourcesOf('AWS::KMS::Key')
      .map(({ logicalId }) => ({ keyId: keyIdOf(logicalId), arn: arnOf(logicalId) })),
    ...(dataDirectory === undefined ? {} : { dataFile: join(dataDirectory, 'keys.json') }),
    authorize: createKeyAccess(stack, arnOf),
  })
}

interface Wiring {
  readonly stack: Stack
  readonly routes: readonly ApiRoute[]
  readonly sources: readonly EventSource[]
  readonly schedules: readonly Schedule[]
  readonly urls: EngineUrls
  readonly alertQueueUrls: readonly string[]
}

/** Starts the engines and makes in them what the template says. */
const startEngines = async (
  options: HarbourOptions,
  dataDirectory: string | undefined,
  started: Started,
): Promise<Wiring> => {
  const messages = await startMessages(dataDirectory)
  started.add(messages.close)
  const place = {
    region: localRegion,
    account: localAccount,
    queueUrl: (name: string) => queueUrlAt(messages.url, name),
  }
  const stack = createStack(options.stack.template, place)
  const tables = await startTables(stack, dataDirectory)
  started.add(tables.close)
  const kms = await startKms(stack, dataDirectory)
  started.add(kms.close)
  const alertQueues = await messages.fill(stack, options.clock === 'manual' ? largestSpeed : (options.speed ?? 1))
  return {
    stack,
    routes: routesOf(stack),
    sources: eventSourcesOf(stack),
    schedules: schedulesOf(stack),
    urls: { tables: tables.url, messages: messages.url, kms: kms.url },
    alertQueueUrls: alertQueues.map(({ url }) => url),
  }
}

const functionNamesOf = ({ routes, sources, schedules }: Wiring): readonly string[] => [
  ...routes.flatMap(({ target }) => (target.kind === 'function' ? [target.functionName] : [])),
  ...sources.map(({ functionName }) => functionName),
  ...schedules.map(({ functionName }) => functionName),
]

type Functions = ReadonlyMap<string, LocalFunction>

const startFunctions = async (
  wiring: Wiring,
  {
    clock,
    writeLog,
    codeDirectoryOf,
  }: { clock: HarbourClock; writeLog: (text: string) => void; codeDirectoryOf: CodeDirectoryOf },
  started: Started,
): Promise<Functions> => {
  const definitions = functionsOf(wiring.stack, functionNamesOf(wiring), wiring.urls, codeDirectoryOf)
  const starting = definitions.map(async (definition) => {
    const local = await startFunction(definition, { clock: clock.memory, writeLog })
    started.add(local.close)
    return [definition.name, local] as const
  })
  const settled = await Promise.allSettled(starting)
  for (const each of settled) if (each.status === 'rejected') throw each.reason
  return new Map(await Promise.all(starting))
}

const functionNamed = (functions: Functions, name: string): LocalFunction => {
  const found = functions.get(name)
  if (found === undefined) throw new Error(`the template has no function ${name}`)
  return found
}

const queueUrlOf = ({ urls }: Wiring, queueArn: string): string =>
  queueUrlAt(urls.messages, queueArn.split(':').at(-1) ?? '')

/** What a function is called with by a schedule. It says nothing that is not said by the clock. */
const scheduledEvent = (clock: HarbourClock) => ({ source: 'aws.scheduler', time: clock.now().toISOString() })

interface QueueCounts {
  readonly name: string
  readonly approximateMessageCount: number
  readonly approximateInflightCount: number
  readonly approximateDelayedCount: number
}

/** How often idleness is looked at, real milliseconds. */
const idleLookMs = 10

const createIdle = ({ sources, urls, alertQueueUrls }: Wiring, functions: Functions): (() => Promise<void>) => {
  const nameIn = (reference: string) => reference.split(/[:/]/).at(-1) ?? ''
  const consumed = new Set([...sources.map(({ queueArn }) => queueArn), ...alertQueueUrls].map(nameIn))
  const isQuiet = () => [...functions.values()].every((each) => each.running() === 0)
  const areQueuesEmpty = async () => {
    const queues = (await (await fetch(`${urls.messages}/_fauxqs/queues`)).json()) as readonly QueueCounts[]
    return queues
      .filter(({ name }) => consumed.has(name))
      .every(
        (queue) => queue.approximateMessageCount + queue.approximateInflightCount + queue.approximateDelayedCount === 0,
      )
  }
  return async () => {
    while (!(isQuiet() && (await areQueuesEmpty()) && isQuiet())) {
      await new Promise((resolve) => setTimeout(resolve, idleLookMs))
    }
  }
}

const createFaultReport =
  (clock: HarbourClock, writeLog: (text: string) => void) =>
  (event: string, error: unknown): void => {
    const errorMessage = error instanceof Error && error.constructor === Error ? error.message : undefined
    const errorName = error instanceof Error ? error.name : typeof error
    const timestamp = clock.now().toISOString()
    writeLog(
      `${JSON.stringify({ timestamp, level: 'ERROR', functionName: 'local', event, errorName, errorMessage })}\n`,
    )
  }

interface Sources {
  readonly wiring: Wiring
  readonly functions: Functions
  readonly clock: HarbourClock
  readonly alertLog: AlertLog
  readonly reportFault: (event: string, error: unknown) => void
  readonly isManual: boolean
}

/** Starts what calls functions by itself: queues, schedules; and the capture of alerts. */
const startSources = (
  { wiring, functions, clock, alertLog, reportFault, isManual }: Sources,
  started: Started,
): void => {
  const stopping = new AbortController()
  const { signal } = stopping
  const polls = wiring.sources.map((source) => {
    const target = functionNamed(functions, source.functionName)
    return pollQueue(source, { queueUrl: queueUrlOf(wiring, source.queueArn), target, signal, reportFault })
  })
  const captured = captureAlerts(
    wiring.alertQueueUrls.map((url) => ({ url })),
    alertLog,
    clock,
    signal,
  )
  for (const schedule of isManual ? [] : wiring.schedules) {
    const target = functionNamed(functions, schedule.functionName)
    const run = async () => {
      await target.invoke(scheduledEvent(clock)).catch((error: unknown) => reportFault('schedule.failed', error))
    }
    runOnSchedule(schedule, clock, run, signal)
  }
  started.add(async () => {
    stopping.abort()
    await Promise.race([
      Promise.all([...polls, captured]),
      new Promise((resolve) => setTimeout(resolve, stopGraceMs).unref()),
    ])
  })
}

/** How long a running batch may take to end when everything stops, real milliseconds. Cut off, it comes again after the next start. */
const stopGraceMs = 1000

const start = async (options: HarbourOptions, started: Started): Promise<Harbour> => {
  const data = options.dataDirectory === undefined ? undefined : takeDataDirectory(options.dataDirectory)
  if (data !== undefined) started.add(data.release)
  const front = Promise.withResolvers<ReturnType<typeof createHttpFront>>()
  const server = await listenOn(options.port, front.promise)
  started.add(server.close)
  const isManual = options.clock === 'manual'
  const clock = createClock({ speed: isManual ? 0 : (options.speed ?? 1), dataDirectory: data?.path })
  started.add(clock.close)
  const writeLog = options.writeLog ?? ((text: string) => void process.stdout.write(text))
  const reportFault = createFaultReport(clock, writeLog)
  const wiring = await startEngines(options, data?.path, started)
  const { codeDirectoryOf } = options.stack
  const functions = await startFunctions(wiring, { clock, writeLog, codeDirectoryOf }, started)
  const alertLog = createAlertLog(data?.path)
  startSources({ wiring, functions, clock, alertLog, reportFault, isManual }, started)
  const gatewayAnswers = gatewayAnswersOf(wiring.stack)
  front.resolve(
    createHttpFront({
      routes: wiring.routes,
      gatewayAnswers,
      functions,
      alerts: alertLog.list,
      now: clock.now,
      reportFault,
    }),
  )
  return {
    url: server.url,
    clock,
    alerts: alertLog.list,
    runSchedule: async () => {
      const targets = wiring.schedules.map(({ functionName }) => functionNamed(functions, functionName))
      await Promise.all(targets.map((target) => target.invoke(scheduledEvent(clock))))
    },
    idle: createIdle(wiring, functions),
    close: started.close,
  }
}

/**
 * Runs the synthesised stack on this machine, bound to 127.0.0.1: the same template, handlers and adapters as on AWS.
 *
 * @throws Error in one line when it cannot start; nothing is then left running
 */
export const startHarbour = async (options: HarbourOptions): Promise<Harbour> => {
  const started = createStarted()
  try {
    return await start(options, started)
  } catch (error) {
    await started.close()
    throw error
  }
}

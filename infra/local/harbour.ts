import { createAlertLog, type SentAlert } from './alerts/alert-log.ts'
import { createAuthorizer } from './api/authorizer.ts'
import { createHttpFront, listenOn } from './api/http-front.ts'
import { gatewayAnswersOf, routesOf } from './api/routes.ts'
import type { OfficerProvider } from './aws/cognito.ts'
import { startEngines } from './aws/start-aws.ts'
import { largestSpeed } from './command-line/start-options.ts'
import { createIdle } from './idle.ts'
import { type CodeDirectoryOf, functionsOf } from './lambda/function-definitions.ts'
import { type FunctionDefinition, type LocalFunction, startFunction } from './lambda/function-worker.ts'
import { eventSourcesOf, schedulesOf } from './lambda/queue-events.ts'
import { startSources, toScheduledEvent } from './lambda/triggers.ts'
import { createClock, type HarbourClock } from './machine/clock.ts'
import { createStarted, type Started } from './machine/closers.ts'
import { takeDataDirectory } from './machine/data-directory.ts'
import type { Template } from './template/template.ts'

/** What is run here: a synthesised template, and the bundled code that it names. */
export interface SynthesisedStack {
  readonly template: Template
  readonly codeDirectoryOf: CodeDirectoryOf
}

/** How Harbour is started on this machine. */
export interface HarbourOptions {
  /** Asked for once the port and the data directory are known to be free. */
  readonly stack: () => Promise<SynthesisedStack>
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
  /** Who may sign in, and where; undefined where the stack has no user pool. */
  readonly officers: Pick<OfficerProvider, 'officers' | 'tokenEndpoint' | 'clientId' | 'issuer'> | undefined
  /** Every alert that was sent, in that order. */
  alerts(): readonly SentAlert[]
  /** Runs what the schedules call, once, to its end. @throws Error when a function failed */
  runSchedule(): Promise<void>
  /** Resolves when every queue is empty (dead letters apart) and no function runs. */
  idle(): Promise<void>
  /** Stops everything; nothing is left running. */
  close(): Promise<void>
}

type WriteLog = (text: string) => void

const createFaultReport = (clock: HarbourClock, writeLog: WriteLog) => (event: string, error: unknown) => {
  const errorName = error instanceof Error ? error.name : typeof error
  const errorMessage = error instanceof Error && error.constructor === Error ? error.message : undefined
  const fields = { level: 'ERROR', functionName: 'local', event, errorName, errorMessage }
  writeLog(`${JSON.stringify({ timestamp: clock.now().toISOString(), ...fields })}\n`)
}

/** Starts every function, side by side. @returns what finds one by its name */
const startFunctions = async (
  definitions: readonly FunctionDefinition[],
  surroundings: Parameters<typeof startFunction>[1],
  started: Started,
): Promise<readonly LocalFunction[]> => {
  const starting = definitions.map(async (definition) => {
    const local = await startFunction(definition, surroundings)
    started.add(local.close)
    return local
  })
  await Promise.allSettled(starting)
  return Promise.all(starting)
}

const startFoundations = async (options: HarbourOptions, started: Started) => {
  const data = options.dataDirectory === undefined ? undefined : takeDataDirectory(options.dataDirectory)
  if (data !== undefined) started.add(data.release)
  const front = Promise.withResolvers<ReturnType<typeof createHttpFront>>()
  const server = await listenOn(options.port, front.promise)
  started.add(server.close)
  const speed = options.clock === 'manual' ? 0 : (options.speed ?? 1)
  const clock = createClock({ speed, dataDirectory: data?.path })
  started.add(clock.close)
  return { dataDirectory: data?.path, url: server.url, openFront: front.resolve, clock }
}

const start = async (options: HarbourOptions, started: Started): Promise<Harbour> => {
  const { dataDirectory, url, openFront, clock } = await startFoundations(options, started)
  const isManual = options.clock === 'manual'
  const writeLog = options.writeLog ?? ((text) => void process.stdout.write(text))
  const reportFault = createFaultReport(clock, writeLog)
  const { template, codeDirectoryOf } = await options.stack()
  const speed = isManual ? largestSpeed : (options.speed ?? 1)
  const engines = await startEngines({ template, speed, dataDirectory, clock }, started)
  const { stack, urls, alertQueueUrls, officers } = engines

  const [routes, sources, schedules] = [routesOf(stack), eventSourcesOf(stack), schedulesOf(stack)]
  const routed = routes.flatMap(({ target }) => (target.kind === 'function' ? [target.functionName] : []))
  const called = [...routed, ...[...sources, ...schedules].map(({ functionName }) => functionName)]
  const definitions = functionsOf(stack, called, urls, codeDirectoryOf)
  const functions = await startFunctions(definitions, { clock: clock.memory, writeLog }, started)
  const functionNamed = (name: string): LocalFunction => {
    const found = functions.find((each) => each.name === name)
    if (found === undefined) throw new Error(`the template has no function ${name}`)
    return found
  }

  const alertLog = createAlertLog(dataDirectory)
  const own = { sources, schedules: isManual ? [] : schedules, messagesUrl: urls.messages, alertQueueUrls }
  startSources({ ...own, functionNamed, clock, alertLog, reportFault }, started)
  const gatewayAnswers = gatewayAnswersOf(stack)
  const authorize = officers === undefined ? async () => undefined : createAuthorizer(officers.issuer, clock)
  const signIn = officers && { tokenEndpoint: officers.tokenEndpoint, clientId: officers.clientId }
  const ofOfficers = { authorize, signIn }
  openFront(
    createHttpFront({
      ...{ routes, gatewayAnswers, functionNamed, alerts: alertLog.list, now: clock.now, reportFault },
      ...ofOfficers,
    }),
  )
  const runSchedule = async () => {
    const targets = schedules.map(({ functionName }) => functionNamed(functionName))
    await Promise.all(targets.map((target) => target.invoke(toScheduledEvent(clock))))
  }
  return {
    url,
    clock,
    officers,
    alerts: alertLog.list,
    runSchedule,
    idle: createIdle(functions, sources, own),
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

import { createAlertLog, type SentAlert } from './alerts/alert-log.ts'
import { createAuthorizer } from './api/authorizer.ts'
import type { LocalConsole } from './api/console-pages.ts'
import { gatewayAnswersOf } from './api/gateway-answers.ts'
import { createHttpFront, listenForFront } from './api/http-front.ts'
import type { ContactsPlace, SignInPlace } from './api/local-pages.ts'
import { binaryTypesOf, routesOf } from './api/routes.ts'
import type { OfficerProvider } from './aws/cognito.ts'
import { startServices } from './aws/start-services.ts'
import { largestSpeed } from './command-line/start-options.ts'
import { type ContactEntry, putContacts } from './contacts/put-contacts.ts'
import { createIdle } from './idle.ts'
import { functionDefinitionsOf } from './lambda/function-definitions.ts'
import { createFunction, type LocalFunction } from './lambda/local-function.ts'
import { polledQueuesOf } from './lambda/queue-polling.ts'
import { schedulesOf } from './lambda/schedules.ts'
import { startTriggers, toScheduledEvent } from './lambda/start-triggers.ts'
import { createClock, type HarbourClock } from './machine/clock.ts'
import { type Closers, createClosers } from './machine/closers.ts'
import { takeDataDirectory } from './machine/data-directory.ts'
import type { SynthesisedStack } from './template/synthesis.ts'
import type { Stack } from './template/template.ts'

/** How Harbour is started on this machine. */
export interface HarbourOptions {
  /**
   * Synthesises the stack to run, for a front at this URL. Called once the port and the data directory are known to be
   * free.
   */
  readonly stack: (url: string) => Promise<SynthesisedStack>
  /** TCP port of the API on 127.0.0.1; 0 takes any free port. */
  readonly port: number
  /** How many times faster than real time the clock runs. @default 1 */
  readonly speed?: number
  /**
   * `manual` makes the clock stand still until `advance`, and runs schedules only by `runSchedule`.
   *
   * @default 'running'
   */
  readonly clock?: 'running' | 'manual'
  /** Where everything is kept over a restart. @default in memory */
  readonly dataDirectory?: string | undefined
  /** Put in force in place of those that are. @default - those that are, or else a mailbox for every audience */
  readonly contacts?: readonly ContactEntry[] | undefined
  /** Sends a canary at its rate. @default false: it would stand among what a test counts */
  readonly hasCanary?: boolean
  /** Marks each answer and alert as a test. @default false */
  readonly isSandbox?: boolean
  /** Is told in a line what a person at the terminal should know of the data directory. @default nobody */
  readonly say?: (line: string) => void
  /** Receives what the functions print. @default standard output */
  readonly writeLog?: (text: string) => void
}

/** Harbour, running on this machine. */
export interface Harbour {
  /** Of the API, without a path. */
  readonly url: string
  readonly clock: Pick<HarbourClock, 'now' | 'advance'>
  /** Who can sign in, and where; undefined where the template has no client of a user pool. */
  readonly officers: Omit<OfficerProvider, 'close'> | undefined
  /** Returns every message that was sent, in that order. */
  alerts(): readonly SentAlert[]
  /** Invokes every scheduled function once, and waits for it. @throws Error when a function fails */
  runSchedule(): Promise<void>
  /** Resolves when every queue is empty (dead letters apart) and no function runs. */
  idle(): Promise<void>
  /** Stops everything; nothing is left running. */
  close(): Promise<void>
}

/**
 * Runs the synthesised stack on this machine, bound to 127.0.0.1: the same template, handlers and adapters as on AWS.
 *
 * @throws Error in one line when it cannot start; nothing is then left running
 */
export const startHarbour = async (options: HarbourOptions): Promise<Harbour> => {
  const closers = createClosers()
  try {
    return await start(options, closers)
  } catch (error) {
    await closers.close()
    throw error
  }
}

const start = async (options: HarbourOptions, closers: Closers): Promise<Harbour> => {
  const { data, url, openFront, clock } = await startFoundations(options, closers)
  const dataDirectory = data?.path
  const isManual = options.clock === 'manual'
  const writeLog = options.writeLog ?? ((text) => void process.stdout.write(text))
  const reportFault = createFaultReport(clock, writeLog)
  const { template, codeDirectoryOf, consoleDirectory } = await options.stack(url)
  const speed = isManual ? largestSpeed : (options.speed ?? 1)
  const alertLog = createAlertLog(dataDirectory)
  const services = await startServices({ template, speed, dataDirectory, clock, alerts: alertLog }, closers)
  const { stack, urls, messagesUrl, tablesUrl, receiverUrl, officers } = services
  data?.markWhole()
  const contacts = contactsPlaceOf(stack, tablesUrl)
  if (contacts !== undefined) await putContacts(contacts, options.contacts)
  const { routes, queues, schedules } = readCallers(stack, options.hasCanary ?? false)
  const names = functionNamesOf({ routes, queues, schedules })
  const definitions = functionDefinitionsOf(names, { stack, urls, codeDirectoryOf })
  const shared = { clock: clock.memory, receiverPort: Number(new URL(receiverUrl).port), writeLog }
  const functions = definitions.map((definition) => createFunction(definition, shared))
  for (const each of functions) closers.add(each.close)
  const functionNamed = createFinder(functions)

  const listAlerts = options.isSandbox === true ? () => alertLog.list().map(asTest) : alertLog.list
  const triggers = { queues, schedules: isManual ? [] : schedules }
  closers.add(startTriggers(triggers, { functionNamed, messagesUrl, clock, speed, reportFault }).close)
  openFront(
    createHttpFront({
      routes,
      gatewayAnswers: gatewayAnswersOf(stack),
      binaryTypes: binaryTypesOf(stack),
      functionNamed,
      authorize: officers === undefined ? async () => undefined : createAuthorizer(officers.issuer, clock),
      signIn: officers && signInPlaceOf(officers),
      contacts,
      console: officers && consoleDirectory ? consoleOf(officers, { directory: consoleDirectory, url }) : undefined,
      alerts: listAlerts,
      now: clock.now,
      isSandbox: options.isSandbox ?? false,
      reportFault,
    }),
  )
  const read = queues.map(({ queueArn }) => queueArn)
  return {
    url,
    clock,
    officers,
    alerts: listAlerts,
    runSchedule: async () => {
      const targets = schedules.map(({ functionName }) => functionNamed(functionName))
      await Promise.all(targets.map((target) => target.invoke(toScheduledEvent(clock))))
    },
    idle: createIdle({
      functions,
      queues: read,
      messagesUrl,
      passSecond: isManual ? () => clock.advance(1 / 60) : undefined,
    }),
    close: closers.close,
  }
}

const asTest = (alert: SentAlert): SentAlert => ({ ...alert, text: `TEST ${alert.text}` })

/** Leaves out the officers and their passwords, which no page shows. */
const signInPlaceOf = ({ issuer, tokenEndpoint, clientId, commandLineClientId }: OfficerProvider): SignInPlace => ({
  issuer,
  tokenEndpoint,
  clientId,
  commandLineClientId,
})

/** The tables have the logical ids that the stack pins. */
const contactsPlaceOf = (stack: Stack, tablesUrl: string): ContactsPlace | undefined => {
  const tables = stack.resourcesOf('AWS::DynamoDB::GlobalTable')
  const found = tables.find(({ logicalId }) => logicalId.startsWith('Contacts'))
  const reports = tables.find(({ logicalId }) => logicalId.startsWith('Reports'))
  return found && { tablesUrl, table: found.logicalId, reportTable: reports?.logicalId }
}

/** Says to the console what its deployment on AWS would say. */
const consoleOf = (
  { issuer, consoleClientId, tokenEndpoint, authorizationEndpoint, signOutEndpoint }: OfficerProvider,
  { directory, url }: { readonly directory: string; readonly url: string },
): LocalConsole => ({
  directory,
  config: {
    apiUrl: `${url}/`,
    issuer,
    clientId: consoleClientId,
    authorizationEndpoint,
    tokenEndpoint,
    signOutEndpoint,
  },
})

/** Takes the data directory and the port, and starts the clock: all that can fail by a wrong option. */
const startFoundations = async (options: HarbourOptions, closers: Closers) => {
  const data = options.dataDirectory === undefined ? undefined : takeDataDirectory(options.dataDirectory)
  if (data !== undefined) closers.add(data.release)
  const { say = () => undefined } = options
  data?.notes.forEach(say)
  const front = Promise.withResolvers<ReturnType<typeof createHttpFront>>()
  const server = await listenForFront(options.port, front.promise)
  closers.add(server.close)
  const speed = options.clock === 'manual' ? 0 : (options.speed ?? 1)
  const clock = createClock({ speed, dataDirectory: data?.path })
  closers.add(clock.close)
  const aheadMinutes = Math.round((clock.now().getTime() - Date.now()) / 60_000)
  if (aheadMinutes > 0) {
    const minutes = aheadMinutes === 1 ? '1 minute' : `${aheadMinutes} minutes`
    say(`The clock is ${minutes} ahead of the real one: it ran faster before, and it never goes back`)
  }
  return { data, url: server.url, openFront: front.resolve, clock }
}

/** Reads what calls functions: the routes of the API, queues and schedules. */
const readCallers = (stack: Stack, hasCanary: boolean) => ({
  routes: routesOf(stack),
  queues: polledQueuesOf(stack),
  // The function has the logical id that the stack pins.
  schedules: schedulesOf(stack).filter(({ functionName }) => hasCanary || !functionName.startsWith('Canary')),
})

const functionNamesOf = ({ routes, queues, schedules }: ReturnType<typeof readCallers>): readonly string[] => {
  const routed = routes.flatMap(({ target }) => (target.kind === 'function' ? [target.functionName] : []))
  return [...routed, ...[...queues, ...schedules].map(({ functionName }) => functionName)]
}

/**
 * Creates what logs a fault of the local stack itself. The messages of V8's own errors quote input, so they are left
 * out.
 */
const createFaultReport =
  (clock: HarbourClock, writeLog: (text: string) => void) => (event: string, error: unknown) => {
    const errorName = error instanceof Error ? error.name : typeof error
    const errorMessage = error instanceof Error && error.constructor === Error ? error.message : undefined
    const fields = { level: 'ERROR', functionName: 'local', event, errorName, errorMessage }
    writeLog(`${JSON.stringify({ timestamp: clock.now().toISOString(), ...fields })}\n`)
  }

const createFinder =
  (functions: readonly LocalFunction[]) =>
  (name: string): LocalFunction => {
    const found = functions.find((each) => each.name === name)
    if (found === undefined) throw new Error(`the template has no function ${name}`)
    return found
  }

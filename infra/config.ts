import { isShortLink, longestLink } from '../shared/domain/digest.ts'
import { isReservedHost } from '../shared/domain/reserved-address.ts'
import { exampleOperators, type OperatorAddresses, parseOperators } from './operators.ts'
import { plainSettings, type Settings, settingsFromFile } from './settings.ts'

/** Where Harbour runs. */
export type Stage = 'local' | 'dev' | 'prod'

/** What differs between stages, and nothing else does. */
export interface StageConfig {
  readonly stage: Stage
  /** What people read as the sender of the operators' mail, and as the description of the stack. */
  readonly title: string
  readonly region: string
  /** Who hears CloudWatch's alarms by email. Who is notified of reports is data, put by `npm run contacts`. */
  readonly operators: OperatorAddresses
  /** Where officers sign in; the link in every digest. */
  readonly consoleUrl: string
  /** Where front ends reach the API, where the stack itself does not say. */
  readonly apiUrl: string | null
  /** Days that logs are kept. */
  readonly logRetentionDays: 30 | 365
  /** Who may delete a digest before its time: nobody, or an administrator who is given that right. */
  readonly digestLock: 'compliance' | 'governance'
  /** Whether the stack can be deleted only after somebody has switched this off. */
  readonly terminationProtection: boolean
  readonly settings: Settings
}

type Environment = Readonly<Record<string, string | undefined>>

/** What is given to a stage from outside. */
type Given = Pick<StageConfig, 'operators' | 'consoleUrl' | 'settings'> & Partial<Pick<StageConfig, 'apiUrl'>>

/** The only region of AWS in the United Kingdom: police data stays there unless the settings name another. */
export const homeRegion = 'eu-west-2'

const notReal = {
  apiUrl: null,
  region: homeRegion,
  logRetentionDays: 30,
  digestLock: 'governance',
  terminationProtection: false,
} as const

/** Senders of this machine, whose messages never leave it. */
const localSenders: Settings['senders'] = {
  email: 'harbour@example.org',
  sms: 'arn:aws:sms-voice:eu-west-2:000000000000:phone-number/local-sms',
  call: 'arn:aws:sms-voice:eu-west-2:000000000000:phone-number/local-call',
}

const stages: Readonly<Record<Stage, (given: Given) => StageConfig>> = {
  local: (given) => ({
    ...notReal,
    ...given,
    stage: 'local',
    title: 'Harbour local, not for real reports',
    settings: { ...given.settings, senders: localSenders },
  }),
  dev: (given) => ({ ...notReal, ...given, stage: 'dev', title: 'Harbour dev, not for real reports' }),
  prod: (given) => ({
    ...given,
    stage: 'prod',
    title: 'Harbour',
    apiUrl: null,
    region: homeRegion,
    logRetentionDays: 365,
    digestLock: 'compliance',
    terminationProtection: given.settings.deletionProtection,
  }),
}

/** The console that the stack serves itself; undefined where it serves none. */
const servedConsole = ({ consoleDomain }: Settings): string | undefined =>
  consoleDomain === null ? undefined : `https://${consoleDomain.domainName}/`

const liveConsole = (url: string | undefined): string => {
  if (!url?.startsWith('https://') || !URL.canParse(url) || isReservedHost(new URL(url).hostname)) {
    throw new Error(
      'stage prod needs the address of its console: name a consoleDomain in the settings, or set HARBOUR_CONSOLE_URL to an https URL',
    )
  }
  return url
}

/** @throws Error when a digest, which is one SMS, has no room for the console's address */
const withShortLink = (given: Given): Given => {
  if (isShortLink(given.consoleUrl)) return given
  const room = `at most ${longestLink} letters, digits and .:/_-`
  throw new Error(
    `the address of the console does not fit an SMS: the consoleDomain, or HARBOUR_CONSOLE_URL, needs ${room}`,
  )
}

const liveSettings = (file: string | undefined): Settings => {
  if (!file) throw new Error('stage prod needs its settings: set HARBOUR_SETTINGS to their JSON file (docs/deploy.md)')
  return settingsFromFile(file, homeRegion)
}

const givenBy: Readonly<Record<Stage, (environment: Environment) => Given>> = {
  local: ({ PORT }) => ({
    operators: exampleOperators,
    consoleUrl: `http://127.0.0.1:${PORT || 8080}/console/`,
    apiUrl: `http://127.0.0.1:${PORT || 8080}/`,
    settings: plainSettings,
  }),
  dev: (environment) => {
    const { HARBOUR_SETTINGS, HARBOUR_CONSOLE_URL, HARBOUR_TEST_ADDRESS } = environment
    const settings = HARBOUR_SETTINGS ? settingsFromFile(HARBOUR_SETTINGS, homeRegion) : plainSettings
    const consoleUrl = servedConsole(settings) ?? (HARBOUR_CONSOLE_URL || 'http://localhost:8080/')
    return { operators: parseOperators('HARBOUR_TEST_ADDRESS', HARBOUR_TEST_ADDRESS), consoleUrl, settings }
  },
  prod: ({ HARBOUR_OPERATORS, HARBOUR_CONSOLE_URL, HARBOUR_SETTINGS }) => {
    const settings = liveSettings(HARBOUR_SETTINGS)
    const operators = parseOperators('HARBOUR_OPERATORS', HARBOUR_OPERATORS)
    return { operators, consoleUrl: servedConsole(settings) ?? liveConsole(HARBOUR_CONSOLE_URL), settings }
  },
}

/** Reads what a stage is made with. @throws Error that says in one line what to set */
export const configOf = (stage: Stage, environment: Environment = process.env): StageConfig =>
  stages[stage](withShortLink(givenBy[stage](environment)))

/** The same with made-up operators and settings: for checks of the template, never for a deployment. */
export const exampleConfig = (stage: Stage, settings: Partial<Settings> = {}): StageConfig =>
  stages[stage]({
    operators: exampleOperators,
    consoleUrl: 'https://console.example.org/',
    settings: { ...plainSettings, deletionProtection: true, ...settings },
  })

/** Reads the stage that the command line names. @throws Error that says in one line what to set */
export const toStage = (text: string | undefined): Stage => {
  if (text === 'dev' || text === 'prod') return text
  throw new Error('no stage is named: set HARBOUR_STAGE to dev or prod, as in HARBOUR_STAGE=dev npx cdk deploy')
}

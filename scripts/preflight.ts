import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas'
import { SSMClient } from '@aws-sdk/client-ssm'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { configOf, homeRegion, type StageConfig, toStage } from '../infra/config.ts'
import { parseOptions } from '../infra/local/command-line/options.ts'
import { accountChecks, type Check } from './preflight/checks.ts'

const help = `Checks what a deployment needs, and changes nothing.

  HARBOUR_STAGE=prod npm run preflight

Set what the deployment takes (HARBOUR_OPERATORS, HARBOUR_SETTINGS, HARBOUR_CONSOLE_URL; docs/deploy.md), and sign in as the
AWS CLI does. Without credentials only the files are checked.
`

const stop = (problem: string): never => {
  process.stderr.write(`preflight: ${problem}\n`)
  process.exit(1)
}

const print = (state: string, name: string, detail: string): void =>
  void process.stdout.write(`${state.padEnd(16)}${name}: ${detail}\n`)

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Reads contacts, settings and stage as the deployment does; undefined where they are not right yet. */
const checkConfig = (environment: NodeJS.ProcessEnv): StageConfig | undefined => {
  try {
    const config = configOf(toStage(environment['HARBOUR_STAGE']))
    print('ok', 'operators and settings', `stage ${config.stage}, region ${config.region}`)
    return config
  } catch (error) {
    print('to do', 'operators and settings', messageOf(error))
    return undefined
  }
}

const findAccount = async (region: string): Promise<string | undefined> => {
  try {
    return (await new STSClient({ region, maxAttempts: 1 }).send(new GetCallerIdentityCommand({}))).Account
  } catch (error) {
    print('could not check', 'the AWS account', `no credentials that AWS accepts (${messageOf(error)})`)
    return undefined
  }
}

/** Runs every check. Returns how many are to do, or could not be checked. */
const runAll = async (checks: readonly Check[]): Promise<number> => {
  let open = 0
  for (const { name, run } of checks) {
    try {
      const { state, detail } = await run()
      if (state !== 'ok') open += 1
      print(state, name, detail)
    } catch (error) {
      open += 1
      print('could not check', name, messageOf(error))
    }
  }
  return open
}

const run = async (): Promise<number> => {
  const config = checkConfig(process.env)
  const region = config?.region ?? homeRegion
  const account = await findAccount(region)
  const openFiles = config === undefined ? 1 : 0
  if (account === undefined) return openFiles + 1
  print('ok', 'the AWS account', account)
  const clients = {
    ssm: new SSMClient({ region }),
    trails: new CloudTrailClient({ region }),
    quotas: new ServiceQuotasClient({ region }),
    stacks: new CloudFormationClient({ region }),
  }
  const stackName = `Harbour-${config?.stage ?? process.env['HARBOUR_STAGE'] ?? 'prod'}`
  return openFiles + (await runAll(accountChecks(clients, { stackName, settings: config?.settings })))
}

const accepted = { values: [], help: 'npm run preflight -- --help' } as const
const given = parseOptions(process.argv.slice(2), accepted)
if (given.kind === 'help') process.stdout.write(help)
else if (given.kind === 'refused') stop(given.problem)
else {
  const open = await run()
  process.stdout.write(open === 0 ? 'ready to deploy\n' : `${open} to do or not checked\n`)
  process.exitCode = open === 0 ? 0 : 1
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { SignInPlace } from '../infra/local/api/local-pages.ts'
import { signInByPassword } from '../infra/local/aws/password-sign-in.ts'
import { cfnLintExceptions, checkovExceptions } from './verify/exceptions.ts'
import { type Command, installTools, root, runCommand, type Server, startServer, toolPath } from './verify/tools.ts'

/** How a step ended: well, badly, or not at all and why. */
type Verdict = 'passed' | 'failed' | { readonly skipped: string }

/** Runs a command to its end. @returns whether it ended with 0 */
type Run = (command: Command) => Promise<boolean>

interface Step {
  readonly name: string
  readonly check: (run: Run, print: Print) => Promise<Verdict>
}

type Print = (text: string) => void

const verdictOf = (isFine: boolean): Verdict => (isFine ? 'passed' : 'failed')

const vitest = (args: readonly string[], env: Readonly<Record<string, string>>): Command => ({
  command: join(root, 'node_modules', '.bin', 'vitest'),
  args: ['run', ...args],
  env,
})

if (process.argv.length > 2) {
  process.stdout.write(
    "npm run verify takes no options: it runs other people's engines and tools as far as this machine has them\n",
  )
  process.exit(process.argv[2] === '--help' ? 0 : 1)
}

const missing = installTools()

/** Runs a step only where the Python tools are there. */
const withTools =
  (check: Step['check']): Step['check'] =>
  async (run, print) =>
    missing === undefined ? check(run, print) : { skipped: missing }

/**
 * The stack without settings, and the stacks of a stage whose settings (scripts/verify/settings.json) name everything.
 */
const plainTemplate = join('cdk.out', 'Harbour-dev.template.json')
const withSettings = join('.build', 'verify-settings')
const templates = [
  { file: plainTemplate, region: 'eu-west-2' },
  { file: join(withSettings, 'Harbour-dev.template.json'), region: 'eu-west-2' },
  { file: join(withSettings, 'Harbour-dev-replica.template.json'), region: 'eu-west-1' },
]

const synthesiseTemplates: Step['check'] = async (run) => {
  const env = {
    HARBOUR_STAGE: 'dev',
    HARBOUR_TEST_ADDRESS: 'verify@harbour.police',
    HARBOUR_SETTINGS: join('scripts', 'verify', 'settings.json'),
  }
  const cdk = {
    command: join(root, 'node_modules', '.bin', 'cdk'),
    args: ['synth', '--quiet', '--output', withSettings],
  }
  const isPlainFine = await run({ command: 'npm', args: ['run', '--silent', 'synth'] })
  return verdictOf(isPlainFine && (await run({ ...cdk, env })))
}

const idsOf = (exceptions: ReadonlyArray<{ readonly id: string }>) => exceptions.map(({ id }) => id)

/** Ports of this machine's own, away from those of `npm start`. */
const ports = { moto: 5599, api: 8499 }

const onMoto: Step['check'] = async (run) => {
  const url = `http://127.0.0.1:${ports.moto}`
  const env = { MOTO_ACCOUNT_ID: '000000000000' }
  const args = ['-H', '127.0.0.1', '-p', String(ports.moto)]
  const moto = await startServer({ command: toolPath('moto_server'), args, env }, `${url}/moto-api/`)
  try {
    return verdictOf(await run(vitest(['test/contracts'], { MOTO_URL: url })))
  } finally {
    moto.stop()
  }
}

/** Signs one of this machine's officers in, as their console would. */
const signIn = async (url: string, printed: string): Promise<string> => {
  const [, password = ''] = /Officer child-protection .* password (\S+)/.exec(printed) ?? []
  const place = (await (await fetch(`${url}/_local/sign-in`)).json()) as SignInPlace
  return signInByPassword(place, { name: 'child-protection', password })
}

const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
  'response_headers_conformance',
  'unsupported_method',
  'allow_header_conformance',
].join(',')

const schemathesis = (url: string, ...more: readonly string[]): Command => ({
  command: toolPath('schemathesis'),
  args: ['run', `${url}/openapi.json`, '--seed', '1', '--max-examples', '25', '--no-color', ...more],
})

/** Starts Harbour as `npm start` does, for the time of some work. */
const withHarbour = async (work: (harbour: Server) => Promise<boolean>): Promise<Verdict> => {
  const url = `http://127.0.0.1:${ports.api}`
  const args = [join('infra', 'local', 'start.mjs')]
  const start = { command: process.execPath, args, env: { PORT: String(ports.api) } }
  const harbour = await startServer(start, `${url}/health`)
  try {
    return verdictOf(await work(harbour))
  } finally {
    harbour.stop()
  }
}

const onItsOwnDescription: Step['check'] = (run, print) =>
  withHarbour(async ({ url, output }) => {
    const authorization = `Authorization: Bearer ${await signIn(url, output())}`
    const asAnyone = await run(schemathesis(url, '--checks', `${checks},ignored_auth`))
    const officers = ['--include-path-regex', '^/duty/', '-H', authorization]
    const asOfficer = await run(schemathesis(url, '--checks', checks, ...officers))
    const faults = output()
      .split('\n')
      .filter((line) => line.includes('"level":"ERROR"'))
    for (const line of faults.slice(0, 5)) print(`${line}\n`)
    return asAnyone && asOfficer && faults.length === 0
  })

/** Makes a client in another language from the API's document, and sends a report by it. */
const byPythonClient: Step['check'] = (run) =>
  withHarbour(async ({ url }) => {
    const folder = join(root, '.build', 'python-client')
    const generate = ['generate', '--path', 'openapi.json', '--output-path', folder, '--overwrite', '--meta', 'setup']
    return (
      (await run({ command: toolPath('openapi-python-client'), args: generate })) &&
      run({ command: toolPath('python'), args: [join('scripts', 'verify', 'post_report.py'), folder, url] })
    )
  })

const jar = join(process.env['DYNAMODB_LOCAL_JAR_DIR'] ?? 'nowhere', 'DynamoDBLocal.jar')

const onDynamoDbLocal: Step['check'] = async (run) =>
  existsSync(jar)
    ? verdictOf(await run(vitest(['test/contracts/reports.test.ts'], {})))
    : { skipped: 'DYNAMODB_LOCAL_JAR_DIR names no folder with DynamoDBLocal.jar (needs Java 17)' }

const byCfnLint: Step['check'] = async (run) => {
  const ignored = ['--ignore-checks', ...idsOf(cfnLintExceptions)]
  const verdicts: boolean[] = []
  for (const { file, region } of templates) {
    const args = ['--regions', region, ...ignored, '--', file]
    verdicts.push(await run({ command: toolPath('cfn-lint'), args }))
  }
  return verdictOf(verdicts.every((each) => each))
}

const byCheckov: Step['check'] = async (run) => {
  const files = templates.flatMap(({ file }) => ['-f', file])
  const options = ['--framework', 'cloudformation', '--quiet', '--compact', '--skip-download']
  const skipped = ['--skip-check', idsOf(checkovExceptions).join(',')]
  return verdictOf(await run({ command: toolPath('checkov'), args: [...files, ...options, ...skipped] }))
}

const byMotoCloudFormation: Step['check'] = async (run) => {
  const args = [join('scripts', 'verify', 'create_stack.py'), plainTemplate]
  return verdictOf(await run({ command: toolPath('python'), args }))
}

const byPythonReader: Step['check'] = async (run) =>
  verdictOf(await run(vitest(['test/envelope'], { PYTHON: toolPath('python') })))

/** The lanes run side by side. The steps of a lane run in order: the linters read what synth wrote. */
const lanes: ReadonlyArray<readonly Step[]> = [
  [
    { name: 'contract suites on Amazon DynamoDB Local', check: onDynamoDbLocal },
    { name: 'contract suites on moto: DynamoDB, SQS, SNS, KMS', check: withTools(onMoto) },
  ],
  [
    { name: 'synth, with no settings and with all of them', check: synthesiseTemplates },
    { name: 'cfn-lint on the templates', check: withTools(byCfnLint) },
    { name: 'checkov on the templates', check: withTools(byCheckov) },
    { name: "moto's CloudFormation creates what it knows of the template", check: withTools(byMotoCloudFormation) },
    { name: 'schemathesis on the API, from its own description', check: withTools(onItsOwnDescription) },
    { name: 'a Python client, generated from the document, sends a report', check: withTools(byPythonClient) },
    { name: 'the envelope, opened by an independent reader in Python', check: withTools(byPythonReader) },
  ],
]

const failed: string[] = []
const skipped: string[] = []

/** What the steps that run have printed, by their names: it is shown when a step ends. */
const underWay = new Map<string, string[]>()

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const [name, printed] of underWay)
      process.stdout.write(`\n== verify: stopped in: ${name}\n${printed.join('')}`)
    process.exit(1)
  })
}

/** Runs a step, and prints its output when it ends. */
const runStep = async ({ name, check }: Step): Promise<void> => {
  process.stdout.write(`verify: begins: ${name}\n`)
  const printed: string[] = []
  underWay.set(name, printed)
  const print: Print = (text) => void printed.push(text)
  const verdict = await check((command) => runCommand(command, print), print).catch((error: unknown): Verdict => {
    print(`${String(error)}\n`)
    return 'failed'
  })
  const ended = typeof verdict === 'string' ? `${verdict}: ${name}` : `skipped: ${name}: ${verdict.skipped}`
  underWay.delete(name)
  process.stdout.write(`\n== verify: ${name}\n${printed.join('')}${ended}\n`)
  if (verdict === 'failed') failed.push(name)
  if (typeof verdict !== 'string') skipped.push(name)
}

await Promise.all(
  lanes.map(async (steps) => {
    for (const step of steps) await runStep(step)
  }),
)
const steps = lanes.flat()
if (failed.length > 0) {
  process.stderr.write(`\nverify: ${failed.length} of ${steps.length} did not pass:\n  ${failed.join('\n  ')}\n`)
  process.exit(1)
}
const passed = steps.length - skipped.length
process.stdout.write(`\nverify: ${passed} of ${steps.length} passed, ${skipped.length} skipped, none failed\n`)
for (const name of skipped) process.stdout.write(`  skipped: ${name}\n`)

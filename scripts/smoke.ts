import { parseOptions } from '../infra/local/command-line/options.ts'
import { createPublicApi } from '../shared/adapters/fetch-public-api.ts'
import { type Check, type Kept, readingChecks, reportChecks } from './smoke/checks.ts'

const help = `Checks a deployment from outside: sends one marked report through the live API and follows it to its end.

  npm run smoke -- https://api.example.org/          sends the report
  npm run smoke -- https://api.example.org/ --read   only reads, and sends nothing

The report says that it is a test. Duty control gets its alert: tell the officers on duty before you run this.
`

const stop = (problem: string): never => {
  process.stderr.write(`smoke: ${problem}\n`)
  process.exit(1)
}

const print = (line: string): void => void process.stdout.write(`${line}\n`)

/** Says what is wrong with a call that got no answer, without what was sent. */
const faultOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'failed'
  const code = (error.cause as { readonly code?: unknown } | undefined)?.code
  return error.name === 'TimeoutError'
    ? 'did not answer in time'
    : `could not be reached (${String(code ?? error.name)})`
}

const runAll = async (checks: readonly Check[]): Promise<number> => {
  const kept: { -readonly [Field in keyof Kept]: Kept[Field] } = {}
  let failures = 0
  for (const { name, run } of checks) {
    const start = performance.now()
    const problem = await run(kept).catch(faultOf)
    if (problem !== undefined) failures += 1
    const ms = String(Math.round(performance.now() - start)).padStart(6)
    print(`${problem === undefined ? 'ok  ' : 'FAIL'} ${ms} ms  ${name}${problem === undefined ? '' : `: ${problem}`}`)
  }
  if (kept.reference !== undefined) print(`the report was ${kept.reference}`)
  return failures
}

const toUrl = (text: string | undefined): string => {
  if (text === undefined) return stop('name the URL of the API, as the output ApiUrl of the stack says it')
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) return stop(`${text} is not an http URL`)
  return text
}

const accepted = { values: [], flags: ['read'], words: true, help: 'npm run smoke -- --help' } as const
const given = parseOptions(process.argv.slice(2), accepted)
if (given.kind === 'help') print(help.trimEnd())
else if (given.kind === 'refused') stop(given.problem)
else if (given.words.length > 1) stop('name one URL')
else {
  const api = createPublicApi(toUrl(given.words[0]))
  const checks = given.flags.has('read') ? readingChecks(api) : [...readingChecks(api), ...reportChecks(api)]
  const failures = await runAll(checks)
  print(failures === 0 ? `all ${checks.length} checks passed` : `${failures} of ${checks.length} checks failed`)
  process.exitCode = failures === 0 ? 0 : 1
}

import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseStartOptions } from '../../infra/local/command-line/start-options.ts'
import { parseContactsCommand } from '../../scripts/contacts/commands.ts'
import { parseCommand } from '../../scripts/officer/commands.ts'
import { parseOfficers } from '../../scripts/officers/commands.ts'
import { blocksIn, commands, pages } from './pages.ts'

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly scripts: Record<string, string> }

const wordsOf = (command: string): readonly string[] =>
  [...command.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) => word.replaceAll(/^['"]|['"]$/g, ''))

const problemOfRefusal = (command: { readonly kind: string; readonly problem?: string }): string | undefined =>
  command.kind === 'refused' ? command.problem : undefined

/** The tools whose own parser reads what a page says. */
const parsers: Readonly<Record<string, (args: readonly string[]) => string | undefined>> = {
  start: (args) => problemOfRefusal(parseStartOptions(args, {})),
  officer: (args) => problemOfRefusal(parseCommand(args).command),
  officers: (args) => problemOfRefusal(parseOfficers(args.map((arg) => arg.replace('NAME@HOST', 'name@host.example')))),
  contacts: (args) => problemOfRefusal(parseContactsCommand(args)),
}

const helps = new Map<string, string>()

/** Returns the help of a script of ours, or its source where it has no help. */
const helpOf = (name: string): string => {
  const [, file] = /(\S+\.ts)$/.exec(scripts[name] ?? '') ?? []
  if (file === undefined) return ''
  const known = helps.get(name) ?? execFileSync(process.execPath, [file, '--help'], { encoding: 'utf8' })
  helps.set(name, known)
  return known
}

const problemOfScript = (name: string, args: readonly string[]): string | undefined => {
  if (scripts[name] === undefined) return `package.json has no script ${name}`
  const parse = parsers[name]
  if (parse !== undefined) return args.length === 0 ? undefined : parse(args)
  const options = args.filter((arg) => arg.startsWith('--'))
  const unknown = options.find((option) => option !== '--help' && !helpOf(name).includes(option))
  return unknown === undefined ? undefined : `the help of ${name} does not name ${unknown}`
}

const problemOfNpm = ([verb = '', ...args]: readonly string[]): string | undefined => {
  if (verb === 'install' || verb === 'ci') return undefined
  const [name = '', ...rest] = verb === 'run' ? args : [verb, ...args]
  const separator = rest.indexOf('--')
  return problemOfScript(name, separator === -1 ? [] : rest.slice(separator + 1))
}

const problemOfBin = (name: string, args: readonly string[]): string | undefined => {
  if (!existsSync(`node_modules/.bin/${name}`)) return `${name} is not installed`
  const missing = args.find((arg) => /^(test|docs|infra)\//.test(arg) && !existsSync(arg))
  return missing === undefined ? undefined : `${missing} does not exist`
}

/** The AWS command line names a call and its fields as the SDK does, with hyphens. */
const pascal = (text: string): string => text.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())

/** Calls that AWS documents, of services whose SDK client is not installed here. */
const notInSdk = [
  'sso login',
  ...['invoke', 'put-function-concurrency', 'delete-function-concurrency'].map((call) => `lambda ${call}`),
]

const problemOfAws = ([service = '', call = '', ...args]: readonly string[]): string | undefined => {
  if (notInSdk.includes(`${service} ${call}`)) return undefined
  const types = `node_modules/@aws-sdk/client-${service}/dist-types`
  if (!existsSync(`${types}/commands/${pascal(call)}Command.d.ts`)) return `the SDK has no ${service} ${call}`
  const models = globSync(`${types}/models/*.d.ts`).map((file) => readFileSync(file, 'utf8'))
  const fields = args.flatMap((arg) => /^--(?:no-)?([\w-]+)$/.exec(arg)?.[1] ?? []).map(pascal)
  const isKnown = (field: string) => models.some((model) => new RegExp(`\\b${field}\\??:`).test(model))
  const unknown = fields.find((field) => !isKnown(field))
  return unknown === undefined ? undefined : `the SDK has no field ${unknown}`
}

const infraSources = globSync('{infra,scripts}/**/*.ts').map((file) => readFileSync(file, 'utf8'))

const problemOfVariables = (assignments: readonly string[]): string | undefined => {
  const names = assignments.map((each) => each.split('=')[0] ?? '')
  const unknown = names.find((name) => !infraSources.some((source) => source.includes(name)))
  return unknown === undefined ? undefined : `nothing reads ${unknown}`
}

/** Returns what is wrong with a command of a page; undefined when it can be given as it stands. */
const problemOf = (command: string): string | undefined => {
  const [first = '', ...rest] = wordsOf(command)
  if (/^[A-Z_]+=/.test(first)) return problemOfVariables([first]) ?? problemOf(command.replace(first, '').trim())
  if (first === 'export') return problemOfVariables(rest)
  if (first === 'npm') return problemOfNpm(rest)
  if (first === 'npx') return problemOfBin(rest[0] ?? '', rest.slice(1))
  if (first === 'cdk') return problemOfBin(first, rest)
  if (first === 'node') return existsSync(rest[0] ?? '') ? undefined : `${rest[0]} does not exist`
  if (first === 'aws') return problemOfAws(rest)
  // test/docs/readme.test.ts sends them.
  if (first === 'curl') return undefined
  return `${first} is not a program that a page may name`
}

describe('the commands of the pages', () => {
  test('every command can be given as it stands', () => {
    expect(commands.length).toBeGreaterThan(100)
    expect(
      commands.flatMap(({ page, command }) => problemOf(command)?.replace(/^/, `${page}: ${command}: `) ?? []),
    ).toEqual([])
  }, 60_000)

  test.each([
    ['npm run nothing', 'package.json has no script nothing'],
    ['npm run officer -- opn REF', 'opn is not a command; npm run officer -- --help lists the commands'],
    ['npm start -- --fast', '--fast is not an option; npm start -- --help lists the options'],
    ['npm run simulate -- --nothing', 'the help of simulate does not name --nothing'],
    ['npx nothing', 'nothing is not installed'],
    ['npx vitest run test/nowhere', 'test/nowhere does not exist'],
    ['node scripts/nothing.ts', 'scripts/nothing.ts does not exist'],
    ['aws dynamodb restore-nothing', 'the SDK has no dynamodb restore-nothing'],
    ['aws dynamodb update-table --nothing-at-all x', 'the SDK has no field NothingAtAll'],
    ['export HARBOUR_NOTHING=1', 'nothing reads HARBOUR_NOTHING'],
    ['NOTHING_AT_ALL=9000 npm start', 'nothing reads NOTHING_AT_ALL'],
    ['make all', 'make is not a program that a page may name'],
  ])('%s would be found', (command, problem) => {
    expect(problemOf(command)).toBe(problem)
  })

  test('every block of code is of a kind that a test reads', () => {
    const blocks = pages.flatMap(blocksIn)
    expect(blocks.length).toBeGreaterThan(10)
    // `sh` here and in readme.test.ts; `json`, `text` and `js` there; mermaid is written by npm run generate.
    const known = ['sh', 'json', 'text', 'js', 'mermaid']
    const others = blocks.filter(({ language }) => !known.includes(language))
    // The one picture in letters.
    expect(others.map(({ page, text }) => [page, text.split('\n')[0]?.slice(0, 16)])).toEqual([
      ['README.md', 'form, front end '],
    ])
  })
})

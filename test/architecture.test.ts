import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** What the files of one layer may import. */
interface Rule {
  readonly files: RegExp
  /** Files of this project. `OWN/` stands for the function's own folder. */
  readonly ours: RegExp
  /** Packages, and Node's own modules. */
  readonly packages: RegExp
}

const nothing = /^$/

interface LocalFolder {
  readonly name: string
  /** The folders of infra/local that it may import, besides itself. */
  readonly below: readonly string[]
  /** What it may import from outside infra/local. @default nothing */
  readonly outside?: string
  readonly packages: RegExp
}

const toRule = ({ name, below, outside = '$', packages }: LocalFolder): Rule => ({
  files: new RegExp(`^infra/local/${name}/`),
  ours: new RegExp(`^(infra/local/(${[name, ...below].join('|')})/|${outside})`),
  packages,
})

/** infra/local from the ground up: no folder imports one that stands later in this list. */
const localFolders: readonly LocalFolder[] = [
  { name: 'command-line', below: [], packages: /^node:/ },
  { name: 'machine', below: [], packages: /^node:/ },
  {
    name: 'template',
    below: [],
    outside: 'infra/(bundle|config|console-bundle|harbour-app|made-of).ts$',
    packages: /^node:/,
  },
  { name: 'iam', below: ['machine', 'template'], packages: /^node:/ },
  { name: 'alerts', below: ['machine'], packages: /^node:/ },
  {
    name: 'outside',
    below: ['machine', 'template', 'iam', 'alerts'],
    packages: /^(@aws-sdk\/client-dynamodb$|aws-ses-v2-local$|standardwebhooks$|node:)/,
  },
  {
    name: 'contacts',
    below: ['machine'],
    outside: 'shared/(adapters/(aws-clients|dynamo-contact-versions)|contract/contacts-file|domain/contact).ts$',
    packages: /^node:/,
  },
  {
    name: 'aws',
    below: ['machine', 'template', 'iam', 'alerts', 'outside'],
    outside: '(shared/domain/|infra/command-line-redirect.ts$)',
    packages: /^(@aws-sdk\/client-|dynalite|fauxqs$|oidc-provider$|node:)/,
  },
  { name: 'lambda', below: ['machine', 'template', 'aws'], packages: /^(@aws-sdk\/client-sqs$|node:)/ },
  {
    name: 'api',
    below: ['machine', 'template', 'alerts', 'aws', 'lambda'],
    outside: '(infra/console-headers.ts$|web/duty-console/config.ts$)',
    packages: /^(aws-jwt-verify|node:)/,
  },
]

/** For each file the first rule whose pattern fits it holds. */
const rules: readonly Rule[] = [
  { files: /^shared\/domain\//, ours: /^shared\/domain\//, packages: nothing },
  {
    files: /^shared\/contract\/json-schema\.ts$/,
    ours: nothing,
    packages: /^(valibot|@valibot\/to-json-schema)$/,
  },
  { files: /^shared\/contract\//, ours: /^shared\/(domain|contract)\//, packages: /^valibot$/ },
  { files: /^shared\/ports\//, ours: /^shared\/(domain|ports)\//, packages: nothing },
  { files: /^shared\/workflow\//, ours: /^shared\/(domain|ports|lambda|workflow)\//, packages: nothing },
  {
    files: /^shared\/adapters\//,
    ours: /^shared\/(domain|ports|adapters)\//,
    packages: /^(@aws-sdk\/|@smithy\/|aws-jwt-verify|ipaddr\.js$|p-limit$|standardwebhooks$|node:)/,
  },
  { files: /^shared\/lambda\//, ours: /^shared\/(domain|contract|ports|lambda)\//, packages: /^(aws-lambda|node:)/ },
  { files: /^shared\/client\/build\.ts$/, ours: nothing, packages: /^(esbuild$|node:)/ },
  // It runs in any browser: no module of Node, and nothing of the server.
  { files: /^shared\/client\//, ours: /^shared\/client\//, packages: /^(openapi-fetch|p-retry)$/ },
  { files: /^functions\/[^/]+\/env\.ts$/, ours: nothing, packages: nothing },
  {
    files: /^functions\/[^/]+\/index\.ts$/,
    ours: /^(shared\/|OWN\/|openapi\.json|web\/report-form\/(assets|languages)\.ts$)/,
    packages: /^node:/,
  },
  {
    files: /^functions\/(accept-report\/report-form|follow-up\/report-back)\.ts$/,
    ours: /^(shared\/(domain|contract|ports|lambda|workflow)\/|OWN\/|web\/report-form\/(?!script\/))/,
    packages: nothing,
  },
  { files: /^functions\//, ours: /^(shared\/(domain|contract|ports|lambda|workflow)\/|OWN\/)/, packages: nothing },
  { files: /^web\/report-form\/script\//, ours: /^web\/report-form\/script\//, packages: nothing },
  {
    files: /^web\/report-form\//,
    ours: /^(web\/report-form\/(?!script\/)|shared\/(domain|contract)\/)/,
    packages: /^hono\/html$/,
  },
  // What a browser loads. Of the contract it takes words and types, and of the domain what decides nothing alone.
  {
    files: /^web\/duty-console\//,
    ours: /^(web\/duty-console\/|shared\/(domain|contract|client)\/)/,
    packages: /^(preact(\/hooks)?|oauth4webapi)$/,
  },
  ...localFolders.map(toRule),
  { files: /^infra\/local\/[^/]+$/, ours: /^infra\/local\//, packages: /^node:/ },
  {
    files: /^infra\/web-bundle\.ts$/,
    ours: /^web\/report-form\/assets\.ts$/,
    packages: /^(esbuild|node:)/,
  },
  {
    files: /^infra\//,
    ours: /^(infra\/(?!local\/)|functions\/[^/]+\/env\.ts|web\/duty-console\/config\.ts|shared\/(domain|contract)\/)/,
    packages: /^(aws-cdk-lib|constructs|cdk-nag|esbuild|valibot$|node:)/,
  },
  { files: /^scripts\/generate-page-style\.ts$/, ours: /^(?!)/, packages: /^(rtlcss|sass|node:)/ },
  {
    files: /^scripts\//,
    ours: /^(scripts\/|shared\/|infra\/|web\/duty-console\/(config|instants|words\/\w+)\.ts)/,
    packages: /^(@aws-sdk\/client-|oauth4webapi$|valibot$|node:)/,
  },
]

const sourcesIn = (pattern: string): readonly string[] =>
  globSync(pattern, { exclude: ['**/node_modules/**'] }).filter((file) => !file.endsWith('.d.ts'))

const files = sourcesIn('{shared,functions,infra,scripts,web}/**/*.{ts,tsx,mjs}')
const allFiles = [...files, ...sourcesIn('test/**/*.{ts,mjs}')]

/**
 * Imports that load the other file: static, for its effects alone, when the importing file runs, and a worker's by its
 * URL.
 */
const loadingForms = [
  /^(?:import|export)\b(?! type\b)[^'"]*?from\s+'([^']+)'/gms,
  /^import\s+'([^']+)'/gm,
  /\bimport\(\s*'([^']+)'/g,
  /\bnew URL\(\s*'(\.[^']+\.(?:ts|mjs))'/g,
]

/** Imports of types alone, which are gone when the file runs. */
const typeForms = [/^(?:import|export) type\b[^'"]*?from\s+'([^']+)'/gms]

const importsIn = (source: string, forms: readonly RegExp[]): readonly string[] =>
  forms.flatMap((form) => [...source.matchAll(form)].map(([, from = '']) => from))

const allForms = [...loadingForms, ...typeForms]
const importsOf = (file: string, forms: readonly RegExp[] = allForms): readonly string[] =>
  importsIn(readFileSync(file, 'utf8'), forms)

const targetOf = (file: string, from: string): string => normalize(join(dirname(file), from))

const isAllowed = (file: string, from: string): boolean => {
  const rule = rules.find((each) => each.files.test(file))
  if (rule === undefined) return false
  if (!from.startsWith('.')) return rule.packages.test(from)
  const target = targetOf(file, from)
  const own = /^functions\/[^/]+\//.exec(file)?.[0] ?? 'none/'
  return rule.ours.test(target.startsWith(own) ? target.replace(own, 'OWN/') : target)
}

/**
 * Returns the files that stand in an import circle or between two: what is left when the ends of all chains are taken
 * off.
 */
const filesInCircles = (imports: ReadonlyMap<string, readonly string[]>): readonly string[] => {
  const left = new Set(imports.keys())
  for (let before = Number.POSITIVE_INFINITY; left.size < before; ) {
    before = left.size
    const imported = new Set([...left].flatMap((file) => imports.get(file) ?? []))
    for (const file of left) {
      const importsOne = (imports.get(file) ?? []).some((each) => left.has(each))
      if (!importsOne || !imported.has(file)) left.delete(file)
    }
  }
  return [...left]
}

const circlesAmong = (among: readonly string[], forms: readonly RegExp[]): readonly string[] => {
  const known = new Set(among)
  const targetsOf = (file: string) => importsOf(file, forms).map((from) => targetOf(file, from))
  const imports = among.map((file) => [file, targetsOf(file).filter((target) => known.has(target))] as const)
  expect(imports.flatMap(([, targets]) => targets).length).toBeGreaterThan(among.length)
  return filesInCircles(new Map(imports))
}

describe('the house', () => {
  it('lets each layer import what it may, and nothing else', () => {
    expect(files.length).toBeGreaterThan(50)
    const forbidden = files.flatMap((file) =>
      importsOf(file)
        .filter((from) => !isAllowed(file, from))
        .map((from) => `${file} imports ${from}`),
    )
    expect(forbidden).toEqual([])
  })

  it('would notice an SDK in a handler, and another function in one', () => {
    expect(isAllowed('functions/accept-report/handler.ts', '@aws-sdk/client-kms')).toBe(false)
    // aws-clients.ts creates each client, with its time-outs.
    expect(isAllowed('functions/accept-report/index.ts', '@aws-sdk/client-kms')).toBe(false)
    expect(isAllowed('functions/accept-report/handler.ts', '../route-report/handler.ts')).toBe(false)
    expect(isAllowed('shared/domain/age.ts', 'node:crypto')).toBe(false)
  })

  it('has a rule for every folder of infra/local, and none for a folder that is not there', () => {
    const folders = new Set(files.flatMap((file) => /^infra\/local\/([^/]+)\//.exec(file)?.[1] ?? []))
    expect([...folders].toSorted()).toEqual(localFolders.map(({ name }) => name).toSorted())
  })

  it('has floors in infra/local: a folder imports only folders that stand before it', () => {
    const names = localFolders.map(({ name }) => name)
    const upward = localFolders.flatMap(({ name, below }, floor) =>
      below.filter((each) => !names.slice(0, floor).includes(each)).map((each) => `${name} imports ${each}`),
    )
    expect(upward).toEqual([])
    expect(isAllowed('infra/local/iam/caller.ts', '../aws/kms.ts')).toBe(false)
    expect(isAllowed('infra/local/machine/clock.ts', '../harbour.ts')).toBe(false)
    expect(isAllowed('infra/local/lambda/schedules.ts', '../alerts/alert-log.ts')).toBe(false)
  })

  it('has no circle of files that load each other, tests and scripts included', () => {
    expect(circlesAmong(allFiles, loadingForms)).toEqual([])
  })

  it('has no import circle in infra/local, not even of types', () => {
    const local = files.filter((file) => file.startsWith('infra/local/'))
    expect(circlesAmong(local, allForms)).toEqual([])
  })

  it('would notice an import circle, by whichever form of import', () => {
    const circle = { a: ['b'], b: ['c'], c: ['a'], above: ['a'], below: [], between: ['below'] }
    expect(filesInCircles(new Map(Object.entries(circle)))).toEqual(['a', 'b', 'c'])
    const loading = [
      "import './a.ts'",
      "import {\n  b,\n} from './b.ts'",
      "export { type C, c } from './c.ts'",
      "const d = await import('./d.ts')",
      "new URL('./e.ts', import.meta.url)",
    ]
    const source = [...loading, "import type { F } from './f.ts'", "export type { G } from './g.ts'"].join('\n')
    const named = ['./a.ts', './b.ts', './c.ts', './d.ts', './e.ts']
    expect(importsIn(source, loadingForms).toSorted()).toEqual(named)
    expect(importsIn(source, allForms).toSorted()).toEqual([...named, './f.ts', './g.ts'])
  })

  it('has no file named for nothing', () => {
    expect(files.filter((file) => /\/(utils?|helpers?|common|services?|types|manager)(\.ts|\/)/.test(file))).toEqual([])
  })
})

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import { filesBelow, hashOfSources, isMadeOf, toRecord } from './made-of.ts'
import { writePageAssets } from './web-bundle.ts'

const root = join(import.meta.dirname, '..')

/** Where the bundles go: one folder a function, each with `index.mjs`. */
export const bundleDirectory = join(root, '.build', 'functions')

/** Where what V8 compiled of CDK is kept for the next synth. */
export const compileCacheDirectory = join(root, '.build', 'compile-cache')

/** The functions that there are: every folder with an `index.ts`. */
export const functionNames = (): readonly string[] =>
  readdirSync(join(root, 'functions')).filter((name) => existsSync(join(root, 'functions', name, 'index.ts')))

/** Writes a file that is not there or not the same, whole or not at all: others may be reading it. */
const writeChanged = (path: string, contents: Uint8Array): void => {
  if (existsSync(path) && readFileSync(path).equals(contents)) return
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, contents)
  renameSync(draft, path)
}

/**
 * Packages that the SDK loads by `import()` alone, when it looks for credentials elsewhere than in the environment.
 * Lambda puts credentials into the environment, so the bundles leave these out: nothing stands in for them, and an
 * error names the one that is missing.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
const otherCredentials = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
]

/** The SDK loads it by `import()` for an operation that streams events, and no operation of ours does. */
const eventStreams = '@smithy/core/event-streams'

/** Functions that need it to start: the S3 client imports it statically. */
const importsEventStreams: readonly string[] = ['keep-digest']

/** How a function is bundled with its SDK clients. What the last three options save stands in docs/benchmarks.md. */
export const bundleOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  legalComments: 'none',
  logLevel: 'warning',
  mainFields: ['module', 'main'],
  external: [...otherCredentials, eventStreams],
  alias: { '@aws-sdk/endpoint-cache': join(root, 'infra/lambda-runtime/no-endpoint-cache.ts') },
} as const satisfies BuildOptions

const bundle = (names: readonly string[], external: string[]) =>
  build({
    ...bundleOptions,
    external,
    entryPoints: names.map((name) => ({ in: join(root, 'functions', name, 'index.ts'), out: join(name, 'index') })),
    outdir: bundleDirectory,
    outExtension: { '.js': '.mjs' },
    metafile: true,
    write: false,
  })

const metafile = join(root, '.build', 'meta.json')

/** Says what the bundles that lie there were made of, and what they were. */
const recordFile = join(root, '.build', 'bundles.json')

const bundlesNow = (): readonly string[] => [metafile, ...filesBelow([bundleDirectory])]

/**
 * Bundles every function with its SDK clients, and writes what its pages hold beside it; the same source gives the same
 * bytes. Bundles that were made of the same source before are left as they are.
 */
export const bundleFunctions = async (): Promise<void> => {
  const sources = hashOfSources()
  if (isMadeOf(sources, bundlesNow, recordFile)) return
  const written = writePageAssets(bundleDirectory)
  const others = functionNames().filter((name) => !importsEventStreams.includes(name))
  const built = await Promise.all([
    bundle(others, bundleOptions.external),
    bundle(importsEventStreams, otherCredentials),
  ])
  for (const { path, contents } of built.flatMap(({ outputFiles }) => outputFiles)) writeChanged(path, contents)
  const outputs: object = Object.assign({}, ...built.map(({ metafile }) => metafile.outputs))
  writeChanged(metafile, Buffer.from(JSON.stringify({ outputs })))
  await written
  writeChanged(recordFile, Buffer.from(toRecord(sources, bundlesNow)))
}

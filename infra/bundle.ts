import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'

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

/** Parts of the SDK that our functions never reach, and what is bundled in their place. Each file says why. */
const replacements = {
  '@aws-sdk/credential-provider-node': join(root, 'infra/lambda-runtime/environment-credentials.ts'),
  '@smithy/core/event-streams': join(root, 'infra/lambda-runtime/no-event-streams.ts'),
}

/** How a function is bundled with its SDK clients. */
export const bundleOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  alias: replacements,
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions

/** Bundles every function with its SDK clients in one pass; the same source gives the same bytes. */
export const bundleFunctions = async (): Promise<void> => {
  const entryPoints = functionNames().map((name) => ({
    in: join(root, 'functions', name, 'index.ts'),
    out: join(name, 'index'),
  }))
  const { metafile, outputFiles } = await build({
    entryPoints,
    outdir: bundleDirectory,
    outExtension: { '.js': '.mjs' },
    ...bundleOptions,
    metafile: true,
    write: false,
  })
  for (const { path, contents } of outputFiles) writeChanged(path, contents)
  writeChanged(join(root, '.build', 'meta.json'), Buffer.from(JSON.stringify(metafile)))
}

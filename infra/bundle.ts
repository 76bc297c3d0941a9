import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'

const root = join(import.meta.dirname, '..')

/** Where the bundles go: one folder a function, each with `index.mjs`. */
export const bundleDirectory = join(root, '.build', 'functions')

/** The functions that there are: every folder with an `index.ts`. */
export const functionNames = (): readonly string[] =>
  readdirSync(join(root, 'functions')).filter((name) => existsSync(join(root, 'functions', name, 'index.ts')))

/** Bundles every function with its SDK clients in one pass; the same source gives the same bytes. */
export const bundleFunctions = (): void => {
  const entryPoints = functionNames().map((name) => ({
    in: join(root, 'functions', name, 'index.ts'),
    out: join(name, 'index'),
  }))
  const { metafile } = buildSync({
    entryPoints,
    outdir: bundleDirectory,
    outExtension: { '.js': '.mjs' },
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  })
  writeFileSync(join(root, '.build', 'meta.json'), JSON.stringify(metafile))
}

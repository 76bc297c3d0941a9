import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { bundleFunctions } from '../../bundle.ts'
import { configOf, type StageConfig } from '../../config.ts'
import { bundleConsole, consoleDirectory } from '../../console-bundle.ts'
import { type Synthesis, type SynthesisedStack, toStack } from './synthesis.ts'
import type { Template } from './template.ts'

/** The configuration of stage `local` for the front that listens at a URL. */
const configAt = (frontUrl: string | undefined): StageConfig =>
  configOf('local', frontUrl === undefined ? process.env : { PORT: new URL(frontUrl).port })

/**
 * Bundles the functions and the console, and synthesises the stack of stage `local` in this process. The result is the
 * template and code that `cdk deploy` would send. CDK validates the template in `npm run synth` only.
 *
 * @param at - the front's URL, or the whole configuration
 */
export const synthesise = async (at?: string | StageConfig): Promise<Synthesis> => {
  const config = typeof at === 'object' ? at : configAt(at)
  // esbuild's own process bundles while CDK loads.
  const bundled = Promise.all([bundleFunctions(), bundleConsole()])
  const { createHarbourApp } = await import('../../harbour-app.ts')
  await bundled
  process.env['CDK_VALIDATION'] = 'false'
  const outdir = mkdtempSync(join(tmpdir(), 'harbour-'))
  try {
    const { app, stack } = createHarbourApp(config, { outdir, context: withoutCopies })
    app.synth()
    const template = readJson<Template>(join(outdir, stack.templateFile))
    const directories = codeDirectories(readJson(join(outdir, `${stack.artifactId}.assets.json`)), outdir)
    return { template, directories, consoleDirectory }
  } finally {
    rmSync(outdir, { recursive: true, force: true })
  }
}

/** Synthesises the stack of stage `local` in this process, to be run from here. @param at - as `synthesise` takes it */
export const synthesiseLocalStack = async (at?: string | StageConfig): Promise<SynthesisedStack> =>
  toStack(await synthesise(at))

/** CDK's list of what `cdk deploy` uploads: the source of each asset, and its key in the template. */
interface AssetManifest {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path: string }
        readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>
      }
    >
  >
}

const readJson = <Content>(file: string): Content => JSON.parse(readFileSync(file, 'utf8')) as Content

const codeDirectories = ({ files }: AssetManifest, assemblyDirectory: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.values(files).flatMap(({ source, destinations }) => {
      const directory = isAbsolute(source.path) ? source.path : join(assemblyDirectory, source.path)
      return Object.values(destinations).map(({ objectKey }) => [objectKey, directory] as const)
    }),
  )

/** Makes CDK refer to the bundles where they are, so that it does not copy them for every start. */
const withoutCopies = { 'aws:cdk:disable-asset-staging': true }

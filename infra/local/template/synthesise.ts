import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { bundleFunctions } from '../../bundle.ts'
import { configOf, type StageConfig } from '../../config.ts'
import { createHarbourApp } from '../../harbour-app.ts'
import { type Synthesis, type SynthesisedStack, toStack } from './synthesis.ts'
import type { Template } from './template.ts'

/**
 * Bundles the functions and synthesises the stack of stage `local` in this process. The result is the template and code
 * that `cdk deploy` would send. CDK validates the template in `npm run synth` only.
 */
export const synthesise = async (config: StageConfig): Promise<Synthesis> => {
  await bundleFunctions()
  process.env['CDK_VALIDATION'] = 'false'
  const outdir = mkdtempSync(join(tmpdir(), 'harbour-'))
  try {
    const { app, stack } = createHarbourApp(config, { outdir, context: withoutCopies })
    app.synth()
    const template = readJson<Template>(join(outdir, stack.templateFile))
    const directories = codeDirectories(readJson(join(outdir, `${stack.artifactId}.assets.json`)), outdir)
    return { template, directories }
  } finally {
    rmSync(outdir, { recursive: true, force: true })
  }
}

/** Synthesises the stack of stage `local` in this process, to be run from here. */
export const synthesiseLocalStack = async (config: StageConfig = configOf('local')): Promise<SynthesisedStack> =>
  toStack(await synthesise(config))

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

import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Synthesis, type SynthesisedStack, toStack } from './synthesis.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const cacheDirectory = join(root, '.build', 'local-stack')

/** Whatever the synthesised stack and its bundles are made from. */
const inputs = [
  '{functions,infra,shared,web}/**/*.{ts,tsx,mjs,css,scss,html,svg,json}',
  '{package-lock,openapi,tsconfig,cdk}.json',
]

const hashOf = (files: readonly string[]): string => {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

const inputHash = (): string => {
  const options = { cwd: root, exclude: ['**/node_modules/**', '**/dist/**', 'infra/local/**'] }
  const files = inputs.flatMap((pattern) => globSync(pattern, options)).toSorted()
  return hashOf(files.map((file) => join(root, file)))
}

interface Kept {
  readonly inputs: string
  /** Others may bundle another version into the same directories meanwhile. */
  readonly bundles: string
  readonly synthesis: Synthesis
}

const bundlesOf = ({ directories }: Synthesis): readonly string[] =>
  [...new Set(Object.values(directories))]
    .toSorted()
    .flatMap((directory) => globSync(join(directory, '**/*.mjs')).toSorted())

const cacheFile = join(cacheDirectory, 'stack.json')

const findKept = (hash: string): Synthesis | undefined => {
  try {
    const { inputs: of, bundles, synthesis } = JSON.parse(readFileSync(cacheFile, 'utf8')) as Kept
    return of === hash && hashOf(bundlesOf(synthesis)) === bundles ? synthesis : undefined
  } catch {
    return undefined
  }
}

const keep = (hash: string, synthesis: Synthesis): void => {
  mkdirSync(cacheDirectory, { recursive: true })
  const kept: Kept = { inputs: hash, bundles: hashOf(bundlesOf(synthesis)), synthesis }
  writeFileSync(`${cacheFile}.${process.pid}`, JSON.stringify(kept))
  renameSync(`${cacheFile}.${process.pid}`, cacheFile)
}

/** CDK warns on standard error; the template is some megabytes. */
const largestTemplateBytes = 64 * 1024 * 1024

const synthesise = async (): Promise<Synthesis> => {
  const script = join(import.meta.dirname, 'synthesise-once.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [script], { maxBuffer: largestTemplateBytes })
  return JSON.parse(stdout) as Synthesis
}

/**
 * Returns the stack as it was synthesised before, if nothing that it is made from has changed since; else synthesises
 * it in a process of its own, and keeps it.
 *
 * @param say - is told that it has to be synthesised, which takes some seconds
 */
export const cachedLocalStack = async (say: () => void): Promise<SynthesisedStack> => {
  const hash = inputHash()
  const kept = findKept(hash)
  if (kept !== undefined) return toStack(kept)
  say()
  const synthesis = await synthesise()
  keep(hash, synthesis)
  return toStack(synthesis)
}

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
  const options = { cwd: root, exclude: ['**/node_modules/**', '**/dist/**'] }
  const files = inputs.flatMap((pattern) => globSync(pattern, options)).toSorted()
  return hashOf(files.map((file) => join(root, file)))
}

interface Kept {
  readonly inputs: string
  /** Others may bundle another version into the same directories meanwhile. */
  readonly bundles: string
  readonly synthesis: Synthesis
}

/** Every file that the functions and the console are made of. */
const bundlesOf = ({ directories, consoleDirectory }: Synthesis): readonly string[] => {
  const folders = new Set([
    ...Object.values(directories),
    ...(consoleDirectory === undefined ? [] : [consoleDirectory]),
  ])
  const files = [...folders].flatMap((folder) => globSync(join(folder, '**/*'), { withFileTypes: true }))
  return files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .toSorted()
}

const cacheFile = (url: string): string => join(cacheDirectory, `${new URL(url).port}.json`)

const findKept = (file: string, hash: string): Synthesis | undefined => {
  try {
    const { inputs: of, bundles, synthesis } = JSON.parse(readFileSync(file, 'utf8')) as Kept
    return of === hash && hashOf(bundlesOf(synthesis)) === bundles ? synthesis : undefined
  } catch {
    return undefined
  }
}

const keep = (file: string, hash: string, synthesis: Synthesis): void => {
  mkdirSync(cacheDirectory, { recursive: true })
  const kept: Kept = { inputs: hash, bundles: hashOf(bundlesOf(synthesis)), synthesis }
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(kept))
  renameSync(`${file}.${process.pid}`, file)
}

/** CDK warns on standard error; the template is some megabytes. */
const largestTemplateBytes = 64 * 1024 * 1024

const synthesise = async (url: string): Promise<Synthesis> => {
  const script = join(import.meta.dirname, 'synthesise-once.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [script, url], { maxBuffer: largestTemplateBytes })
  return JSON.parse(stdout) as Synthesis
}

/**
 * Returns the stack as it was synthesised before, if nothing that it is made from has changed since; else synthesises
 * it in a process of its own, and keeps it.
 *
 * @param url - of the front
 * @param say - is told that it has to be synthesised, which takes some seconds
 */
export const cachedLocalStack = async (url: string, say: () => void): Promise<SynthesisedStack> => {
  const file = cacheFile(url)
  const hash = inputHash()
  const kept = findKept(file, hash)
  if (kept !== undefined) return toStack(kept)
  say()
  const synthesis = await synthesise(url)
  keep(file, hash, synthesis)
  return toStack(synthesis)
}

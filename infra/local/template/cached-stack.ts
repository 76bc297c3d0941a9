import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { filesBelow, hashOf, hashOfSources } from '../../made-of.ts'
import { type Synthesis, type SynthesisedStack, toStack } from './synthesis.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const cacheFile = join(root, '.build', 'local-stack.json')

/** Stands for the front's URL in what is kept: one file serves every port. */
const anyFront = 'http://127.0.0.1:65535'

interface Kept {
  readonly inputs: string
  /** Others may bundle another version into the same directories meanwhile. */
  readonly bundles: string
  readonly synthesis: Synthesis
}

/** Every file that the functions and the console are made of. */
const bundlesOf = ({ directories, consoleDirectory }: Synthesis): readonly string[] =>
  filesBelow(new Set([...Object.values(directories), ...(consoleDirectory === undefined ? [] : [consoleDirectory])]))

const findKept = (file: string, hash: string): Synthesis | undefined => {
  try {
    const { inputs: of, bundles, synthesis } = JSON.parse(readFileSync(file, 'utf8')) as Kept
    return of === hash && hashOf(bundlesOf(synthesis)) === bundles ? synthesis : undefined
  } catch {
    return undefined
  }
}

const keep = (file: string, hash: string, synthesis: Synthesis): void => {
  mkdirSync(dirname(file), { recursive: true })
  const kept: Kept = { inputs: hash, bundles: hashOf(bundlesOf(synthesis)), synthesis }
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(kept))
  renameSync(`${file}.${process.pid}`, file)
}

/** The most that the process prints, bytes: the template is some megabytes. */
const largestTemplateBytes = 64 * 1024 * 1024

const synthesise = async (): Promise<Synthesis> => {
  const script = join(import.meta.dirname, 'synthesise-once.ts')
  const options = { maxBuffer: largestTemplateBytes }
  const running = promisify(execFile)(process.execPath, [script, anyFront], options)
  const end = () => void running.child.kill()
  process.once('exit', end)
  const { stdout } = await running
    .catch(({ stderr }) => {
      const [problem] = String(stderr).match(/^\w*Error: .*$/m) ?? ['no reason was given']
      throw new Error(`the stack cannot be made from the code: ${problem}; npm run synth says more`)
    })
    .finally(() => process.removeListener('exit', end))
  return JSON.parse(stdout) as Synthesis
}

/** The stack, found or being made. */
export interface FoundStack {
  /** True while a process of its own synthesises it, which takes some seconds. */
  readonly isBeingMade: boolean
  /** Returns it for the front at a URL. @throws Error in one line when it cannot be made */
  at(url: string): Promise<SynthesisedStack>
}

/**
 * Finds the stack as it was synthesised before, if nothing that it is made from has changed since; else begins at once
 * to synthesise it in a process of its own, and keeps it.
 *
 * @param file - where it is kept
 */
export const findLocalStack = (file = cacheFile): FoundStack => {
  const hash = hashOfSources()
  const kept = findKept(file, hash)
  const made = kept === undefined ? synthesise() : Promise.resolve(kept)
  if (kept === undefined) made.then((synthesis) => keep(file, hash, synthesis)).catch(() => undefined)
  return {
    isBeingMade: kept === undefined,
    at: async (url) => {
      const { template, ...others } = await made
      return toStack({ ...others, template: JSON.parse(JSON.stringify(template).replaceAll(anyFront, url)) })
    },
  }
}

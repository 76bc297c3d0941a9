import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** Whatever the synthesised stack and its bundles are made from. The lock file names the version of every package. */
const inputs = [
  '{functions,infra,shared,web}/**/*.{ts,tsx,mjs,css,html,svg,json}',
  '{package-lock,openapi,tsconfig,cdk}.json',
]

/** Returns one hash of the names and contents of files. @throws when one is missing */
export const hashOf = (files: readonly string[]): string => {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

/** Returns one hash of all sources. */
export const hashOfSources = (): string => {
  const options = { cwd: root, exclude: ['**/node_modules/**', '**/dist/**'] }
  const files = inputs.flatMap((pattern) => globSync(pattern, options)).toSorted()
  return hashOf(files.map((file) => join(root, file)))
}

/** Returns the files below folders. */
export const filesBelow = (folders: Iterable<string>): readonly string[] =>
  [...folders]
    .flatMap((folder) => globSync(join(folder, '**/*'), { withFileTypes: true }))
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .toSorted()

/** Returns what is kept of files that were made of these sources. */
export const toRecord = (sources: string, files: () => readonly string[]): string =>
  JSON.stringify({ sources, made: hashOf(files()) })

/** True when files are there as the record says, and were made of these sources. */
export const isMadeOf = (sources: string, files: () => readonly string[], recordFile: string): boolean => {
  try {
    return readFileSync(recordFile, 'utf8') === toRecord(sources, files)
  } catch {
    return false
  }
}

import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { mutants } from './mutants.ts'

/** Loaded before the simulation (`node --import`): plants the bug that the environment variable MUTANT names. */
const mutant = mutants.find(({ name }) => name === process.env['MUTANT'])
if (mutant === undefined) throw new Error('MUTANT names no bug of the list')
const { file, from, to } = mutant

const plant = (path: string): string => {
  const source = readFileSync(path, 'utf8')
  if (source.split(from).length !== 2) throw new Error(`${file} does not hold, exactly once, what is to be replaced`)
  return source.replace(from, () => to)
}

registerHooks({
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context)
    return url.endsWith(`/${file}`) ? { ...loaded, source: plant(fileURLToPath(url)) } : loaded
  },
})

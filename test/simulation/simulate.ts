import { type ExecFileException, execFile } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import pLimit from 'p-limit'
import { parseOptions } from '../../infra/local/command-line/options.ts'
import { edges } from '../../shared/domain/lifecycle.ts'
import { mutants } from './mutants.ts'
import { nameOfEdge, run } from './run.ts'
import { createSchedule } from './schedule.ts'
import { shrink } from './shrink.ts'

const usage = `Simulates the whole pipeline, with faults at every port call.

  npm run simulate                        1000 schedules from a fresh seed
  npm run simulate -- --runs 100000       so many; --seed N fixes the first seed
  npm run simulate -- --edges             prints the edges of the life cycle that no schedule met
  npm run simulate -- --mutants           some thousand schedules from a fresh seed, and each bug of
                                          test/simulation/mutants.ts planted; each must be caught
`

const print = (text: string): void => void process.stdout.write(`${text}\n`)

const stop = (problem: string): never => {
  process.stderr.write(`simulate: ${problem}\n`)
  process.exit(1)
}

const toWhole = (text: string | undefined, name: string): number | undefined => {
  if (text === undefined) return undefined
  return /^\d{1,9}$/.test(text) ? Number(text) : stop(`--${name} is ${text}; it must be a whole number`)
}

/** How many schedules pass between two lines of progress. */
const progressEvery = 1000

const printUnmet = (met: ReadonlySet<string>): void => {
  const unmet = edges.map(nameOfEdge).filter((edge) => !met.has(edge))
  print(`${edges.length - unmet.length} of ${edges.length} edges of the life cycle met`)
  for (const edge of unmet) print(`  not met: ${edge}`)
}

/** Simulates, and stops at the first promise that is broken. @returns whether every promise held */
const simulate = async (firstSeed: number, runs: number): Promise<boolean> => {
  const faults: Record<string, number> = {}
  const met = new Set<string>()
  let steps = 0
  for (let count = 1; count <= runs; count += 1) {
    const schedule = createSchedule(firstSeed + count - 1)
    const outcome = await run(schedule)
    steps += outcome.steps
    for (const edge of outcome.edges) met.add(edge)
    for (const [kind, times] of Object.entries(outcome.faults)) faults[kind] = (faults[kind] ?? 0) + times
    if (outcome.violation !== undefined) {
      print(
        `VIOLATION: ${outcome.violation}\n  in schedule ${count}\n  replay: npm run simulate -- --runs 1 --seed ${schedule.seed}\n  shrunk schedule:`,
      )
      if (process.env['MUTANT'] === undefined)
        print(JSON.stringify(await shrink(schedule, outcome.violation), undefined, 2))
      return false
    }
    if (count % progressEvery === 0 && count < runs)
      print(`${count} of ${runs} schedules, ${steps} steps, no violation`)
  }
  print(`${runs} schedules from seed ${firstSeed}, ${steps} steps, 0 violations`)
  for (const [kind, times] of Object.entries(faults).toSorted()) print(`  ${kind.padEnd(12)} ${times}`)
  if (flags.has('edges')) printUnmet(met)
  return true
}

/** How many schedules run without any bug beside the planted ones, in parts that run side by side. */
const calmRuns = { parts: 2, ofEach: 1500 }

/**
 * How many schedules a planted bug gets to be noticed in. Most need fewer than 100; the rarest that was measured needed
 * 6,969.
 */
const mutantRuns = 30_000

/** What another process printed; `problem` is set when it ended otherwise than with 0. */
interface Simulated {
  readonly printed: string
  readonly problem?: string
}

/** Simulates in a process of its own. @param mutant - the bug that is planted there */
const simulateApart = async (args: readonly string[], mutant?: string): Promise<Simulated> => {
  const planting = mutant === undefined ? [] : [`--import=${new URL('plant.ts', import.meta.url).href}`]
  const env = { ...process.env, ...(mutant === undefined ? {} : { MUTANT: mutant }) }
  const running = promisify(execFile)(process.execPath, [...planting, import.meta.filename, ...args], { env })
  const ended = await running.catch((error: ExecFileException) => error)
  const { stdout = '', stderr = '' } = ended
  if (!(ended instanceof Error)) return { printed: stdout }
  return { printed: stdout, problem: stderr.split('\n').find((line) => line.includes('Error')) ?? stderr }
}

/** How a planted bug fared: the promise that it broke, and in which schedule; undefined when nothing noticed it. */
const tryMutant = async (name: string, seed: number): Promise<string | undefined> => {
  const args = ['--runs', String(mutantRuns), '--seed', String(seed)]
  const { printed, problem } = await simulateApart(args, name)
  const [, promise, count] = /VIOLATION: (.*)\n {2}in schedule (\d+)/.exec(printed) ?? []
  if (promise !== undefined) return `${promise}, in schedule ${count}`
  return problem === undefined ? undefined : stop(`${name}: ${problem}`)
}

/** Simulates without any bug, from a seed. @returns whether every promise held */
const runCalm = async (seed: number): Promise<boolean> => {
  const { printed, problem } = await simulateApart(['--runs', String(calmRuns.ofEach), '--seed', String(seed)])
  print(`${printed}${problem ?? ''}`.trimEnd())
  return problem === undefined
}

/** Plants a bug. @returns whether it was noticed */
const catchMutant = async (name: string, seed: number): Promise<boolean> => {
  const caught = await tryMutant(name, seed)
  print(caught === undefined ? `MISSED  ${name}` : `caught  ${name}  (${caught})`)
  return caught !== undefined
}

/**
 * Runs fresh schedules and each planted bug in a process of its own, as many at once as there are processors. @returns
 * whether every promise held, and every bug was noticed
 */
const catchMutants = async (seed: number): Promise<boolean> => {
  const inTurn = pLimit(availableParallelism())
  const seeds = Array.from({ length: calmRuns.parts }, (_, part) => seed + part * calmRuns.ofEach)
  const calm = seeds.map((each) => inTurn(() => runCalm(each)))
  const tried = mutants.map(({ name }) => inTurn(() => catchMutant(name, seed)))
  const areCalm = (await Promise.all(calm)).every(Boolean)
  const caught = (await Promise.all(tried)).filter(Boolean)
  print(`${caught.length} of ${mutants.length} planted bugs caught, seed ${seed}`)
  return areCalm && caught.length === mutants.length
}

const readOptions = () => {
  const accepted = {
    values: ['runs', 'seed'],
    flags: ['edges', 'mutants'],
    help: 'npm run simulate -- --help',
  } as const
  const given = parseOptions(process.argv.slice(2), accepted)
  if (given.kind === 'refused') return stop(given.problem)
  if (given.kind === 'given') return given
  print(usage)
  process.exit(0)
}

const { values, flags } = readOptions()
const seed = toWhole(values.get('seed'), 'seed') ?? randomInt(10 ** 9)
const isFine = flags.has('mutants')
  ? await catchMutants(seed)
  : await simulate(seed, toWhole(values.get('runs'), 'runs') ?? 1000)
process.exitCode = isFine ? 0 : 1

import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { mutants } from './mutants.ts'
import { run } from './run.ts'
import { createSchedule, faultKinds } from './schedule.ts'

const runs = 60

const runFrom = async (seed: number) => {
  const outcomes = []
  for (let count = 0; count < runs; count += 1) outcomes.push(await run(createSchedule(seed + count)))
  return outcomes
}

describe('the whole pipeline, with faults at every port call', () => {
  it('Harbour keeps every promise in the fixed schedules, which meet faults of every kind', async () => {
    const outcomes = await runFrom(1)
    expect(outcomes.flatMap(({ violation }) => violation ?? [])).toEqual([])
    const met = new Set(outcomes.flatMap(({ faults }) => Object.keys(faults)))
    expect([...met]).toEqual(
      expect.arrayContaining([...faultKinds, 'doubled', 'lost', 'last-first', 'outage', 'stale-index']),
    )
  })

  const fresh = randomInt(10 ** 9)
  it(`Harbour keeps every promise in fresh schedules; replay with --seed ${fresh} --runs ${runs}`, async () => {
    expect((await runFrom(fresh)).flatMap(({ violation }) => violation ?? [])).toEqual([])
  })

  it('a schedule goes the same way for the same seed', async () => {
    expect(await run(createSchedule(7))).toEqual(await run(createSchedule(7)))
  })
})

describe('the planted bugs', () => {
  it.each(mutants.map(({ name, ...mutant }) => [name, mutant] as const))(
    'the planted bug "%s" still has its place',
    (_name, mutant) => {
      expect(readFileSync(mutant.file, 'utf8').split(mutant.from)).toHaveLength(2)
    },
  )

  it('every planted bug is listed in docs/simulation.md, with its file', () => {
    const lines = readFileSync('docs/simulation.md', 'utf8').split('\n')
    expect(mutants.length).toBeGreaterThanOrEqual(12)
    expect(lines.filter((line) => line.startsWith('- '))).toEqual(
      mutants.map(({ name, file }) => `- ${name} (${file})`),
    )
  })
})

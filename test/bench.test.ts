import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** What the peer of the benchmarks imports of ours. Only `npm run bench` bundles it, and no CI runs that. */
const imports = globSync('test/bench/peer/*.mjs').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/^import \{ (.*) \} from '(\S*\/shared\/\S+)'$/gm)].map(
    ([, names = '', from = '']) => [file, join('test/bench/peer', from), names.split(', ')] as const,
  ),
)

test('the peer of the benchmarks imports what there is', async () => {
  expect(imports.length).toBeGreaterThan(5)
  const missing: string[] = []
  for (const [file, from, names] of imports) {
    const module: object = await import(`../${from}`).catch(() => ({}))
    for (const name of names) if (!(name in module)) missing.push(`${file}: ${name} of ${from}`)
  }
  expect(missing).toEqual([])
})

test('the benchmarks give each function every variable that it reads', async () => {
  const { environmentAt } = await import('./bench/processes.ts')
  const given = environmentAt({ url: 'https://aws.example', deskQueueUrl: 'queue', deskTopicArn: 'topic' })
  const names: string[] = []
  for (const file of globSync('functions/*/env.ts')) {
    const { env } = (await import(`../${file}`)) as { readonly env: readonly string[] }
    names.push(...env)
  }
  expect(names.length).toBeGreaterThan(20)
  expect(names.filter((name) => !given[name])).toEqual([])
})

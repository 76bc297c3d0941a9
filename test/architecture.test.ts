import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** What each layer may import, by the first rule whose pattern fits the file: folders of ours, and packages. */
const rules: ReadonlyArray<readonly [file: RegExp, ours: RegExp, packages: RegExp]> = [
  [/^shared\/domain\//, /^shared\/domain\//, /^$/],
  [/^shared\/contract\/json-schema\.ts$/, /^$/, /^(valibot|@valibot\/to-json-schema)$/],
  [/^shared\/contract\//, /^shared\/(domain|contract)\//, /^valibot$/],
  [/^shared\/ports\//, /^shared\/(domain|ports)\//, /^$/],
  [
    /^shared\/adapters\//,
    /^shared\/(domain|ports|adapters)\//,
    /^(@aws-sdk\/|@smithy\/node-http-handler$|aws-jwt-verify|p-limit$|node:)/,
  ],
  [/^shared\/lambda\//, /^shared\/(domain|contract|ports|lambda)\//, /^(aws-lambda|node:)/],
  [/^shared\/client\//, /^shared\/contract\//, /^$/],
  [/^functions\/[^/]+\/env\.ts$/, /^$/, /^$/],
  [/^functions\/[^/]+\/index\.ts$/, /^(shared\/|OWN\/|openapi\.json)/, /^node:/],
  [/^functions\//, /^(shared\/(domain|contract|ports|lambda)\/|OWN\/)/, /^$/],
  [/^infra\/local\//, /^(infra\/|shared\/domain\/)/, /./],
  [
    /^infra\//,
    /^(infra\/|functions\/[^/]+\/env\.ts|shared\/(domain|contract)\/)/,
    /^(aws-cdk-lib|constructs|cdk-nag|esbuild|valibot$|node:)/,
  ],
]

const files = globSync('{shared,functions,infra}/**/*.ts').filter((file) => !file.endsWith('.d.ts'))
const importsOf = (file: string): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^'"]*?from\s+'([^']+)'/gms)].map(
    ([, from]) => from ?? '',
  )

const isAllowed = (file: string, from: string): boolean => {
  const [, ours, packages] = rules.find(([pattern]) => pattern.test(file)) ?? []
  if (ours === undefined || packages === undefined) return false
  if (!from.startsWith('.')) return packages.test(from)
  const target = normalize(join(dirname(file), from))
  const own = /^functions\/[^/]+\//.exec(file)?.[0] ?? 'none/'
  return ours.test(target.startsWith(own) ? target.replace(own, 'OWN/') : target)
}

describe('the house', () => {
  it('lets each layer import what it may, and nothing else', () => {
    expect(files.length).toBeGreaterThan(50)
    const forbidden = files.flatMap((file) =>
      importsOf(file)
        .filter((from) => !isAllowed(file, from))
        .map((from) => `${file} imports ${from}`),
    )
    expect(forbidden).toEqual([])
  })

  it('would notice an SDK in a handler, and another function in one', () => {
    expect(isAllowed('functions/accept-report/handler.ts', '@aws-sdk/client-kms')).toBe(false)
    // aws-clients.ts creates each client, with its time-outs.
    expect(isAllowed('functions/accept-report/index.ts', '@aws-sdk/client-kms')).toBe(false)
    expect(isAllowed('functions/accept-report/handler.ts', '../route-report/handler.ts')).toBe(false)
    expect(isAllowed('shared/domain/age.ts', 'node:crypto')).toBe(false)
  })

  it('has no file named for nothing', () => {
    expect(files.filter((file) => /\/(utils?|helpers?|common|services?|types|manager)(\.ts|\/)/.test(file))).toEqual([])
  })
})

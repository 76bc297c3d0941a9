import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

const { scripts, dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: Record<string, string>
  readonly dependencies: Record<string, string>
}

/** What CONTRIBUTING.md says works after `npm install --omit=dev`. */
const [, listed = ''] =
  /It is enough for\s+(.*?)\s+against a Harbour/s.exec(readFileSync('CONTRIBUTING.md', 'utf8')) ?? []
const commands = [...listed.matchAll(/`npm (?:run )?(\w+)`/g)].map(([, name = '']) => name)

/** Loaded only where a stage is named, which needs a deployment and so the whole install. */
const ofStages = ['@aws-sdk/client-cloudformation']

/** Imports that run: not those of types alone. */
const imports = [
  /^(?:import|export)\b(?! type\b)(?!\s*\{(?:\s*type [\w ]+,?)+\s*\})[^'"]*?from\s+'([^']+)'/gms,
  /^import\s+'([^']+)'/gm,
  /\bimport\(\s*'([^']+)'/g,
  /new URL\(\s*'(\.[^']+\.m?ts|\.[^']+\.mjs)'/g,
]

const importsOf = (file: string): readonly string[] => {
  const source = readFileSync(file, 'utf8')
  return imports.flatMap((form) => [...source.matchAll(form)].map(([, from = '']) => from))
}

/** Returns every file that a file loads, itself included. */
const loadedBy = (file: string, seen = new Set<string>()): ReadonlySet<string> => {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const from of importsOf(file)) {
    const target = normalize(join(dirname(file), from))
    if (from.startsWith('.') && existsSync(target) && /\.(tsx?|mjs)$/.test(target)) loadedBy(target, seen)
  }
  return seen
}

const packageOf = (from: string): string =>
  from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/')

const packagesOf = (file: string): readonly string[] => {
  const outside = [...loadedBy(file)]
    .flatMap(importsOf)
    .filter((from) => !from.startsWith('.') && !from.startsWith('node:'))
  return [...new Set(outside.map(packageOf))]
}

const fileOf = (name: string): string => /\S+\.m?[jt]s$/.exec(scripts[name] ?? '')?.[0] ?? ''

test('CONTRIBUTING.md names the commands that need no development package', () => {
  expect(commands).toEqual(['start', 'officer', 'contacts', 'drill', 'smoke', 'attack'])
})

test.each(commands)('npm run %s loads nothing that npm install --omit=dev leaves out', (name) => {
  const file = fileOf(name)
  expect(loadedBy(file).size).toBeGreaterThan(1)
  const missing = packagesOf(file).filter((each) => dependencies[each] === undefined && !ofStages.includes(each))
  expect(missing).toEqual([])
})

test('a command of operators does load one, so the walk would find it', () => {
  expect(packagesOf(fileOf('officers'))).toContain('@aws-sdk/client-cognito-identity-provider')
  expect(dependencies['@aws-sdk/client-cognito-identity-provider']).toBeUndefined()
})

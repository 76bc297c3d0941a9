import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { bundleDirectory, bundleFunctions, functionNames } from '../../infra/bundle.ts'
import { deskQueueNames } from '../../shared/domain/desk-queue.ts'
import { bundleSizeOf } from '../bench/bundle-size.ts'

const kilobyte = 1000

/** The largest that a function on the way of a report may be. */
const largest = { minified: 315 * kilobyte, gzip: 96 * kilobyte }
/** Of accept-report, which has the form's pages too (decision 34). */
const largestWithPages = { minified: 352 * kilobyte, gzip: 109 * kilobyte }
const others = ['route-report', 'notify-team', 'watch-deadlines']

/** What costs a cold start and that no function of ours needs. */
const unwanted = [
  /undici/,
  /credential-provider-(ini|sso|process|web-identity|login|http|imds)/,
  /token-providers/,
  /nested-clients/,
  /\/zod\//,
  /\/ajv\//,
  /@valibot\/to-json-schema/,
  // Words for people who read the document.
  /shared\/contract\/(operations|answers|words|openapi|json-schema)/,
  /(opentelemetry|xray|tracer)/,
]

interface Metafile {
  readonly outputs: Readonly<
    Record<
      string,
      {
        readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>
        readonly imports: ReadonlyArray<{ readonly path: string; readonly kind: string }>
      }
    >
  >
}

const toEach = (names: readonly string[]) => JSON.stringify(Object.fromEntries(names.map((name) => [name, 'x'])))

/** The variables that are JSON. */
const asJson: Readonly<Record<string, string>> = {
  DESK_QUEUE_URLS: toEach(deskQueueNames),
  SENDERS: toEach(['email', 'sms', 'call']),
}

/** A value for every variable that a function reads. */
const environmentOf = (name: string): NodeJS.ProcessEnv => {
  const source = readFileSync(`functions/${name}/env.ts`, 'utf8')
  const names = [...source.matchAll(/'([A-Z_]+)'/g)].map(([, each]) => each ?? '')
  const values = names.map((each) => [each, asJson[each] ?? 'https://127.0.0.1:9/x'] as const)
  // accept-report calls AWS as it starts, and http would load undici.
  const nowhere = { AWS_ENDPOINT_URL: 'https://127.0.0.1:9' }
  const caller = { AWS_REGION: 'eu-west-2', AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' }
  return { ...caller, ...nowhere, ...Object.fromEntries(values) }
}

beforeAll(bundleFunctions)

describe.each(functionNames())('the bundle of %s', (name) => {
  const file = join(bundleDirectory, name, 'index.mjs')
  let output: Metafile['outputs'][string]

  beforeAll(() => {
    const { outputs } = JSON.parse(readFileSync(join(bundleDirectory, '..', 'meta.json'), 'utf8')) as Metafile
    const found = Object.entries(outputs).find(([path]) => path.endsWith(`${name}/index.mjs`))?.[1]
    if (found === undefined) throw new Error(`no output for ${name}`)
    output = found
  })

  test('holds nothing that costs a cold start for no use', () => {
    const inputs = Object.keys(output.inputs).filter((input) => (output.inputs[input]?.bytesInOutput ?? 0) > 0)
    expect(inputs.length).toBeGreaterThan(50)
    expect(inputs.filter((input) => unwanted.some((pattern) => pattern.test(input)))).toEqual([])
  })

  test('leaves out only what the SDK loads when it is asked for', () => {
    const left = output.imports.filter(({ path }) => !builtinModules.includes(path.replace('node:', '')))
    expect(left.map(({ path }) => path)).toContain('@aws-sdk/credential-provider-ini')
    expect(left.filter(({ kind }) => kind !== 'dynamic-import')).toEqual([])
  })

  test('imports node:http only when it is asked for: a static import loads undici', () => {
    const fixed = output.imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => path)
    expect(fixed).toContain('node:stream')
    expect(fixed.filter((path) => /^(node:)?http$/.test(path))).toEqual([])
  })

  test('does not load undici at its start', () => {
    const load = `
      await import(${JSON.stringify(file)})
      process.stdout.write(String(process.moduleLoadList.filter((name) => name.includes('undici/undici')).length))`
    const options = { encoding: 'utf8', env: environmentOf(name) } as const
    expect(execFileSync(process.execPath, ['--input-type=module', '-e', load], options)).toBe('0')
  })
})

test('the bundle of accept-report is within its budget, minified and zipped', () => {
  const { minified, zippedCode } = bundleSizeOf('accept-report')
  expect(minified).toBeLessThanOrEqual(largestWithPages.minified)
  expect(zippedCode).toBeLessThanOrEqual(largestWithPages.gzip)
})

test.each(others)('the bundle of %s is within the same budget', (name) => {
  const bytes = readFileSync(join(bundleDirectory, name, 'index.mjs'))
  expect(bytes.length).toBeLessThanOrEqual(largest.minified)
  expect(gzipSync(bytes, { level: 9 }).length).toBeLessThanOrEqual(largest.gzip)
})

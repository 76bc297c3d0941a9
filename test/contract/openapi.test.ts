import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { createOpenApi } from '../../shared/contract/openapi.ts'
import { operations } from '../../shared/contract/operations/all.ts'
import type { Operation } from '../../shared/contract/operations/operation.ts'
import { parseBy } from '../../shared/contract/parse.ts'

type Json = Readonly<Record<string, unknown>>

const all: ReadonlyArray<readonly [key: string, operation: Operation]> = Object.entries(operations)
const document = JSON.parse(JSON.stringify(createOpenApi())) as Json

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** Everything in the document that is an object, with where it stands and what holds it. */
const nodes = (
  value: unknown,
  path: string,
  parents: readonly Json[] = [],
): ReadonlyArray<readonly [string, Json, readonly Json[]]> =>
  isJson(value)
    ? [
        [path, value, parents],
        ...Object.entries(value).flatMap(([name, each]) => nodes(each, `${path}/${name}`, [...parents, value])),
      ]
    : []

const everything = nodes(document, '')
const schemas = everything.filter(([path]) => !/\/(example|examples)(\/|$)/.test(path))

describe('the OpenAPI document', () => {
  it('is what the calls declare: run `npm run generate` when this fails', () => {
    expect(JSON.parse(readFileSync('openapi.json', 'utf8'))).toEqual(document)
  })

  it("passes redocly's recommended rules without an error or a warning", () => {
    const args = ['node_modules/@redocly/cli/bin/cli.js', 'lint', 'openapi.json']
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
    const found = execFileSync(process.execPath, [...args, '--extends', 'recommended', '--format', 'json'], {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    expect(JSON.parse(found)).toMatchObject({ totals: { errors: 0, warnings: 0 }, problems: [] })
  })

  it('names every call once, and says of each whether it needs an officer', () => {
    const ids = all.map(([, { operationId }]) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    const calls = everything.filter(([, node]) => 'operationId' in node && 'responses' in node)
    expect(calls).toHaveLength(all.length)
    for (const [path, call] of calls) {
      expect(call['security']).toEqual(path.startsWith('/paths//duty/') ? [{ officer: [] }] : [])
    }
  })

  it('says what each value of each closed set means', () => {
    const closed = schemas.filter(([, { enum: values }]) => Array.isArray(values) && typeof values[0] === 'string')
    expect(closed.length).toBeGreaterThan(40)
    for (const [path, schema, parents] of closed) {
      // The words of a parameter stand beside its schema.
      const words = String(schema['description'] ?? parents.at(-1)?.['description'])
      for (const value of schema['enum'] as readonly string[]) expect(words, path).toContain(`\n- \`${value}\`: `)
    }
  })

  it('describes every field', () => {
    const withFields = schemas.flatMap(([path, { properties }]) =>
      isJson(properties) ? [[path, properties] as const] : [],
    )
    expect(withFields.length).toBeGreaterThan(30)
    for (const [path, properties] of withFields) {
      for (const [name, field] of Object.entries(properties)) {
        expect(isJson(field) && (field['$ref'] ?? field['description']), `${path} ${name}`).toBeTruthy()
      }
    }
  })

  it('gives each time of an answer as date-time, and each number as an integer with its bounds', () => {
    const answers = schemas.filter(([path]) => !/^\/components\/schemas\/(Submission|Reported)/.test(path))
    const times = answers.filter(
      ([path, { type }]) => type !== 'integer' && /\/properties\/(\w+At|at|actBy|unreadSince)$/.test(path),
    )
    expect(times.length).toBeGreaterThan(12)
    for (const [path, { format }] of times) expect(format, path).toBe('date-time')
    const numbers = schemas.filter(([, { type }]) => type === 'number' || type === 'integer')
    expect(numbers.length).toBeGreaterThan(8)
    for (const [path, schema] of numbers) {
      if (path.includes('/facts/')) continue
      expect(schema['type'], path).toBe('integer')
      if (!('enum' in schema))
        expect(schema, path).toMatchObject({ minimum: expect.any(Number), maximum: expect.any(Number) })
    }
  })

  it('promises of an opened report nothing that a text may break and be kept all the same', () => {
    const named = (name: string) => schemas.find(([path]) => path === `/components/schemas/${name}`)?.[1]
    const [kept, sent] = [JSON.stringify(named('Reported')), JSON.stringify(named('Submission'))]
    expect(document).toHaveProperty('components.schemas.Opened.properties.report.$ref', '#/components/schemas/Reported')
    expect(sent).toMatch(/"maxLength":500/)
    expect(kept).toContain('policeReference')
    expect(kept).not.toMatch(/"(maxLength|pattern|format)":["\d]/)
  })

  it('leads from one page to the next', () => {
    expect(document).toHaveProperty(['paths', '/duty/reports', 'get', 'responses', '200', 'links', 'nextPage'], {
      operationId: 'listReports',
      description: expect.any(String),
      parameters: { cursor: '$response.body#/next' },
    })
  })

  it('has an example and the headers of every answer', () => {
    const answers = everything.filter(([path]) => /^\/(paths\/.*|components)\/responses\/[^/]+$/.test(path))
    const inPlace = answers.filter(([, node]) => !('$ref' in node))
    expect(inPlace.length).toBeGreaterThan(25)
    for (const [path, { headers, content }] of inPlace) {
      expect(headers, path).toMatchObject({ 'Cache-Control': {}, 'Access-Control-Allow-Origin': {} })
      for (const media of Object.values(content as Json)) {
        expect(isJson(media) && ('example' in media || 'examples' in media), path).toBe(true)
      }
    }
  })

  it('says how long to wait after a 429, and that the firewall sends another type', () => {
    const limit = everything.find(([path]) => path === '/components/responses/too-many-requests')?.[1]
    expect(limit).toMatchObject({ headers: { 'Retry-After': {} } })
    expect(Object.keys(limit?.['content'] as Json)).toEqual(['application/problem+json', 'application/json'])
  })
})

describe('each call', () => {
  it.each(all)('%s has examples that are accepted', (_, { body, query }) => {
    for (const input of [body, query]) {
      for (const example of Object.values(input?.examples ?? {})) {
        expect(input && parseBy(input.schema, example)).toEqual({ ok: true, value: example })
      }
    }
  })

  it.each(all)('%s has answers whose examples fit', (_, { answers }) => {
    expect(Object.keys(answers).length).toBeGreaterThan(0)
    for (const { schema, example } of Object.values(answers))
      expect(v.safeParse(schema, example).issues).toBeUndefined()
  })

  it.each(all)('%s stands under its own method and path', (key, { method, path }) => {
    expect(key).toBe(`${method} ${path}`)
  })

  it.each(all)('%s has a parameter for each part of its path', (_, { path, parameters = [] }) => {
    const inPath = parameters.flatMap(({ name, in: place }) => (place === 'path' ? [name] : []))
    expect([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).toEqual(inPath)
  })
})

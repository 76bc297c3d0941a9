import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choice, flag, list, number, object, optional, parseBy, text, where } from '../../shared/contract/schema.ts'

const schema = object({
  name: text,
  kinds: list(choice(['a', 'b']), 3),
  'a/b~c': optional(object({ deep: list(object({ yes: flag }), 3) })),
  age: optional(where(number, (age) => age >= 0, { detail: 'must be 0 or more', json: { minimum: 0 } })),
})
const problemsOf = (input: unknown) => {
  const parsed = parseBy(schema, input)
  return parsed.ok ? [] : parsed.problems
}

describe('a schema', () => {
  it('gives what was sent, in its own order', () => {
    const parsed = parseBy(schema, { age: 0, kinds: ['b', 'a'], name: 'x' })
    expect(JSON.stringify(parsed)).toBe('{"ok":true,"value":{"name":"x","kinds":["b","a"],"age":0}}')
  })

  it('says that a required field is missing, and not that an optional one is', () => {
    expect(problemsOf({ kinds: [] })).toEqual([{ pointer: '/name', detail: 'must be text' }])
  })

  it('points at what is wrong, however deep, with the escapes of a JSON Pointer', () => {
    const input = { name: 1, kinds: ['a', 'c'], 'a/b~c': { deep: [{ yes: true }, { yes: 'no', x: 1 }] }, age: -1 }
    expect(problemsOf(input)).toEqual([
      { pointer: '/name', detail: 'must be text' },
      { pointer: '/kinds/1', detail: 'must be one of: a, b' },
      { pointer: '/a~1b~0c/deep/1/yes', detail: 'must be of type boolean' },
      { pointer: '/a~1b~0c/deep/1/x', detail: 'is not a known field; check its spelling and its place' },
      { pointer: '/age', detail: 'must be 0 or more' },
    ])
  })

  it('answers a list that is far too long with its length and what is wrong in as many entries as are allowed', () => {
    expect(problemsOf({ name: 'x', kinds: Array.from({ length: 30_000 }, () => 'c') })).toEqual([
      { pointer: '/kinds', detail: 'has 30000 entries, at most 3 are allowed' },
      ...[0, 1, 2].map((index) => ({ pointer: `/kinds/${index}`, detail: 'must be one of: a, b' })),
    ])
  })

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('does not take %s for a field', (name) => {
    const input: unknown = JSON.parse(`{"name": "x", "kinds": [], "${name}": {}}`)
    expect(problemsOf(input)).toHaveLength(1)
    expect(problemsOf({ name: 'x', kinds: [] })).toEqual([])
  })

  it('says in JSON Schema what it takes', () => {
    expect(schema.json).toEqual({
      type: 'object',
      properties: {
        name: { type: 'string' },
        kinds: { type: 'array', items: { type: 'string', enum: ['a', 'b'] }, maxItems: 3 },
        'a/b~c': expect.objectContaining({ type: 'object', additionalProperties: false }),
        age: { type: 'number', minimum: 0 },
      },
      required: ['name', 'kinds'],
      additionalProperties: false,
    })
  })

  it('takes whatever keeps its rules, and gives it back unchanged', () => {
    const record = fc.record(
      {
        name: fc.string(),
        kinds: fc.array(fc.constantFrom('a', 'b'), { maxLength: 3 }),
        'a/b~c': fc.record({ deep: fc.array(fc.record({ yes: fc.boolean() }), { maxLength: 3 }) }),
        age: fc.double({ min: 0, noNaN: true }),
      },
      { requiredKeys: ['name', 'kinds'], noNullPrototype: true },
    )
    fc.assert(
      fc.property(record, (input) => {
        expect(parseBy(schema, input)).toEqual({ ok: true, value: input })
      }),
    )
  })

  it('refuses any JSON in the place of a field, with a pointer to that field', () => {
    fc.assert(
      fc.property(fc.constantFrom('name', 'kinds', 'age'), fc.jsonValue(), (field, json) => {
        const input = { name: 'x', kinds: [], [field]: { json } }
        expect(problemsOf(input).map(({ pointer }) => pointer)).toEqual([`/${field}`])
      }),
    )
  })
})

import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { toJson } from '../../shared/contract/json-schema.ts'
import { list, object, rule } from '../../shared/contract/kinds.ts'
import { parseBy } from '../../shared/contract/parse.ts'

const schema = object({
  name: v.string(),
  kinds: list(v.picklist(['a', 'b']), 3),
  'a/b~c': v.optional(object({ deep: list(object({ yes: v.boolean() }), 3) })),
  age: v.optional(
    v.pipe(
      v.number(),
      v.metadata({ minimum: 0 }),
      rule((age) => age >= 0, 'not-minor-units'),
    ),
  ),
})
const notMinorUnits = 'must be a whole number of pence (minor units), 0 or more'
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
    expect(problemsOf({ kinds: [] })).toEqual([
      { pointer: '/name', detail: 'is missing; it must be text', code: 'missing' },
    ])
  })

  it('points at what is wrong, however deep, with the escapes of a JSON Pointer', () => {
    const input = { name: 1, kinds: ['a', 'c'], 'a/b~c': { deep: [{ yes: true }, { yes: 'no', x: 1 }] }, age: -1 }
    expect(problemsOf(input)).toEqual([
      { pointer: '/name', detail: 'must be text', code: 'wrong-type' },
      { pointer: '/kinds/1', detail: 'must be one of: a, b', code: 'not-a-choice' },
      { pointer: '/a~1b~0c/deep/1/yes', detail: 'must be true or false', code: 'wrong-type' },
      {
        pointer: '/a~1b~0c/deep/1/x',
        detail: 'is not a known field; check its spelling and its place',
        code: 'unknown-field',
      },
      { pointer: '/age', detail: notMinorUnits, code: 'not-minor-units' },
    ])
  })

  it('answers a list that is far too long with its length, and looks at no entry after the first too many', () => {
    expect(problemsOf({ name: 'x', kinds: Array.from({ length: 30_000 }, () => 'c') })).toEqual([
      ...[0, 1, 2, 3].map((index) => ({
        pointer: `/kinds/${index}`,
        detail: 'must be one of: a, b',
        code: 'not-a-choice',
      })),
      { pointer: '/kinds', detail: 'has 30000 entries, at most 3 are allowed', code: 'too-many-entries' },
    ])
    expect(problemsOf({ name: 'x', kinds: ['a', 'b', 'a', 'b'] })).toEqual([
      { pointer: '/kinds', detail: 'has 4 entries, at most 3 are allowed', code: 'too-many-entries' },
    ])
  })

  it('names every field that is not known, and none by a name that could be text', () => {
    expect(problemsOf({ name: 'x', kinds: [], one: 1, two: 2, 'my secret': 3 })).toEqual([
      { pointer: '/one', detail: 'is not a known field; check its spelling and its place', code: 'unknown-field' },
      { pointer: '/two', detail: 'is not a known field; check its spelling and its place', code: 'unknown-field' },
      { pointer: '', detail: 'has a field whose name is not known', code: 'unknown-field' },
    ])
  })

  it.each([[[]], [['x']], ['x'], [7], [null], [undefined]])('does not take %j for an object', (input) => {
    expect(problemsOf(input)).toEqual([{ pointer: '', detail: 'must be an object', code: 'wrong-type' }])
    expect(problemsOf({ name: 'x', kinds: [], 'a/b~c': input ?? null })).toEqual([
      { pointer: '/a~1b~0c', detail: 'must be an object', code: 'wrong-type' },
    ])
  })

  it('checks a rule only where the value has kept its type', () => {
    expect(problemsOf({ name: 'x', kinds: [], age: '-1' })).toEqual([
      { pointer: '/age', detail: 'must be a number', code: 'wrong-type' },
    ])
  })

  it('never passes on the words of valibot, which quote the input', () => {
    const strange = object({ when: v.pipe(v.string(), v.isoDate()), big: v.bigint() })
    const parsed = parseBy(strange, { when: 'kestrel', big: 'kestrel' })
    expect(parsed).toEqual({
      ok: false,
      problems: [
        { pointer: '/when', detail: 'is not allowed', code: 'wrong-type' },
        { pointer: '/big', detail: 'is not allowed', code: 'wrong-type' },
      ],
    })
  })

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('does not take %s for a field', (name) => {
    const input: unknown = JSON.parse(`{"name": "x", "kinds": [], "${name}": {}}`)
    expect(problemsOf(input)).toHaveLength(1)
    expect(problemsOf({ name: 'x', kinds: [] })).toEqual([])
  })

  it('says in JSON Schema what it takes', () => {
    expect(toJson(schema)).toEqual({
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

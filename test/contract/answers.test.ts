import { expect, it } from 'vitest'
import { answerOf, flag, listOf, oneOf, optional, text, whole } from '../../shared/contract/answers/describe.ts'
import { toJson } from '../../shared/contract/json-schema.ts'

interface View {
  readonly name: string
  readonly kind: 'a' | 'b'
  readonly count: number
  readonly note?: string
  readonly tags: readonly string[]
}
const tags = listOf('Tags.', text('One tag.'))
const kind = oneOf('Kind.', { a: 'A.', b: 'B.' })
const count = whole('Count.', { least: 0, most: 9 })
const right = { name: text('Name.'), kind, count, note: optional(text('Note.')), tags }

it('writes the schema of an answer from a view of the domain', () => {
  expect(toJson(answerOf<View>('It fits.')(right))).toEqual({
    type: 'object',
    description: 'It fits.',
    properties: {
      name: { type: 'string', description: 'Name.' },
      kind: { type: 'string', enum: ['a', 'b'], description: 'Kind.\n\n- `a`: A.\n- `b`: B.' },
      count: { type: 'integer', minimum: 0, maximum: 9, description: 'Count.' },
      note: { type: 'string', description: 'Note.' },
      tags: { type: 'array', items: { type: 'string', description: 'One tag.' }, description: 'Tags.' },
    },
    required: ['name', 'kind', 'count', 'tags'],
  })
})

it('does not compile when an answer and its view differ', () => {
  // @ts-expect-error a field is missing
  answerOf<View>('x')({ name: text('Name.'), kind, count, tags })
  // @ts-expect-error a field is not in the view
  answerOf<View>('x')({ ...right, colour: text('Colour.') })
  // @ts-expect-error a value is missing
  answerOf<View>('x')({ ...right, kind: oneOf('Kind.', { a: 'A.' }) })
  // @ts-expect-error a value is too much
  answerOf<View>('x')({ ...right, kind: oneOf('Kind.', { a: 'A.', b: 'B.', c: 'C.' }) })
  // @ts-expect-error a field is of another type
  answerOf<View>('x')({ ...right, count: text('Count.') })
  // @ts-expect-error a field may be left out and its schema does not say so
  answerOf<View>('x')({ ...right, note: text('Note.') })
  // @ts-expect-error a field may not be left out and its schema says so
  answerOf<View>('x')({ ...right, name: optional(text('Name.')) })
  // @ts-expect-error an entry of the list is of another type
  answerOf<View>('x')({ ...right, tags: listOf('Tags.', flag('Tag.')) })
})

import { expect, it } from 'vitest'
import { handlingOf } from '../../shared/lambda/prefer.ts'
import { requestOf } from '../kit/requests.ts'

it.each([
  [undefined, undefined],
  ['', undefined],
  ['handling=strict', 'strict'],
  ['handling=lenient', 'lenient'],
  ['Handling = "STRICT"', 'strict'],
  ['respond-async, wait=10, handling=strict', 'strict'],
  ['handling=strict; foo=bar', 'strict'],
  ['handling=lenient, handling=strict', 'lenient'],
  ['handling=harsh', undefined],
  ['handlings=strict', undefined],
  ['return=minimal', undefined],
])('the header Prefer: %s means handling %s', (prefer, handling) => {
  expect(handlingOf(requestOf({ prefer }))).toBe(handling)
})

import { describe, expect, test } from 'vitest'
import { toAnswer } from '../../../infra/local/api/answer.ts'

describe('the answer of a function', () => {
  test('an answer has the status, headers and body that the function returned', () => {
    const result = {
      statusCode: 202,
      headers: { 'Content-Type': 'application/json' },
      multiValueHeaders: { 'Set-Cookie': ['a', 'b'] },
      body: '{}',
    }
    expect(toAnswer(result, 'r')).toEqual({
      status: 202,
      headers: { 'content-type': 'application/json', 'set-cookie': ['a', 'b'], 'x-amzn-requestid': 'r' },
      body: '{}',
    })
  })

  test.each([[undefined], [null], ['ok'], [{}], [{ statusCode: '200' }]])('%j is not an answer', (result) => {
    expect(() => toAnswer(result, 'r')).toThrow('the function returned no statusCode')
  })
})

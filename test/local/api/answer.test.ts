import { describe, expect, test } from 'vitest'
import { toAnswer } from '../../../infra/local/api/answer.ts'

const textOnly = { binaryTypes: [], accept: undefined }

describe('the answer of a function', () => {
  test('an answer has the status, headers and body that the function returned', () => {
    const result = {
      statusCode: 202,
      headers: { 'Content-Type': 'application/json' },
      multiValueHeaders: { 'Set-Cookie': ['a', 'b'] },
      body: '{}',
    }
    expect(toAnswer(result, 'r', textOnly)).toEqual({
      status: 202,
      headers: { 'content-type': 'application/json', 'set-cookie': ['a', 'b'], 'x-amzn-requestid': 'r' },
      body: '{}',
    })
  })

  test.each([[undefined], [null], ['ok'], [{}], [{ statusCode: '200' }]])('%j is not an answer', (result) => {
    expect(() => toAnswer(result, 'r', textOnly)).toThrow('the function returned no statusCode')
  })

  test.each([
    ['text/html,application/xml;q=0.9', 'page'],
    ['text/html;q=0.9', 'page'],
    ['*/*', 'cGFnZQ=='],
    ['application/json,text/html', 'cGFnZQ=='],
    [undefined, 'cGFnZQ=='],
  ])('base 64 for a client that accepts %s arrives as %s', (accept, arrives) => {
    const result = { statusCode: 200, body: 'cGFnZQ==', isBase64Encoded: true }
    const { body } = toAnswer(result, 'r', { binaryTypes: ['text/html'], accept })
    expect(Buffer.from(body).toString()).toBe(arrives)
  })
})

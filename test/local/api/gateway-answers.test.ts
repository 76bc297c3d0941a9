import { expect, test } from 'vitest'
import { createGatewayAnswers, gatewayAnswersOf } from '../../../infra/local/api/gateway-answers.ts'
import { stackOf } from '../fixture/stack-of.ts'

const gatewayResponse = (ResponseType: string, properties: object) => ({
  Type: 'AWS::ApiGateway::GatewayResponse',
  Properties: { ResponseType, ...properties },
})

const stack = stackOf({
  NoRoute: gatewayResponse('MISSING_AUTHENTICATION_TOKEN', {
    StatusCode: '404',
    ResponseParameters: { 'gatewayresponse.header.Content-Type': "'application/problem+json'" },
    ResponseTemplates: { 'application/json': '{"status":404}' },
  }),
  Others: gatewayResponse('DEFAULT_4XX', {
    ResponseTemplates: {
      'application/json':
        '{"status":$context.status,"detail":$context.error.messageString,' +
        '"id":"$context.requestId","more":"$context.more"}',
    },
  }),
})

test('the gateway responses of the template are read by their type', () => {
  expect(gatewayAnswersOf(stack).get('MISSING_AUTHENTICATION_TOKEN')).toEqual({
    status: 404,
    headers: { 'content-type': 'application/problem+json' },
    body: '{"status":404}',
  })
})

test('the gateway answers as the template words it, with the variables that it knows filled in', () => {
  const answer = createGatewayAnswers(gatewayAnswersOf(stack))
  expect(answer('MISSING_AUTHENTICATION_TOKEN', 'r')).toMatchObject({ status: 404, body: '{"status":404}' })
  const { status, body } = answer('UNAUTHORIZED', 'r')
  expect(status).toBe(401)
  expect(JSON.parse(String(body))).toEqual({
    status: 401,
    detail: 'sign in and try again',
    id: 'r',
    more: '$context.more',
  })
})

test('the gateway answers with a problem document where the template says nothing', () => {
  const { status, headers, body } = createGatewayAnswers(gatewayAnswersOf(stack))('INTEGRATION_FAILURE', 'r')
  expect([status, headers['content-type']]).toEqual([502, 'application/problem+json'])
  expect(JSON.parse(String(body))).toMatchObject({ status: 502, detail: 'try again' })
})

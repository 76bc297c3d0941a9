import { describe, expect, test } from 'vitest'
import { routesOf } from '../../../infra/local/api/routes.ts'
import type { Resource } from '../../../infra/local/template/template.ts'
import { stackOf } from '../fixture/stack-of.ts'

const method = (properties: Readonly<Record<string, unknown>>): Resource => ({
  Type: 'AWS::ApiGateway::Method',
  Properties: { HttpMethod: 'GET', ResourceId: { Ref: 'Status' }, ...properties },
})

const apiOf = (methods: Readonly<Record<string, Resource>>) =>
  stackOf({
    Api: { Type: 'AWS::ApiGateway::RestApi' },
    Answer: { Type: 'AWS::Lambda::Function' },
    Reports: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: { ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, PathPart: 'reports' },
    },
    Status: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: { ParentId: { Ref: 'Reports' }, PathPart: '{reference}' },
    },
    ...methods,
  })

describe('the routes of the template', () => {
  test('a route has the path of its resource and leads to its function', () => {
    const Uri = {
      'Fn::Join': [
        '',
        [
          'arn:aws:apigateway:eu-west-2:lambda:path/2015-03-31/functions/',
          { 'Fn::GetAtt': ['Answer', 'Arn'] },
          '/invocations',
        ],
      ],
    }
    expect(routesOf(apiOf({ Get: method({ Integration: { Type: 'AWS_PROXY', Uri } }) }))).toEqual([
      { method: 'GET', resource: '/reports/{reference}', target: { kind: 'function', functionName: 'Answer' } },
    ])
  })

  test('a preflight request is answered without a function, as the template says', () => {
    const ResponseParameters = { 'method.response.header.Access-Control-Allow-Methods': "'GET,POST'" }
    const Integration = { Type: 'MOCK', IntegrationResponses: [{ StatusCode: '204', ResponseParameters }] }
    expect(routesOf(apiOf({ Options: method({ HttpMethod: 'OPTIONS', Integration }) }))[0]?.target).toEqual({
      kind: 'fixed',
      status: 204,
      headers: { 'access-control-allow-methods': 'GET,POST' },
    })
  })

  test.each([
    [
      { AuthorizationType: 'COGNITO_USER_POOLS', Integration: { Type: 'MOCK' } },
      'authorization COGNITO_USER_POOLS of Get, with 0 scopes, is not supported by the local stack',
    ],
    [{ Integration: { Type: 'HTTP' } }, 'the integration HTTP of Get is not supported by the local stack'],
  ])('a method with %j is not supported', (properties, problem) => {
    expect(() => routesOf(apiOf({ Get: method(properties) }))).toThrow(problem)
  })
})

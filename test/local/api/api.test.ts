import { describe, expect, test } from 'vitest'
import { toAnswer } from '../../../infra/local/api/http-front.ts'
import { toApiEvent } from '../../../infra/local/api/request-event.ts'
import { type ApiRoute, findRoute, gatewayAnswersOf, routesOf } from '../../../infra/local/api/routes.ts'
import { createStack, type Resource } from '../../../infra/local/template/template.ts'

const route = (method: string, resource: string): ApiRoute => ({
  method,
  resource,
  target: { kind: 'function', functionName: `${method} ${resource}` },
})

const routes = [
  route('POST', '/reports'),
  route('GET', '/reports/{reference}'),
  route('GET', '/reports/newest'),
  route('ANY', '/files/{path+}'),
  route('GET', '/'),
]

const found = (method: string, path: string) => {
  const match = findRoute(routes, method, path)
  return match && [match.route.resource, match.pathParameters]
}

describe('finding a route', () => {
  test.each([
    ['POST', '/reports', ['/reports', {}]],
    ['POST', '/reports/', ['/reports', {}]],
    ['GET', '/', ['/', {}]],
    ['GET', '/reports/7F3K%20X', ['/reports/{reference}', { reference: '7F3K X' }]],
    ['GET', '/reports/%E0%A4%A', ['/reports/{reference}', { reference: '%E0%A4%A' }]],
    ['GET', '/reports/newest', ['/reports/newest', {}]],
    ['PUT', '/files/a/b', ['/files/{path+}', { path: 'a/b' }]],
  ])('%s %s is found', (method, path, expected) => {
    expect(found(method, path)).toEqual(expected)
  })

  test.each([
    ['GET', '/reports'],
    ['POST', '/report'],
    ['POST', '/reports/a/b'],
    ['GET', '/files'],
  ])('%s %s is not found', (method, path) => {
    expect(found(method, path)).toBeUndefined()
  })
})

const request = {
  method: 'POST',
  path: '/reports/7F3K',
  searchParams: new URLSearchParams('age=13-15&paid=no&paid=yes'),
  rawHeaders: ['Content-Type', 'application/json', 'Idempotency-Key', 'k', 'X-Two', 'a', 'X-Two', 'b'],
  sourceIp: '127.0.0.1',
  body: '{}',
  requestId: 'request-1',
  at: new Date('2026-11-24T12:00:00.000Z'),
}

const event = (changed: Partial<typeof request> = {}, pathParameters = {}) =>
  toApiEvent({ ...request, ...changed }, { route: route('POST', '/reports/{reference}'), pathParameters })

describe('the event of API Gateway', () => {
  test('takes a header and a parameter of any name, also one that every object has', () => {
    const changed = { rawHeaders: ['constructor', 'a'], searchParams: new URLSearchParams('constructor=1') }
    const { headers, queryStringParameters } = event(changed)
    expect({ ...headers }).toEqual({ constructor: 'a' })
    expect({ ...queryStringParameters }).toEqual({ constructor: '1' })
  })

  test('keeps headers as they were sent, the last of a name first and all of them beside it', () => {
    const { headers, multiValueHeaders } = event()
    expect(headers).toEqual({ 'Content-Type': 'application/json', 'Idempotency-Key': 'k', 'X-Two': 'b' })
    expect(multiValueHeaders['X-Two']).toEqual(['a', 'b'])
  })

  test('gives the query by its last value and by all', () => {
    const { queryStringParameters, multiValueQueryStringParameters } = event()
    expect(queryStringParameters).toEqual({ age: '13-15', paid: 'yes' })
    expect(multiValueQueryStringParameters).toEqual({ age: ['13-15'], paid: ['no', 'yes'] })
  })

  test('has null for what there is none of', () => {
    expect(event({ body: '', searchParams: new URLSearchParams() })).toMatchObject({
      body: null,
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
    })
  })

  test('names the route, the caller and the request', () => {
    expect(event({}, { reference: '7F3K' })).toMatchObject({
      resource: '/reports/{reference}',
      path: '/reports/7F3K',
      httpMethod: 'POST',
      pathParameters: { reference: '7F3K' },
      body: '{}',
      isBase64Encoded: false,
      requestContext: {
        requestId: 'request-1',
        identity: { sourceIp: '127.0.0.1' },
        resourcePath: '/reports/{reference}',
        requestTimeEpoch: 1_795_521_600_000,
      },
    })
  })
})

describe('the answer of a function', () => {
  test('gives its status, headers and body', () => {
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

  test.each([[undefined], [null], ['ok'], [{}], [{ statusCode: '200' }]])('%j is no answer', (result) => {
    expect(() => toAnswer(result, 'r')).toThrow('did not answer with a statusCode')
  })
})

const method = (properties: Readonly<Record<string, unknown>>): Resource => ({
  Type: 'AWS::ApiGateway::Method',
  Properties: { HttpMethod: 'GET', ResourceId: { Ref: 'Status' }, ...properties },
})

const apiOf = (methods: Readonly<Record<string, Resource>>) =>
  createStack(
    {
      Resources: {
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
      },
    },
    { region: 'eu-west-2', account: '000000000000', queueUrl: (name) => name },
  )

describe('the routes of the template', () => {
  test('lead through their parents to a function', () => {
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

  test('answer CORS by themselves, as the template says', () => {
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
      'authorization COGNITO_USER_POOLS of Get',
    ],
    [{ Integration: { Type: 'HTTP' } }, 'the integration of Get has no local form'],
  ])('%j has no local form', (properties, problem) => {
    expect(() => routesOf(apiOf({ Get: method(properties) }))).toThrow(problem)
  })

  test('the gateway answers as the template words it', () => {
    const stack = apiOf({
      NoRoute: {
        Type: 'AWS::ApiGateway::GatewayResponse',
        Properties: {
          ResponseType: 'MISSING_AUTHENTICATION_TOKEN',
          StatusCode: '404',
          ResponseParameters: { 'gatewayresponse.header.Content-Type': "'application/problem+json'" },
          ResponseTemplates: { 'application/json': '{"status":404}' },
        },
      },
    })
    expect(gatewayAnswersOf(stack).get('MISSING_AUTHENTICATION_TOKEN')).toEqual({
      status: 404,
      headers: { 'content-type': 'application/problem+json' },
      body: '{"status":404}',
    })
  })
})

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { backPages, formPages } from '../../shared/contract/operations/pages.ts'
import { idOf, idsIn, ownerOf, synthesise } from './synthesised.ts'

const stack = synthesise()

interface Method {
  readonly HttpMethod: string
  readonly ResourceId: unknown
  readonly AuthorizationType: string
  readonly AuthorizationScopes?: readonly string[]
  readonly Integration: {
    readonly Type: string
    readonly Uri?: unknown
    readonly IntegrationResponses?: ReadonlyArray<{ readonly ResponseParameters: Readonly<Record<string, string>> }>
  }
}
interface Path {
  readonly PathPart: string
  readonly ParentId: unknown
}
interface Stage {
  readonly AccessLogSetting: { readonly Format: string }
  readonly MethodSettings: ReadonlyArray<{ readonly LoggingLevel?: string; readonly DataTraceEnabled?: boolean }>
  readonly TracingEnabled?: boolean
}
interface Api {
  readonly SecurityPolicy?: string
  readonly EndpointConfiguration: { readonly Types: readonly string[] }
}

const paths = stack.of<Path>('AWS::ApiGateway::Resource')
const methods = stack.of<Method>('AWS::ApiGateway::Method')

const pathOf = (id: string | undefined): string => {
  const found = paths.find((each) => each.id === id)
  return found === undefined ? '' : `${pathOf(idOf(found.properties.ParentId))}/${found.properties.PathPart}`
}
const ofMethod = (wanted: (method: string) => boolean) =>
  methods
    .filter(({ properties }) => wanted(properties.HttpMethod))
    .map(({ properties }) => ({ ...properties, path: pathOf(idOf(properties.ResourceId)) }))

const declared = () => ofMethod((method) => method !== 'OPTIONS' && method !== 'ANY')
const targetOf = ({ Integration }: Pick<Method, 'Integration'>) => [
  Integration.Type,
  idsIn(Integration.Uri)
    .filter((id) => id.includes('Function'))
    .map(ownerOf),
]

describe('the API', () => {
  test('sends each request, as it is, to the function that answers it', () => {
    const routes = declared().map((method) => [`${method.HttpMethod} ${method.path}`, ...targetOf(method)])
    expect(Object.fromEntries(routes.map(([route, ...rest]) => [route, rest]))).toEqual({
      'POST /reports': ['AWS_PROXY', ['AcceptReport']],
      ...Object.fromEntries(Object.keys(formPages).map((page) => [page, ['AWS_PROXY', ['AcceptReport']]])),
      ...Object.fromEntries(Object.keys(backPages).map((page) => [page, ['AWS_PROXY', ['FollowUp']]])),
      'POST /reports/{reference}/status': ['AWS_PROXY', ['FollowUp']],
      'POST /reports/{reference}/additions': ['AWS_PROXY', ['FollowUp']],
      'POST /reports/{reference}/withdrawal': ['AWS_PROXY', ['FollowUp']],
      'GET /duty/health': ['AWS_PROXY', ['DutyApi']],
      'GET /duty/drills': ['AWS_PROXY', ['DutyApi']],
      'GET /duty/contacts': ['AWS_PROXY', ['DutyApi']],
      'GET /duty/reports': ['AWS_PROXY', ['DutyApi']],
      'POST /reports/{reference}/withdrawal/undo': ['AWS_PROXY', ['FollowUp']],
      'GET /duty/reports/{reportId}': ['AWS_PROXY', ['DutyApi']],
      'GET /duty/reports/{reportId}/log': ['AWS_PROXY', ['DutyApi']],
      'POST /duty/reports/{reportId}/acknowledgement': ['AWS_PROXY', ['DutyApi']],
      'POST /duty/reports/{reportId}/opening': ['AWS_PROXY', ['DutyApi']],
      'POST /duty/reports/{reportId}/reroute': ['AWS_PROXY', ['DutyApi']],
      'POST /duty/reports/{reportId}/grade': ['AWS_PROXY', ['DutyApi']],
      'POST /duty/reports/{reportId}/notes': ['AWS_PROXY', ['DutyApi']],
      'POST /duty/reports/{reportId}/closing': ['AWS_PROXY', ['DutyApi']],
      'POST /duty/reports/{reportId}/reopening': ['AWS_PROXY', ['DutyApi']],
      'POST /duty/reports/{reportId}/withdrawal': ['AWS_PROXY', ['DutyApi']],
      'POST /duty/reports/{reportId}/hold': ['AWS_PROXY', ['DutyApi']],
      'GET /guidance': ['AWS_PROXY', ['PublicInfo']],
      'GET /health': ['AWS_PROXY', ['PublicInfo']],
      'GET /openapi.json': ['AWS_PROXY', ['PublicInfo']],
    })
  })

  test('has exactly the calls that the OpenAPI document describes, and the pages', () => {
    const { paths: described } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
      readonly paths: Readonly<Record<string, object>>
    }
    const inDocument = Object.entries(described).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const inStack = declared().map(({ HttpMethod, path }) => `${HttpMethod} ${path}`)
    const pages = [...Object.keys(formPages), ...Object.keys(backPages)]
    expect(pages.length).toBeGreaterThan(0)
    expect([...inDocument, ...pages].toSorted()).toEqual(inStack.toSorted())
  })

  test('sends every other method of each path to the same function, which refuses it with 405, and asks for the same officer', () => {
    const others = ofMethod((method) => method === 'ANY')
    expect(others.map(({ path }) => path).toSorted()).toEqual(
      [...new Set(declared().map(({ path }) => path))].toSorted(),
    )
    for (const other of others) {
      const beside = declared().filter(({ path }) => path === other.path)
      expect(beside).not.toEqual([])
      for (const method of beside) {
        expect(targetOf(method)).toEqual(targetOf(other))
        expect(method.AuthorizationType).toBe(other.AuthorizationType)
        expect(method.AuthorizationScopes).toEqual(other.AuthorizationScopes)
      }
    }
  })

  test('asks for an officer with the duty scope for every duty call, and for nobody else', () => {
    const guarded = declared().map((method) => [
      method.path.startsWith('/duty/'),
      method.AuthorizationType,
      method.AuthorizationScopes,
    ])
    expect(guarded.filter(([isDuty]) => isDuty)).toHaveLength(15)
    for (const [isDuty, type, scopes] of guarded) {
      expect([type, scopes]).toEqual(isDuty ? ['COGNITO_USER_POOLS', ['harbour/duty']] : ['NONE', undefined])
    }
  })

  test('lets a front end anywhere ask first, with the headers that it will send', () => {
    const preflights = ofMethod((method) => method === 'OPTIONS')
    expect(preflights.map(({ path }) => path)).toEqual(expect.arrayContaining(paths.map(({ id }) => pathOf(id))))
    for (const { Integration } of preflights) {
      const headers = Integration.IntegrationResponses?.[0]?.ResponseParameters ?? {}
      expect(headers['method.response.header.Access-Control-Allow-Origin']).toBe("'*'")
      const allowed = headers['method.response.header.Access-Control-Allow-Headers']
      expect(allowed).toMatch(/content-type.*idempotency-key.*authorization/)
      // What tracing tools add by themselves: a preflight that refuses them turns a report away.
      for (const name of ['traceparent', 'tracestate', 'baggage', 'x-request-id']) expect(allowed).toContain(name)
      expect(headers['method.response.header.Access-Control-Max-Age']).toBe("'7200'")
    }
  })

  test('takes TLS 1.2 and later only, in this region', () => {
    const apis = stack.of<Api>('AWS::ApiGateway::RestApi').map(({ properties }) => properties)
    expect(apis.map(({ SecurityPolicy }) => SecurityPolicy)).toEqual(['SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09'])
    expect(apis.map(({ EndpointConfiguration }) => EndpointConfiguration.Types)).toEqual([['REGIONAL']])
  })

  test('compresses no answer: padding hides what one says only as long as its bytes are sent as they are', () => {
    const apis = stack.of<object>('AWS::ApiGateway::RestApi').map(({ properties }) => Object.keys(properties))
    expect(apis).toHaveLength(1)
    expect(apis.flat()).toContain('BinaryMediaTypes')
    expect(apis.flat()).not.toContain('MinimumCompressionSize')
  })
})

describe('the log of requests', () => {
  const stages = stack.of<Stage>('AWS::ApiGateway::Stage').map(({ properties }) => properties)

  test('says when, what and how it ended: no address, no path as typed, no query, no header, no body', () => {
    for (const { AccessLogSetting } of stages) {
      expect(AccessLogSetting.Format.match(/\$[\w.]+/g)?.toSorted()).toEqual([
        '$context.httpMethod',
        '$context.requestId',
        '$context.requestTime',
        '$context.resourcePath',
        '$context.responseLatency',
        '$context.status',
      ])
    }
  })

  test('is the only one: an execution log or a trace would hold report text', () => {
    for (const { MethodSettings, TracingEnabled } of stages) {
      expect(TracingEnabled ?? false).toBe(false)
      for (const { LoggingLevel, DataTraceEnabled } of MethodSettings) {
        expect([LoggingLevel ?? 'OFF', DataTraceEnabled ?? false]).toEqual(['OFF', false])
      }
    }
  })
})

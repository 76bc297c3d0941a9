import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { answerHeaders } from '../../shared/contract/http-headers.ts'
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
interface GatewayResponse {
  readonly StatusCode?: string
  readonly ResponseType: string
  readonly ResponseParameters: Readonly<Record<string, string>>
  readonly ResponseTemplates: Readonly<Record<string, string>>
}
interface Rule {
  readonly Name: string
  readonly Statement: Readonly<Record<string, unknown>>
  readonly Action?: {
    readonly Block?: {
      readonly CustomResponse: {
        readonly ResponseCode: number
        readonly CustomResponseBodyKey: string
        readonly ResponseHeaders?: ReadonlyArray<{ readonly Name: string; readonly Value: string }>
      }
    }
  }
  readonly VisibilityConfig: { readonly SampledRequestsEnabled: boolean; readonly MetricName: string }
}
interface Firewall {
  readonly CustomResponseBodies: Readonly<Record<string, { readonly ContentType: string; readonly Content: string }>>
  readonly DefaultAction: object
  readonly Rules: readonly Rule[]
}

const scopeOf = (rule: Rule | undefined): unknown =>
  (rule?.Statement['RateBasedStatement'] as { readonly ScopeDownStatement?: unknown } | undefined)?.ScopeDownStatement

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

describe('an answer of the gateway itself', () => {
  const answers = stack.of<GatewayResponse>('AWS::ApiGateway::GatewayResponse').map(({ properties }) => properties)

  const problemOf = ({ ResponseTemplates }: GatewayResponse) => JSON.parse(ResponseTemplates['application/json'] ?? '')

  // docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html, with the status that
  // each is given.
  const documented = {
    ACCESS_DENIED: 403,
    API_CONFIGURATION_ERROR: 500,
    AUTHORIZER_CONFIGURATION_ERROR: 500,
    AUTHORIZER_FAILURE: 500,
    BAD_REQUEST_PARAMETERS: 400,
    BAD_REQUEST_BODY: 400,
    EXPIRED_TOKEN: 401,
    INTEGRATION_FAILURE: 504,
    INTEGRATION_TIMEOUT: 504,
    INVALID_API_KEY: 403,
    INVALID_SIGNATURE: 403,
    MISSING_AUTHENTICATION_TOKEN: 404,
    QUOTA_EXCEEDED: 429,
    REQUEST_TOO_LARGE: 413,
    RESOURCE_NOT_FOUND: 404,
    THROTTLED: 429,
    UNAUTHORIZED: 401,
    UNSUPPORTED_MEDIA_TYPE: 415,
    WAF_FILTERED: 403,
  }

  test('covers every kind that AWS documents, and says its status in the body too', () => {
    const ours = answers.filter(({ StatusCode }) => StatusCode !== undefined)
    expect(Object.fromEntries(ours.map(({ ResponseType, StatusCode }) => [ResponseType, Number(StatusCode)]))).toEqual(
      documented,
    )
    for (const answer of ours) expect(problemOf(answer).status).toBe(Number(answer.StatusCode))
  })

  test('leaves the status of the defaults to AWS, for it would become the status of all', () => {
    const defaults = answers.filter(({ StatusCode }) => StatusCode === undefined)
    expect(defaults.map(({ ResponseType }) => ResponseType).toSorted()).toEqual(['DEFAULT_4XX', 'DEFAULT_5XX'])
  })

  test.each(answers)('$ResponseType is a problem document that a browser may read', (answer) => {
    const header = (name: string) => answer.ResponseParameters[`gatewayresponse.header.${name}`]
    expect(header('content-type')).toBe("'application/problem+json'")
    expect(header('access-control-allow-origin')).toBe("'*'")
    expect(header('cache-control')).toBe("'no-store'")
    expect(problemOf(answer)).toMatchObject({
      type: 'about:blank',
      title: expect.any(String),
      code: expect.stringMatching(/^[a-z-]+$/),
      problems: [],
    })
    const template = answer.ResponseTemplates['application/json'] ?? ''
    expect(template.match(/\$[\w.]+/g)).toEqual(['$context.requestId'])
    // The gateway names no charset.
    expect(template).toMatch(/^[ -~]*$/)
  })

  test('says how to sign in after a 401 and how long to wait after a 429', () => {
    const headerOf = (type: string, name: string) =>
      answers.find(({ ResponseType }) => ResponseType === type)?.ResponseParameters[`gatewayresponse.header.${name}`]
    expect(headerOf('UNAUTHORIZED', 'www-authenticate')).toBe("'Bearer'")
    expect(headerOf('THROTTLED', 'retry-after')).toBe("'1'")
  })
})

describe('the firewall', () => {
  const [firewall] = stack.of<Firewall>('AWS::WAFv2::WebACL')
  const rules = firewall?.properties.Rules ?? []
  const headersOf = (answer: NonNullable<NonNullable<Rule['Action']>['Block']>['CustomResponse'] | undefined) =>
    Object.fromEntries((answer?.ResponseHeaders ?? []).map(({ Name, Value }) => [Name, Value]))

  test('stands before the API', () => {
    const guarded = stack.of<{ ResourceArn: unknown; WebACLArn: unknown }>('AWS::WAFv2::WebACLAssociation')
    expect(guarded.map(({ properties }) => idOf(properties.WebACLArn))).toEqual([firewall?.id])
    const [api] = stack.of('AWS::ApiGateway::RestApi')
    expect(idsIn(guarded[0]?.properties.ResourceArn)).toContain(api?.id)
  })

  test('lets everyone in but who asks more often than a school behind one address', () => {
    expect(firewall?.properties.DefaultAction).toEqual({ Allow: {} })
    const limits = rules.map(({ Statement }) => Statement['RateBasedStatement'])
    expect(limits).toHaveLength(2)
    for (const limit of limits) expect(limit).toMatchObject({ AggregateKeyType: 'IP', Limit: 2000 })
  })

  test('answers who asks too often for pages with a page, and for calls with a problem', () => {
    const [calls, pages] = rules
    const path = (PositionalConstraint: string, SearchString: string) => ({
      ByteMatchStatement: {
        FieldToMatch: { UriPath: {} },
        PositionalConstraint,
        SearchString,
        TextTransformations: [{ Priority: 0, Type: 'NONE' }],
      },
    })
    const isPage = { OrStatement: { Statements: [path('ENDS_WITH', '/report'), path('CONTAINS', '/report/')] } }
    expect(scopeOf(pages)).toEqual(isPage)
    expect(scopeOf(calls)).toEqual({ NotStatement: { Statement: isPage } })
    const bodyOf = (rule: Rule | undefined) =>
      firewall?.properties.CustomResponseBodies[rule?.Action?.Block?.CustomResponse.CustomResponseBodyKey ?? '']
    expect(bodyOf(calls)).toMatchObject({ ContentType: 'APPLICATION_JSON' })
    const page = bodyOf(pages)
    expect(page).toMatchObject({ ContentType: 'TEXT_HTML', Content: expect.stringContaining('call 999') })
    expect(page?.Content).toMatch(/^[\n -~]*$/)
    expect(page?.Content.length).toBeLessThan(4096)
  })

  test('says how long to wait, calls in a way that a browser may read, and keeps no sample of a request', () => {
    expect(JSON.parse(firewall?.properties.CustomResponseBodies['wait']?.Content ?? '')).toMatchObject({
      status: 429,
      code: 'too-many-requests',
      problems: [],
    })
    for (const { Action, VisibilityConfig } of rules) {
      const answer = Action?.Block?.CustomResponse
      expect(answer?.ResponseCode).toBe(429)
      const headers = headersOf(answer)
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'retry-after': '60' })
      expect(VisibilityConfig.SampledRequestsEnabled).toBe(false)
      expect(VisibilityConfig.MetricName).toMatch(/^Harbour-dev-/)
    }
    expect(headersOf(rules[0]?.Action?.Block?.CustomResponse)).toEqual({ ...answerHeaders, 'retry-after': '60' })
    expect(headersOf(rules[1]?.Action?.Block?.CustomResponse)).not.toHaveProperty('access-control-allow-origin')
  })
})

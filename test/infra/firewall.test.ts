import { describe, expect, test } from 'vitest'
import { answerHeaders } from '../../shared/contract/http-headers.ts'
import { idOf, idsIn, synthesise } from './synthesised.ts'

const stack = synthesise()

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

import { describe, expect, test } from 'vitest'
import { synthesise } from './synthesised.ts'

const stack = synthesise()

interface GatewayResponse {
  readonly StatusCode?: string
  readonly ResponseType: string
  readonly ResponseParameters: Readonly<Record<string, string>>
  readonly ResponseTemplates: Readonly<Record<string, string>>
}

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

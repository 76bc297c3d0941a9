import type { Stack } from '../template/template.ts'
import type { Answer } from './answer.ts'
import { headersIn } from './mapped-headers.ts'

/** An answer that API Gateway returns without a function, as the template words it. */
export interface GatewayAnswer {
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string>>
  /** The body template of `application/json`, with `$context` variables. */
  readonly body: string | undefined
}

/** Returns the gateway's own answers by their type, such as `DEFAULT_4XX`. */
export const gatewayAnswersOf = (stack: Stack): ReadonlyMap<string, GatewayAnswer> =>
  new Map(
    stack.resourcesOf('AWS::ApiGateway::GatewayResponse').map(({ properties }) => {
      const templates = properties['ResponseTemplates'] as Readonly<Record<string, string>> | undefined
      return [
        String(properties['ResponseType']),
        {
          status: properties['StatusCode'] === undefined ? undefined : Number(properties['StatusCode']),
          headers: headersIn(properties['ResponseParameters'], 'gatewayresponse.header.'),
          body: templates?.['application/json'] ?? templates?.['application/problem+json'],
        },
      ]
    }),
  )

/** Why the gateway answers by itself. */
export type GatewayFault = keyof typeof gatewayFaults

/**
 * Creates what answers a request that no function answers: as the template words it, or else with a problem document.
 */
export const createGatewayAnswers =
  (answers: ReadonlyMap<string, GatewayAnswer>) =>
  (type: GatewayFault, requestId: string): Answer => {
    const { title, detail, ...fault } = gatewayFaults[type]
    const worded = answers.get(type) ?? answers.get(fault.status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX')
    const status = worded?.status ?? fault.status
    const values = {
      requestId,
      status: String(status),
      'error.message': detail,
      'error.messageString': JSON.stringify(detail),
    }
    const problem = JSON.stringify({ type: 'about:blank', title, status, detail, problems: [] })
    return {
      status,
      headers: { 'content-type': 'application/problem+json', 'access-control-allow-origin': '*', ...worded?.headers },
      body: worded?.body === undefined ? problem : fillTemplate(worded.body, values),
    }
  }

const gatewayFaults = {
  UNAUTHORIZED: { status: 401, title: 'Not signed in', detail: 'sign in and try again' },
  MISSING_AUTHENTICATION_TOKEN: { status: 404, title: 'Not found', detail: 'this API has no such path and method' },
  REQUEST_TOO_LARGE: { status: 413, title: 'Too large', detail: 'the body is over 6 MB' },
  INTEGRATION_TIMEOUT: { status: 504, title: 'Server error', detail: 'try again' },
  INTEGRATION_FAILURE: { status: 502, title: 'Server error', detail: 'try again' },
} as const

/** Replaces the `$context` variables of a gateway response. An unknown variable stays as it is. */
const fillTemplate = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\$context\.([\w.]*\w)/g, (whole, name: string) => values[name] ?? whole)

import { functionNameIn } from '../template/resource-names.ts'
import type { Properties, Stack } from '../template/template.ts'
import { headersIn } from './mapped-headers.ts'

/** What a route does: it invokes a function, or it answers by itself as the template says (CORS). */
export type RouteTarget =
  | { readonly kind: 'function'; readonly functionName: string }
  | { readonly kind: 'fixed'; readonly status: number; readonly headers: Readonly<Record<string, string>> }

/** One method of the REST API. */
export interface ApiRoute {
  readonly method: string
  /** Such as `/reports/{reference}/status`. */
  readonly resource: string
  readonly target: RouteTarget
  /** An officer's access token must have one of these scopes. Undefined for a method that is open to anyone. */
  readonly officerScopes?: readonly string[]
}

/**
 * Returns the REST API's routes.
 *
 * @throws Error for an integration or an authorizer that the local stack does not support
 */
export const routesOf = (stack: Stack): readonly ApiRoute[] => {
  const paths = pathsOf(stack)
  return stack.resourcesOf('AWS::ApiGateway::Method').map(({ logicalId, properties }) => {
    const officerScopes = officerScopesOf(logicalId, properties)
    return {
      ...(officerScopes === undefined ? {} : { officerScopes }),
      method: String(properties['HttpMethod']),
      resource: paths.get(String(properties['ResourceId'])) ?? '/',
      target: toTarget(logicalId, properties['Integration'] as Properties),
    }
  })
}

/** Returns the types that the REST API treats as binary. */
export const binaryTypesOf = (stack: Stack): readonly string[] =>
  stack
    .resourcesOf('AWS::ApiGateway::RestApi')
    .flatMap(({ properties }) => (properties['BinaryMediaTypes'] ?? []) as readonly string[])

const pathsOf = (stack: Stack): ReadonlyMap<string, string> => {
  const resources = new Map(
    stack.resourcesOf('AWS::ApiGateway::Resource').map(({ logicalId, properties }) => [logicalId, properties]),
  )
  const pathOf = (id: string): string => {
    const resource = resources.get(id)
    return resource === undefined ? '' : `${pathOf(String(resource['ParentId']))}/${String(resource['PathPart'])}`
  }
  return new Map([...resources.keys()].map((id) => [id, pathOf(id)]))
}

const officerScopesOf = (logicalId: string, properties: Properties): readonly string[] | undefined => {
  const authorization = properties['AuthorizationType'] ?? 'NONE'
  if (authorization === 'NONE') return undefined
  const scopes = (properties['AuthorizationScopes'] ?? []) as readonly string[]
  if (authorization === 'COGNITO_USER_POOLS' && scopes.length > 0) return scopes
  const what = `authorization ${String(authorization)} of ${logicalId}, with ${scopes.length} scopes,`
  throw new Error(`${what} is not supported by the local stack; use COGNITO_USER_POOLS with a scope`)
}

const toTarget = (logicalId: string, integration: Properties): RouteTarget => {
  const type = integration['Type']
  if (type === 'MOCK') return toFixedTarget(integration)
  if (type !== 'AWS_PROXY') {
    const what = `the integration ${String(type)} of ${logicalId}`
    throw new Error(`${what} is not supported by the local stack; use AWS_PROXY or MOCK`)
  }
  const [, functionArn = ''] = /functions\/([^/]+)\/invocations/.exec(String(integration['Uri'])) ?? []
  return { kind: 'function', functionName: functionNameIn(functionArn) }
}

const toFixedTarget = (integration: Properties): RouteTarget => {
  const [response] = integration['IntegrationResponses'] as readonly Properties[]
  const headers = headersIn(response?.['ResponseParameters'], 'method.response.header.')
  return { kind: 'fixed', status: Number(response?.['StatusCode'] ?? 200), headers }
}

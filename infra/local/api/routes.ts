import { functionNameIn } from '../lambda/queue-events.ts'
import type { Properties, Stack } from '../template/template.ts'

/** What a route does: calls a function, or answers by itself as the template says (CORS). */
export type RouteTarget =
  | { readonly kind: 'function'; readonly functionName: string }
  | { readonly kind: 'fixed'; readonly status: number; readonly headers: Readonly<Record<string, string>> }

/** One method of the REST API. */
export interface ApiRoute {
  readonly method: string
  /** Such as `/reports/{reference}/status`. */
  readonly resource: string
  readonly target: RouteTarget
  /** The scopes of which an officer's access token must have one; undefined for a method that is open to anyone. */
  readonly officerScopes?: readonly string[]
}

/** An answer that API Gateway gives without calling a function, as the template words it. */
export interface GatewayAnswer {
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string>>
  /** Body template of `application/json`, with `$context` variables. */
  readonly body: string | undefined
}

/** A route that fits a request, with its path parameters. */
export interface FoundRoute {
  readonly route: ApiRoute
  readonly pathParameters: Readonly<Record<string, string>>
}

/** Literal values stand in single quotes in API Gateway's mapping expressions. */
const unquote = (expression: string): string => expression.replace(/^'(.*)'$/s, '$1')

const headersIn = (parameters: unknown, prefix: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries((parameters ?? {}) as Readonly<Record<string, string>>)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length).toLowerCase(), unquote(value)]),
  )

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

const toFixed = (integration: Properties): RouteTarget => {
  const [response] = integration['IntegrationResponses'] as readonly Properties[]
  const headers = headersIn(response?.['ResponseParameters'], 'method.response.header.')
  return { kind: 'fixed', status: Number(response?.['StatusCode'] ?? 200), headers }
}

const toTarget = (logicalId: string, integration: Properties): RouteTarget => {
  if (integration['Type'] === 'MOCK') return toFixed(integration)
  if (integration['Type'] !== 'AWS_PROXY') throw new Error(`the integration of ${logicalId} has no local form`)
  const [, functionArn = ''] = /functions\/([^/]+)\/invocations/.exec(String(integration['Uri'])) ?? []
  return { kind: 'function', functionName: functionNameIn(functionArn) }
}

const officerScopesOf = (logicalId: string, properties: Properties): readonly string[] | undefined => {
  const authorization = properties['AuthorizationType'] ?? 'NONE'
  if (authorization === 'NONE') return undefined
  const scopes = (properties['AuthorizationScopes'] ?? []) as readonly string[]
  if (authorization === 'COGNITO_USER_POOLS' && scopes.length > 0) return scopes
  throw new Error(`authorization ${String(authorization)} of ${logicalId}, with these scopes, has no local form`)
}

/** Gives the REST API's routes. @throws Error for a method that asks for an authorizer other than a user pool with scopes */
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

/** Gives the gateway's own answers by their type, such as `DEFAULT_4XX`. */
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

const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

const matchPath = (resource: string, path: string): Readonly<Record<string, string>> | undefined => {
  const wanted = resource.split('/').filter(Boolean)
  const given = path.split('/').filter(Boolean)
  const last = wanted.at(-1) ?? ''
  const isGreedy = last.endsWith('+}')
  if (isGreedy ? given.length < wanted.length : given.length !== wanted.length) return undefined
  const parameters: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const name = /^\{([^+}]+)\+?\}$/.exec(part)?.[1]
    const value = isGreedy && part === last ? given.slice(index).join('/') : (given[index] ?? '')
    if (name === undefined && part !== value) return undefined
    if (name !== undefined) parameters[name] = decode(value)
  }
  return parameters
}

/** Finds the route of a request; one without path parameters is preferred, as API Gateway does. */
export const findRoute = (routes: readonly ApiRoute[], method: string, path: string): FoundRoute | undefined => {
  const found = routes.flatMap((route) => {
    const pathParameters = matchPath(route.resource, path)
    const isMethod = route.method === method || route.method === 'ANY'
    return isMethod && pathParameters !== undefined ? [{ route, pathParameters }] : []
  })
  return found.toSorted((a, b) => Object.keys(a.pathParameters).length - Object.keys(b.pathParameters).length)[0]
}

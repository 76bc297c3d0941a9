import type { ApiRoute } from './routes.ts'

/** A route that fits a request, with its path parameters. */
export interface FoundRoute {
  readonly route: ApiRoute
  /**
   * As they were sent: a REST API does not decode them.
   *
   * @see https://github.com/serverless/serverless/issues/5037
   * @see https://github.com/middleapi/standard-server/pull/93
   */
  readonly pathParameters: Readonly<Record<string, string>>
}

/**
 * Finds the route of a request as API Gateway does. The path decides first: the resource with the fewest path
 * parameters is meant, even when it lacks the method. AWS does not document that, so this is the stricter reading. Then
 * `ANY` stands for the methods that the resource does not name.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-any-method.html
 */
export const findRoute = (routes: readonly ApiRoute[], method: string, path: string): FoundRoute | undefined => {
  const matching = routes.flatMap((route) => {
    const pathParameters = matchPath(route.resource, path)
    return pathParameters === undefined ? [] : [{ route, pathParameters }]
  })
  const [closest] = matching.toSorted((a, b) => parameterCount(a) - parameterCount(b))
  const ofResource = matching.filter(({ route }) => route.resource === closest?.route.resource)
  const ofMethod = (name: string) => ofResource.find(({ route }) => route.method === name)
  return ofMethod(method) ?? ofMethod('ANY')
}

const parameterCount = ({ pathParameters }: FoundRoute): number => Object.keys(pathParameters).length

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
    if (name !== undefined) parameters[name] = value
  }
  return parameters
}

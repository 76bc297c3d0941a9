import { describe, expect, test } from 'vitest'
import { findRoute } from '../../../infra/local/api/find-route.ts'
import type { ApiRoute } from '../../../infra/local/api/routes.ts'

const route = (method: string, resource: string): ApiRoute => ({
  method,
  resource,
  target: { kind: 'function', functionName: `${method} ${resource}` },
})

const routes = [
  route('ANY', '/reports'),
  route('POST', '/reports'),
  route('GET', '/reports/{reference}'),
  route('DELETE', '/reports/{reference}'),
  route('GET', '/reports/newest'),
  route('ANY', '/files/{path+}'),
  route('GET', '/'),
]

const found = (method: string, path: string) => {
  const match = findRoute(routes, method, path)
  return match && [`${match.route.method} ${match.route.resource}`, match.pathParameters]
}

describe('the route of a request', () => {
  test.each([
    ['POST', '/reports', ['POST /reports', {}]],
    ['POST', '/reports/', ['POST /reports', {}]],
    ['GET', '/', ['GET /', {}]],
    ['GET', '/reports/7F3K%20X', ['GET /reports/{reference}', { reference: '7F3K%20X' }]],
    ['GET', '/reports/%2E%2E', ['GET /reports/{reference}', { reference: '%2E%2E' }]],
    ['GET', '/reports/newest', ['GET /reports/newest', {}]],
    ['PUT', '/files/a/b', ['ANY /files/{path+}', { path: 'a/b' }]],
  ])('%s %s is found with its path parameters as they were sent', (method, path, expected) => {
    expect(found(method, path)).toEqual(expected)
  })

  test('ANY stands for the methods that the resource does not name', () => {
    expect(found('POST', '/reports')?.[0]).toBe('POST /reports')
    expect(found('DELETE', '/reports')?.[0]).toBe('ANY /reports')
  })

  test('a method that the closest resource lacks is not found at another resource', () => {
    expect(found('DELETE', '/reports/7F3K')?.[0]).toBe('DELETE /reports/{reference}')
    expect(found('DELETE', '/reports/newest')).toBeUndefined()
  })

  test.each([
    ['POST', '/'],
    ['GET', '/report'],
    ['POST', '/reports/a/b'],
    ['GET', '/files'],
  ])('%s %s is not found', (method, path) => {
    expect(found(method, path)).toBeUndefined()
  })
})

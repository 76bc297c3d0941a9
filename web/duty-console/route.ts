import { useEffect, useState } from 'preact/hooks'
import { parseReference } from '../../shared/domain/reference.ts'

/** What is shown. A route holds a reference at most, and never a word. */
export type Route =
  | { readonly view: 'queue' }
  | { readonly view: 'report'; readonly reportId: string }
  | { readonly view: 'log'; readonly reportId: string }
  | { readonly view: 'closed' }
  | { readonly view: 'desks' }
  | { readonly view: 'supervision' }

/** Reads a hash route. What is none is the queue. */
export const parseRoute = (hash: string): Route => {
  const [, first, second = '', third] = hash.split('/')
  if (first === 'closed') return { view: 'closed' }
  if (first === 'desks' || first === 'supervision') return { view: first }
  const reportId = first === 'reports' ? parseReference(second) : undefined
  if (reportId === undefined) return { view: 'queue' }
  return { view: third === 'log' ? 'log' : 'report', reportId }
}

/** Returns the address of a report, or of its log. */
export const hrefOf = (reportId: string, part: 'report' | 'log' = 'report'): string =>
  `#/reports/${reportId}${part === 'log' ? '/log' : ''}`

/** Returns the route that is shown, and renders again when it changes. */
export const useRoute = (): Route => {
  const [hash, setHash] = useState(location.hash)
  useEffect(() => {
    const follow = () => setHash(location.hash)
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return parseRoute(hash)
}

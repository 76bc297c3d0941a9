import { signInOn } from '../../infra/local/aws/password-sign-in.ts'
import type { WatchedHarbour } from './harbour.ts'

/** An answer of the API. */
export interface Answered {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** Signs an officer in, and returns what calls the API as this officer. */
export const createOfficer = async (harbour: WatchedHarbour, name: string) => {
  const authorization = `Bearer ${await signInOn(harbour.officers, name)}`
  const call = async (path: string, init: RequestInit): Promise<Answered> => {
    const headers = { authorization, 'content-type': 'application/json' }
    const response = await fetch(`${harbour.url}${path}`, { headers, ...init })
    return { status: response.status, body: (await response.json()) as Answered['body'] }
  }
  return {
    get: (path: string) => call(path, {}),
    act: (reference: string, what: string, body: unknown = {}) =>
      call(`/duty/reports/${reference}/${what}`, { method: 'POST', body: JSON.stringify(body) }),
  }
}

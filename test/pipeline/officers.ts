import type { WatchedHarbour } from './harbour.ts'

/** Signs an officer of this machine in and returns the access token. */
export const signIn = async ({ officers }: WatchedHarbour, name: string): Promise<string> => {
  const officer = officers?.officers.find((each) => each.name === name)
  if (officers === undefined || officer === undefined) throw new Error(`no officer ${name}`)
  const { clientId: client_id, tokenEndpoint } = officers
  const form = { grant_type: 'password', client_id, username: name, password: officer.password }
  const response = await fetch(tokenEndpoint, { method: 'POST', body: new URLSearchParams(form) })
  const { access_token } = (await response.json()) as { readonly access_token: string }
  return access_token
}

/** An answer of the API. */
export interface Answered {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** Signs an officer in, and returns what calls the API as this officer. */
export const createOfficer = async (harbour: WatchedHarbour, name: string) => {
  const authorization = `Bearer ${await signIn(harbour, name)}`
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

import { commandLineRedirect } from '../../infra/command-line-redirect.ts'
import type { Browse } from './code-flow.ts'

/** More redirects than a sign-in has. */
const mostRequests = 10

/**
 * Returns what signs in without a browser where `npm start` runs: it fills in the plain sign-in page. Cognito's pages
 * ask for a second factor, so they cannot be filled in.
 */
export const browseWithPassword =
  (name: string, password: string): Browse =>
  async (signInUrl) => {
    const cookies = new Map<string, string>()
    const form = new URLSearchParams({ name, password })
    let url = signInUrl
    let isSent = false
    for (let count = 0; count < mostRequests; count += 1) {
      const cookie = [...cookies].map(([key, value]) => `${key}=${value}`).join('; ')
      const isForm = url.pathname.startsWith('/sign-in/') && count > 0
      if (isForm && isSent) break
      const send = isForm ? { method: 'POST', body: form } : {}
      isSent ||= isForm
      const response = await fetch(url, { ...send, headers: { cookie }, redirect: 'manual' })
      for (const each of response.headers.getSetCookie()) keep(cookies, each)
      const location = response.headers.get('location')
      if (response.status === 401) throw new Error('the name or the password is wrong; npm start prints both')
      if (location === null) break
      url = new URL(location, url)
      if (url.href.startsWith(`${commandLineRedirect}?`)) return url
    }
    throw new Error('the sign-in page did not answer as that of npm start; is the URL right?')
  }

const keep = (cookies: Map<string, string>, header: string): void => {
  const [pair = ''] = header.split(';')
  const at = pair.indexOf('=')
  cookies.set(pair.slice(0, at), pair.slice(at + 1))
}

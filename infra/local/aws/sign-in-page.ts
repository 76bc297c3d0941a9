import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type Provider from 'oidc-provider'

/** Where the page stands, below the issuer; the id of the sign-in follows. */
export const signInPath = '/sign-in/'

/** What the page works with. */
export interface SignInPageDeps {
  readonly provider: Provider
  /** Returns the officer's subject; undefined for a wrong name or password. */
  readonly subjectOf: (name: string, password: string) => string | undefined
}

const wrong = '<p role="alert">The name or the password is wrong. npm start prints both.</p>'

/** What an officer sees. It shows nothing that was sent. */
const toPage = (problem: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Sign in to Harbour on this machine</title>
<h1>Sign in</h1>${problem}
<form method="post">
<p><label>Name <input name="name" autocomplete="username" required autofocus></label></p>
<p><label>Password <input name="password" type="password" autocomplete="current-password" required></label></p>
<p><button>Sign in</button></p>
</form></html>
`

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  // Without form-action: browsers apply it to the redirect after the form too, which goes to the client.
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
}

/**
 * Creates the page on which an officer of this machine gives name and password, in place of Cognito's managed login.
 */
export const createSignInPage =
  ({ provider, subjectOf }: SignInPageDeps) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const show = (status: number, problem: string) => void response.writeHead(status, headers).end(toPage(problem))
    const isOpen = await provider.interactionDetails(request, response).then(
      () => true,
      () => false,
    )
    if (!isOpen) return show(400, '<p role="alert">This sign-in has ended. Start it again.</p>')
    if (request.method !== 'POST') return show(200, '')
    const form = new URLSearchParams(await text(request))
    const accountId = subjectOf(form.get('name') ?? '', form.get('password') ?? '')
    if (accountId === undefined) return show(401, wrong)
    await provider.interactionFinished(request, response, { login: { accountId, remember: false } })
  }

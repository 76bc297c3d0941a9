import type { IncomingMessage, ServerResponse } from 'node:http'
import type Provider from 'oidc-provider'

/** Where a sign-in ends, below the issuer: as Cognito's pages have it, and not as OpenID Connect has it. */
export const signOutPath = '/logout'

/** A client, and where its sign-outs may end. */
interface SignOutClient {
  readonly clientId: string
  readonly signOutUris?: readonly string[]
}

const sessionCookie = '_session'

const cookieIn = (request: IncomingMessage, name: string): string | undefined =>
  request.headers.cookie
    ?.split('; ')
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1)

/**
 * Creates what ends the session of the sign-in pages and goes back to the client. It goes to no address that the client
 * does not have.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export const createSignOut =
  ({ provider, clients }: { readonly provider: Provider; readonly clients: readonly SignOutClient[] }) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams
    const client = clients.find(({ clientId }) => clientId === asked.get('client_id'))
    const to = client?.signOutUris?.find((uri) => uri === asked.get('logout_uri'))
    if (to === undefined) return void response.writeHead(400).end()
    const session = await provider.Session.find(cookieIn(request, sessionCookie) ?? '')
    await session?.destroy()
    const gone = [sessionCookie, `${sessionCookie}.sig`].map((name) => `${name}=; Path=/; Max-Age=0; HttpOnly`)
    response.writeHead(302, { location: to, 'set-cookie': gone, 'cache-control': 'no-store' }).end()
  }

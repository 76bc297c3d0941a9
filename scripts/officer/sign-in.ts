import { desksIn } from './calls.ts'
import { type Browse, problemOf, signInByCode } from './code-flow.ts'
import type { Command } from './commands.ts'
import { browseWithPassword } from './local-browser.ts'
import { browseByLoopback } from './loopback.ts'
import { keepSignedIn, type Place, readSignedIn } from './signed-in.ts'

type SignIn = Command & { readonly kind: 'sign-in' }

const defaultUrl = 'http://127.0.0.1:8080'

/**
 * Asks `npm start` where its officers sign in. Only this machine is asked: what it answers decides who gets a password.
 */
const placeAt = async (api: string): Promise<Place> => {
  const { origin, hostname } = new URL(api)
  if (!['127.0.0.1', 'localhost'].includes(hostname)) {
    throw new Error(`${origin} is not on this machine; add --issuer and --client, from the outputs of the stack`)
  }
  const response = await fetch(new URL('/_local/sign-in', api)).catch(() => {
    throw new Error(`no server answers at ${origin}; start one with npm start, or give another URL`)
  })
  const place = response.ok ? ((await response.json().catch(() => undefined)) as unknown) : undefined
  const { issuer, commandLineClientId } = (place ?? {}) as { issuer?: string; commandLineClientId?: string }
  if (issuer === undefined || commandLineClientId === undefined) {
    throw new Error(`the server at ${origin} is not Harbour; give the URL that npm start prints`)
  }
  return { api, issuer, clientId: commandLineClientId }
}

/** A local issuer has another port after each start, so it is asked for again. */
const placeOf = ({ place, api, password }: SignIn): Promise<Place> | Place => {
  if (place !== undefined) return place
  if (api !== undefined || password !== undefined) return placeAt(api ?? defaultUrl)
  const kept = readSignedIn()
  if (kept === undefined) return placeAt(defaultUrl)
  return kept.issuer.startsWith('https://') ? kept : placeAt(kept.api)
}

/**
 * Signs an officer in, and keeps the tokens. They are never printed.
 *
 * @throws Error in one line when it fails
 */
export const signIn = async (command: SignIn, write: (text: string) => void): Promise<void> => {
  const { api, issuer, clientId } = await placeOf(command)
  const show = (url: URL) =>
    write(`Open this address in a browser on this machine, within 5 minutes:\n\n${url.href}\n\n`)
  const { name, password } = command
  const browse: Browse =
    name === undefined || password === undefined ? browseByLoopback({ show }) : browseWithPassword(name, password)
  const tokens = await signInByCode({ issuer, clientId }, browse).catch((error: unknown) => {
    throw new Error(`not signed in: ${problemOf(error)}`)
  })
  keepSignedIn({ api, issuer, clientId, tokens })
  const desks = desksIn(tokens.accessToken).join(', ')
  write(`Signed in${name === undefined ? '' : ` as ${name}`} (${desks || 'no desk yet'})\n`)
}

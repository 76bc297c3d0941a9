import { awsProblemOf } from '../operator/aws-problem.ts'
import { defaultUrl } from '../operator/local-harbour.ts'
import { outputNamed, outputsOf, stackOf } from '../operator/stage-stack.ts'
import { type Browse, problemOf, signInByCode } from './code-flow.ts'
import { browseWithPassword } from './local-browser.ts'
import { browseByLoopback } from './loopback.ts'
import { groupsIn } from './session.ts'
import type { SignInCommand } from './sign-in-command.ts'
import { keepLastName, keepSignedIn, lastName, type Place, readSignedIn, unnamed } from './signed-in.ts'

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

/** Reads from the outputs of a stage's stack where its officers sign in. */
const placeOfStage = async (stage: string): Promise<Place> => {
  const stack = stackOf(stage)
  const outputs = await outputsOf(stack).catch((error: unknown) => {
    throw new Error(`${awsProblemOf(error)}; without AWS credentials give --api, --issuer and --client`)
  })
  const outputOf = (name: string) => outputNamed(stack, outputs, name)
  return { api: outputOf('ApiUrl'), issuer: outputOf('DutyIssuer'), clientId: outputOf('DutyCommandLineClientId') }
}

/** A local issuer has another port after each start, so it is asked for again. */
const placeOf = ({ place, api, password, as }: SignInCommand): Promise<Place> | Place => {
  if (place !== undefined) return place
  if (api !== undefined || password !== undefined) return placeAt(api ?? defaultUrl)
  const stage = process.env['HARBOUR_STAGE']
  if (stage) return placeOfStage(stage)
  const kept = (as === undefined ? undefined : readSignedIn(as)) ?? readSignedIn(lastName())
  if (kept === undefined) return placeAt(defaultUrl)
  return kept.issuer.startsWith('https://') ? kept : placeAt(kept.api)
}

/**
 * Signs an officer in, and keeps the tokens beside those of other officers. They are never printed.
 *
 * @throws Error in one line when it fails
 */
export const signIn = async (command: SignInCommand, write: (text: string) => void): Promise<void> => {
  const { api, issuer, clientId } = await placeOf(command)
  const show = (url: URL) =>
    write(`Open this address in a browser on this machine, within 5 minutes:\n\n${url.href}\n\n`)
  const { name, password } = command
  const browse: Browse =
    name === undefined || password === undefined ? browseByLoopback({ show }) : browseWithPassword(name, password)
  const tokens = await signInByCode({ issuer, clientId }, browse).catch((error: unknown) => {
    throw new Error(`not signed in: ${problemOf(error)}`)
  })
  const as = command.as ?? name ?? unnamed
  keepSignedIn(as, { api, issuer, clientId, tokens })
  keepLastName(as)
  const groups = groupsIn(tokens.accessToken).join(', ')
  write(`Signed in${as === unnamed ? '' : ` as ${as}`} (${groups || 'no desk yet'})\n`)
}

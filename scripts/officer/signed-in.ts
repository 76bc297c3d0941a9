import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as v from 'valibot'

/** Where an officer signs in, and what they then call. */
export interface Place {
  /** The API, without a path of a call. */
  readonly api: string
  readonly issuer: string
  readonly clientId: string
}

/** What the identity provider gave an officer. */
export interface Tokens {
  readonly accessToken: string
  readonly refreshToken?: string | undefined
  /** When the access token ends, milliseconds since 1970. */
  readonly endsAt: number
}

/** Who is signed in, and where: what is kept between commands. */
export interface SignedIn extends Place {
  readonly tokens: Tokens
}

const signedIn = v.object({
  api: v.string(),
  issuer: v.string(),
  clientId: v.string(),
  tokens: v.object({ accessToken: v.string(), refreshToken: v.optional(v.string()), endsAt: v.number() }),
})

/** The file that keeps it. */
export const signedInFile =
  process.env['HARBOUR_OFFICER_FILE'] || join(import.meta.dirname, '..', '..', '.local', 'officer.json')

/** Returns what the last sign-in kept; undefined when there was none. */
export const readSignedIn = (file = signedInFile): SignedIn | undefined => {
  try {
    const read = v.safeParse(signedIn, JSON.parse(readFileSync(file, 'utf8')))
    return read.success ? read.output : undefined
  } catch {
    return undefined
  }
}

/** Keeps tokens in a file that only its owner can read, also where an older file was open to others. */
export const keepSignedIn = (kept: SignedIn, file = signedInFile): void => {
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, JSON.stringify(kept), { mode: 0o600 })
  renameSync(draft, file)
}

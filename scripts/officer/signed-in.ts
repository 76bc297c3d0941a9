import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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

/** An officer who is signed in, and where: what is kept between commands. */
export interface SignedIn extends Place {
  readonly tokens: Tokens
}

const signedIn = v.object({
  api: v.string(),
  issuer: v.string(),
  clientId: v.string(),
  tokens: v.object({ accessToken: v.string(), refreshToken: v.optional(v.string()), endsAt: v.number() }),
})

const folder =
  process.env['HARBOUR_OFFICERS_FOLDER'] || join(import.meta.dirname, '..', '..', '.local', 'signed-in-officers')

/** Names whose sign-in has none of its own: in a browser, without `--as`. */
export const unnamed = 'officer'

/** True for a name that a sign-in can be kept under: it becomes the name of a file. */
export const isOfficerName = (name: string): boolean => /^\w[\w.@-]{0,63}$/.test(name)

const fileOf = (name: string): string => join(folder, `${name}.json`)

/** Holds the name of the officer who signed in last. */
const lastFile = join(folder, 'last')

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** Only the owner can read the file, also where an older one was open to others. */
const write = (file: string, text: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, text, { mode: 0o600 })
  renameSync(draft, file)
}

/** Returns the name of the officer who signed in last. */
export const lastName = (): string => {
  const name = read(lastFile) ?? unnamed
  return isOfficerName(name) ? name : unnamed
}

/** Returns what the last sign-in under a name kept; undefined when there was none. */
export const readSignedIn = (name: string): SignedIn | undefined => {
  try {
    const parsed = v.safeParse(signedIn, JSON.parse(read(fileOf(name)) ?? ''))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}

/** Keeps an officer's tokens beside those of other officers. */
export const keepSignedIn = (name: string, kept: SignedIn): void => write(fileOf(name), JSON.stringify(kept))

/** Makes an officer the one whom commands without `--as` act for. */
export const keepLastName = (name: string): void => write(lastFile, name)

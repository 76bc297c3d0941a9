import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Desk } from '../../../shared/domain/desk.ts'
import { operatorGroup } from '../../../shared/domain/operator-group.ts'
import { supervisorGroupOf } from '../../../shared/domain/supervisor-group.ts'
import { damaged, readKept, writeKept } from '../machine/kept-file.ts'

/** A group that an officer of this machine can be in. */
export type LocalGroup = Desk | typeof operatorGroup | ReturnType<typeof supervisorGroupOf>

/** An officer who can sign in. The name is that of a role, never of a person. */
export interface ReadyOfficer {
  readonly name: string
  /** The groups that the officer is in: desks, those of their supervisors, or that of the operators. */
  readonly desks: readonly LocalGroup[]
  readonly password: string
}

/** The officers of this machine, and the groups that each is in. */
export const roles: Readonly<Record<string, readonly LocalGroup[]>> = {
  'child-protection': ['child-protection'],
  // Two officers of one desk: who is second is answered who was first.
  'child-protection-2': ['child-protection'],
  fife: ['division-p', 'division-e'],
  'duty-control': ['duty-control'],
  // Sees the drills of the desk and its contacts that fail, and no report.
  'fife-supervisor': [supervisorGroupOf('division-p')],
  // Sees who cannot be reached, and no report.
  operators: [operatorGroup],
}

/** What signs officers in, and their tokens. */
export interface Secrets {
  readonly passwords: Readonly<Record<string, string>>
  readonly signingKey: object
}

// Hexadecimal, because a password that begins with a dash would be taken for an option of npm run officer.
const newPassword = (): string => randomBytes(9).toString('hex')

const newSigningKey = (): object =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })

const isSecrets = (content: object): content is Secrets => {
  const { passwords, signingKey } = content as Partial<Record<keyof Secrets, unknown>>
  return typeof passwords === 'object' && passwords !== null && 'kty' in Object(signingKey)
}

const wayOut = 'remove it: officers get new passwords, and sign in again'

const findSecrets = (file: string): Secrets | undefined => {
  const kept = readKept(file, wayOut)
  if (kept === undefined || isSecrets(kept)) return kept
  throw damaged(file, 'passwords or signing key are missing', wayOut)
}

/**
 * Returns passwords and the signing key. Only the owner of the file can read them. An officer who is new in this
 * release gets a password.
 *
 * @throws Error in one line when the file is damaged or cannot be written
 */
export const readSecrets = (dataDirectory: string | undefined): Secrets => {
  const file = dataDirectory === undefined ? undefined : join(dataDirectory, 'officers.json')
  const kept = file === undefined ? undefined : findSecrets(file)
  const { passwords, signingKey } = kept ?? { passwords: {}, signingKey: newSigningKey() }
  const all = Object.keys(roles).map((name) => [name, passwords[name] ?? newPassword()])
  const secrets: Secrets = { passwords: Object.fromEntries(all), signingKey }
  if (file !== undefined) writeKept(file, secrets)
  return secrets
}

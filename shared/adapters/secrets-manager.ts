import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import type { Secrets } from '../ports/secrets.ts'

/** How long a secret is used after it was read, milliseconds. */
const freshMs = 60_000

/** What reads secrets. */
export interface SecretsConfig {
  readonly client: SecretsManagerClient
  /** Stands before each name, such as `Harbour-prod/contacts/`: a contact can name no other secret of the account. */
  readonly prefix: string
  readonly now: () => Date
}

/** Secrets in AWS Secrets Manager, kept for a minute. */
export const createSecrets = ({ client, prefix, now }: SecretsConfig): Secrets => {
  const kept = new Map<string, { readonly value: string | undefined; readonly atMs: number }>()
  const read = async (name: string): Promise<string | undefined> => {
    try {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: `${prefix}${name}` }))
      return SecretString
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined
      throw error
    }
  }
  return {
    find: async (name) => {
      const before = kept.get(name)
      const atMs = now().getTime()
      if (before !== undefined && atMs - before.atMs < freshMs) return before.value
      const value = await read(name)
      kept.set(name, { value, atMs })
      return value
    },
  }
}

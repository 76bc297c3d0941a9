const prefix = 'whsec_'

/**
 * Returns what the secret of this name holds on this machine. It says its own name, so that the receiver of webhooks
 * can tell whose it is, and it signs as a real one does.
 */
export const localSecretOf = (name: string): string =>
  `${prefix}${Buffer.from(`secret of this machine: ${name}`).toString('base64')}`

/** Returns the name of a secret of this machine; undefined for any other text. */
export const secretNameIn = (secret: string): string | undefined =>
  /^secret of this machine: (.+)$/.exec(Buffer.from(secret.slice(prefix.length), 'base64').toString('utf8'))?.[1]

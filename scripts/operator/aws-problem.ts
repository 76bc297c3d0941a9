/**
 * Says in one line what AWS refused: its error name, and its message where it has one line. What a client throws
 * without credentials is named apart.
 */
export const awsProblemOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'an unknown fault'
  if (isWithoutCredentials(error)) return 'there are no AWS credentials; sign in as for the AWS CLI (aws sso login)'
  const message = error.message.split('\n')[0] ?? ''
  return error.constructor === Error ? message : `${error.name}: ${message}`
}

/** True when a client found no credentials to sign with. */
export const isWithoutCredentials = (error: unknown): boolean =>
  error instanceof Error && /^(CredentialsProviderError|TokenProviderError)$/.test(error.name)

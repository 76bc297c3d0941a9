import type { ReportDesk, ServedDesk } from '../domain/desk.ts'

/** An officer who signed in: the subject id that the log names, and the desks that they serve, with the retired ones
 * that these are heirs of.
 */
export interface Officer {
  readonly subject: string
  /** From the token's groups; a group that is no desk is left out. May be empty. */
  readonly desks: readonly ReportDesk[]
  /** The desks that they supervise, with the retired ones that these are heirs of. May be empty. */
  readonly supervises: readonly ServedDesk[]
  /** True for a member of the group of operators. */
  readonly isOperator: boolean
}

/** Says who calls the duty API. */
export interface OfficerTokens {
  /**
   * Verifies an access token: signature, issuer, client, expiry and that it is an access token.
   *
   * @returns undefined when any of it is not right; never says which
   */
  verify(accessToken: string): Promise<Officer | undefined>
}

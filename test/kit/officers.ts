import type { Desk } from '../../shared/domain/desk.ts'
import { tokenOf } from '../fakes/officer-tokens.ts'

/** An officer: the subject that logs name, and the access token that they send. */
export interface OnDuty {
  readonly subject: string
  readonly token: string
}

/** Creates an officer who is assigned to these desks. */
export const officerOf = (subject: string, ...desks: readonly Desk[]): OnDuty => ({
  subject,
  token: tokenOf(subject, ...desks),
})

/** Edinburgh: the desk of `adultInLeith`. */
export const leith = officerOf('officer-leith', 'division-e')

/** Another officer of the same desk. */
export const leithToo = officerOf('officer-leith-2', 'division-e')

/** Fife: another desk. */
export const fife = officerOf('officer-fife', 'division-p')

/** Child protection: the desk of `fullSubmission`. */
export const childProtection = officerOf('officer-cp', 'child-protection')

/** Duty control, which sees the facts of every report. */
export const control = officerOf('officer-control', 'duty-control')

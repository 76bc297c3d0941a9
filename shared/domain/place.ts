import type { Division } from './desk.ts'

/** Where the reporter is, as far as it decides the desk. A shared area says so: `share` is the part of residents in `division`. */
export type Place =
  | {
      readonly kind: 'division'
      readonly division: Division
      readonly share: number
      readonly by: 'sector' | 'district' | 'council'
    }
  | { readonly kind: 'outside-scotland' }
  | { readonly kind: 'unknown' }

import { policy } from '../../shared/domain/policy.ts'

/** Makes reports so small that a schedule of a few dozen steps fills shelves and pages of openings. */
export const makeReportsSmall = (): void => {
  Object.assign(policy, { heldSupplements: 3, shelfSupplements: 2, openedBytes: 16_000 })
}

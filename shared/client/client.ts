/** What the package exports. */
export type { components, operations, paths } from './api.d.ts'
export { createDuty, type Duty, type DutyOptions } from './duty.ts'
export { CallFailed, type FailureFacts, type Problem } from './failure.ts'
export {
  type Accepted,
  createHarbour,
  type GuidanceQuery,
  type Harbour,
  type HarbourOptions,
  newKey,
  type Receipt,
  type Sent,
  type Status,
} from './harbour.ts'
export { createMemoryOutbox, createStorageOutbox, type Draft, type Outbox, type Submission } from './outbox.ts'
export type { CallOptions, TransportOptions } from './transport.ts'

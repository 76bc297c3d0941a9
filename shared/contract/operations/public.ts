import { byAddress } from './operation.ts'
import { readDescription } from './read-description.ts'
import { readGuidance } from './read-guidance.ts'
import { readHealth } from './read-health.ts'

/** What public-info answers: the calls that anyone may make without a report. */
export const publicOperations = byAddress(readGuidance, readHealth, readDescription)

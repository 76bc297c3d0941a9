import { byAddress } from './operation.ts'
import { sendReport } from './send-report.ts'

/** What accept-report answers. */
export const intakeOperations = byAddress(sendReport)

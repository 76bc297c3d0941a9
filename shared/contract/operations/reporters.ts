import { addToReport } from './add-to-report.ts'
import { byAddress } from './operation.ts'
import { readStatus } from './read-status.ts'
import { undoWithdrawal } from './undo-withdrawal.ts'
import { withdrawReport } from './withdraw-report.ts'

/** What follow-up answers: the calls of a reporter who has reference and code. */
export const reporterOperations = byAddress(readStatus, addToReport, withdrawReport, undoWithdrawal)

import { acknowledgeReport } from './acknowledge-report.ts'
import { addNote } from './add-note.ts'
import { closeReport } from './close-report.ts'
import { decideWithdrawal } from './decide-withdrawal.ts'
import { findReport } from './find-report.ts'
import { holdReport } from './hold-report.ts'
import { listContacts } from './list-contacts.ts'
import { listDrills } from './list-drills.ts'
import { listReports } from './list-reports.ts'
import { openReport } from './open-report.ts'
import { byAddress } from './operation.ts'
import { readDutyHealth } from './read-duty-health.ts'
import { readLog } from './read-log.ts'
import { regradeReport } from './regrade-report.ts'
import { reopenReport } from './reopen-report.ts'
import { rerouteReport } from './reroute-report.ts'

/** What duty-api answers: the calls of duty officers. */
export const dutyOperations = byAddress(
  readDutyHealth,
  listDrills,
  listContacts,
  listReports,
  findReport,
  readLog,
  acknowledgeReport,
  openReport,
  rerouteReport,
  regradeReport,
  addNote,
  closeReport,
  reopenReport,
  decideWithdrawal,
  holdReport,
)

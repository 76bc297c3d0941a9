import type { DueReports } from '../ports/report-store.ts'

/** Returns how long the report that waits longest has been overdue, whole seconds; 0 when none is. */
export const oldestOverdueSeconds = async (due: DueReports, at: Date): Promise<number> => {
  const [oldest] = await due.findDue(at, 1)
  return oldest === undefined ? 0 : Math.max(0, Math.floor((at.getTime() - Date.parse(oldest.dueAt)) / 1000))
}

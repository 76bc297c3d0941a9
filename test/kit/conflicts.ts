import type { ReportStore } from '../../shared/ports/report-store.ts'
import type { Sealer } from '../../shared/ports/sealer.ts'
import type { HarbourInMemory } from './harbour.ts'

/** Ports of a harbour in which somebody else changes the report first, once; and how often something was sealed. */
export const conflictOnce = ({ ports }: HarbourInMemory) => {
  const counts = { conflicts: 0, seals: 0 }
  const update: ReportStore['update'] = async (current, change) => {
    if (counts.conflicts > 0) return ports.reports.update(current, change)
    counts.conflicts += 1
    return 'conflict'
  }
  const seal: Sealer['seal'] = async (binding, text, desk) => {
    counts.seals += 1
    return ports.sealer.seal(binding, text, desk)
  }
  return { counts, ports: { sealer: { seal }, reports: { ...ports.reports, update } } }
}

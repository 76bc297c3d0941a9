import { drillIdOf } from '../../shared/adapters/dynamo-drills.ts'
import type { Drills } from '../../shared/ports/drills.ts'
import type { FakeReports } from './report-store.ts'

/** Drills in memory, in a store of reports. */
export const createFakeDrills = (reports: FakeReports): Drills & { readonly idOf: typeof drillIdOf } => {
  const places: Array<{ readonly desk: string; readonly at: string; readonly reportId: string }> = []
  return {
    idOf: drillIdOf,
    start: async (drill) => {
      const { reportId, receivedAt, desk } = drill.report
      if (reports.kept.has(reportId)) return 'started-before'
      places.push({ desk, at: receivedAt, reportId })
      reports.putDrill(drill)
      return 'started'
    },
    newestOf: async (desk, limit) =>
      places
        .filter((place) => place.desk === desk)
        .toSorted((one, other) => (one.at > other.at ? -1 : 1))
        .slice(0, limit)
        .map(({ reportId }) => reportId),
  }
}

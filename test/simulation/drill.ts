import { isDrill } from '../../shared/domain/drill.ts'
import { must } from './promise.ts'
import type { Event, Happening } from './schedule.ts'
import type { World } from './world.ts'

type DrillHappening = Extract<Happening, { kind: 'drill' }>

const drillsIn = (world: World) => [...world.reports.kept.values()].filter(({ report }) => isDrill(report))

/** Starts a drill, which may have been started before, or lets an officer of its desk acknowledge one. */
export const drill = async (world: World, { act, desk, choice }: DrillHappening, { fault }: Event) => {
  if (act === 'start') {
    const { failed, met } = await world.startDrill({ id: `drill-${desk}-${choice}`, desk, grade: 'prompt' }, fault)
    const reportId = world.drills.idOf(`drill-${desk}-${choice}`)
    must(failed || world.reports.kept.has(reportId), 'a drill that was started is there')
    return met
  }
  const drills = drillsIn(world)
  const report = drills[choice % Math.max(1, drills.length)]?.report
  if (report === undefined || report.state === 'received') return undefined
  const call = { reportId: report.reportId, what: 'acknowledgement', body: {} }
  const { result, met } = await world.officer([desk], call, fault)
  const isOwn = desk === report.desk
  must(result === undefined || (result.status === 200) === isOwn, 'a drill is acknowledged by officers of its desk')
  const ended = world.reports.kept.get(report.reportId)?.report.state
  must(result?.status !== 200 || ended === 'erased', 'a drill ends when it is acknowledged')
  return met
}

/** Checks what must hold of drills at any moment. @throws Violation */
export const checkDrills = (world: World): void => {
  const drills = new Set(drillsIn(world).map(({ report }) => report.reportId))
  for (const { alerts } of world.made.values()) {
    const kinds = new Set(alerts.map(({ reportId }) => drills.has(reportId)))
    must(kinds.size <= 1, 'no message is about a drill and a report')
  }
  for (const { report, log } of drillsIn(world)) {
    const isAcknowledged = log.some(({ what }) => what === 'drill.acknowledged')
    must(isAcknowledged === (report.state === 'erased'), 'a drill ends when a person acknowledges it, and no sooner')
    for (const { digestId } of world.published.filter(({ reportId }) => reportId === report.reportId)) {
      const words = world.alertDigests.kept.get(digestId)?.text
      must(words?.startsWith('DRILL ') === true, 'what is said of a drill begins with DRILL')
    }
  }
}

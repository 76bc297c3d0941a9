import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { drillIdOf } from '../../shared/adapters/dynamo-drills.ts'
import { sha256 } from '../../shared/adapters/reporter-credentials.ts'
import type { Desk } from '../../shared/domain/desk.ts'
import { acknowledgeDrill, startDrill } from '../../shared/domain/drill.ts'
import { verifyLog } from '../../shared/domain/log.ts'
import { parseReference } from '../../shared/domain/reference.ts'
import type { DeskReports } from '../../shared/ports/desk-reports.ts'
import type { Drills } from '../../shared/ports/drills.ts'
import type { FollowUpCodes } from '../../shared/ports/follow-up-codes.ts'
import type { ReportLogs } from '../../shared/ports/report-logs.ts'
import type { DueReports, ReportStore } from '../../shared/ports/report-store.ts'

/** What a suite of drills runs on. */
export interface DrillPorts {
  readonly drills: Drills
  readonly reports: ReportStore
  readonly due: DueReports
  readonly deskReports: DeskReports
  readonly logs: ReportLogs
  readonly codes: FollowUpCodes
}

const start = Date.parse('2026-11-24T12:00:00.000Z')
const minute = (count: number) => new Date(start + count * 60_000)

/** What the store of drills does, fake or real. */
export const describeDrills = (name: string, create: () => Promise<DrillPorts>): void => {
  describe(`drills in ${name}`, () => {
    let ports: DrillPorts
    beforeAll(async () => {
      ports = await create()
    })
    const begin = async (desk: Desk, at = minute(0), asked: string = randomUUID()) => {
      const drill = startDrill({ reportId: drillIdOf(asked), desk, grade: 'prompt' }, at)
      return { drill, reportId: drill.report.reportId, outcome: await ports.drills.start(drill) }
    }

    it('are reports at their desk: found, due and listed, with a log that is whole, and without a code', async () => {
      const { drill, reportId, outcome } = await begin('division-a')
      expect(outcome).toBe('started')
      expect(parseReference(reportId)).toBe(reportId)
      const report = await ports.reports.find(reportId)
      expect(report).toMatchObject({ ...drill.report, wrappedKey: expect.anything(), isDrill: true, seq: 1 })
      expect((await ports.due.findDue(minute(1), 100)).map((due) => due.reportId)).toContain(reportId)
      const page = await ports.deskReports.findOfDesk('division-a', 'open', undefined)
      expect(page).toMatchObject({ reportIds: [reportId] })
      const log = await ports.logs.findLog(reportId)
      expect(log?.entries).toMatchObject([{ what: 'drill.started', who: 'start-drill', seq: 1 }])
      expect(log && verifyLog(reportId, log.entries, log.newest, sha256)).toEqual({ whole: true })
      expect(await ports.codes.isRight(reportId, '7777777777777777')).toBe(false)
    })

    it('begin once, however often they are asked for, and also after they ended', async () => {
      const { reportId } = await begin('division-c', minute(0), 'asked once')
      expect(await begin('division-c', minute(1), 'asked once')).toMatchObject({ reportId, outcome: 'started-before' })
      const found = await ports.reports.find(reportId)
      if (found?.state !== 'routed') throw new Error('the drill is not at its desk')
      const ended = acknowledgeDrill(found, { who: 'officer-1', now: minute(2) })
      expect(await ports.reports.update(found, ended)).toBe('stored')
      expect(await begin('division-c', minute(3), 'asked once')).toMatchObject({ outcome: 'started-before' })
      expect(await ports.reports.find(reportId)).toMatchObject({ state: 'erased', isDrill: true, seq: 2 })
      // A start that was made again a minute later had put a second item, and supervisors saw the drill twice.
      expect(await ports.drills.newestOf('division-c', 25)).toEqual([reportId])
    })

    it('that ended are in no list and due for nothing, and are still found among those of their desk', async () => {
      const { reportId } = await begin('division-d')
      const found = await ports.reports.find(reportId)
      if (found?.state !== 'routed') throw new Error('the drill is not at its desk')
      await ports.reports.update(found, acknowledgeDrill(found, { who: 'officer-1', now: minute(2) }))
      for (const list of ['open', 'closed', 'ended'] as const) {
        expect(await ports.deskReports.findOfDesk('division-d', list, undefined)).toMatchObject({ reportIds: [] })
      }
      expect((await ports.due.findDue(minute(100_000), 100)).map((due) => due.reportId)).not.toContain(reportId)
      expect(await ports.drills.newestOf('division-d', 5)).toEqual([reportId])
    })

    it('are listed by desk, newest first, and so many as are asked for', async () => {
      const ids: string[] = []
      for (const count of [1, 2, 3]) ids.push((await begin('division-e', minute(count))).reportId)
      await begin('division-g')
      expect(await ports.drills.newestOf('division-e', 25)).toEqual(ids.toReversed())
      expect(await ports.drills.newestOf('division-e', 2)).toEqual(ids.toReversed().slice(0, 2))
      expect(await ports.drills.newestOf('division-j', 25)).toEqual([])
    })
  })
}

import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { createReporterCredentials, sha256 } from '../../shared/adapters/reporter-credentials.ts'
import type { Change } from '../../shared/domain/change.ts'
import { verifyLog } from '../../shared/domain/log.ts'
import { acknowledge, addNote, close, hold } from '../../shared/domain/officer-changes.ts'
import { markRead } from '../../shared/domain/opening-changes.ts'
import { policy } from '../../shared/domain/policy.ts'
import type { Report, ReportIn, Supplement } from '../../shared/domain/report.ts'
import { decideRoute } from '../../shared/domain/route.ts'
import { markRouted } from '../../shared/domain/routing-changes.ts'
import { eraseWithdrawn } from '../../shared/domain/withdrawal-changes.ts'
import type { Closings } from '../../shared/ports/closings.ts'
import type { DeskReports } from '../../shared/ports/desk-reports.ts'
import type { NewestHashes } from '../../shared/ports/digest.ts'
import type { FollowUpCodes } from '../../shared/ports/follow-up-codes.ts'
import type { ReportLogs } from '../../shared/ports/report-logs.ts'
import type { ReportAcceptance, ReportStore } from '../../shared/ports/report-store.ts'
import type { SealedTexts } from '../../shared/ports/sealed-texts.ts'
import type { SealedText } from '../../shared/ports/sealer.ts'
import { type EngineLimits, newReport } from './reports.ts'

/** What a suite runs on: a store of its own, empty. */
export interface PartPorts {
  readonly reports: ReportAcceptance & ReportStore
  readonly texts: SealedTexts
  readonly logs: ReportLogs
  readonly deskReports: DeskReports
  readonly codes: FollowUpCodes
  readonly newestHashes: NewestHashes
  readonly closings: Closings
}

const start = Date.parse('2026-11-24T12:00:00.000Z')
const minute = (count: number) => new Date(start + count * 60_000)
const credentials = createReporterCredentials()
const sealedText = (): SealedText => ({
  v: 1,
  salt: randomBytes(32),
  iv: randomBytes(12),
  commitment: randomBytes(32),
  body: randomBytes(1040),
})
const bytesOf = (sealed: SealedText | undefined) => sealed && Buffer.from(sealed.body).toString('hex')

/** What the stores of parts, logs, lists and codes do, fake or real. */
export const describeParts = (
  name: string,
  create: () => Promise<PartPorts>,
  { isAtomic = true }: EngineLimits = {},
): void => {
  describe(`parts, logs, lists and codes in ${name}`, () => {
    let ports: PartPorts
    beforeAll(async () => {
      ports = await create()
    })

    const routed = async (facts = newReport().report.facts) => {
      const fresh = newReport()
      const report = { ...fresh, report: { ...fresh.report, facts } }
      await ports.reports.accept(report)
      const found = await ports.reports.find(report.report.reportId)
      if (found?.state !== 'received') throw new Error('the report is not there')
      await ports.reports.update(
        found,
        markRouted(
          found,
          { decision: decideRoute(facts), keys: { wrappedKey: randomBytes(184), supplements: {}, shelves: [] } },
          minute(1),
        ),
      )
      return (await ports.reports.find(found.reportId)) as ReportIn<'routed'>
    }

    it('keeps the text of the report and of each part, and finds nothing where nothing was put', async () => {
      const { reportId, textId } = newReport().report
      const [text, part] = [sealedText(), sealedText()]
      await ports.texts.put(reportId, textId, text)
      await ports.texts.put(reportId, 'p1', part)
      expect(bytesOf(await ports.texts.findSealed(reportId, textId))).toBe(bytesOf(text))
      expect(bytesOf(await ports.texts.findSealed(reportId, 'p1'))).toBe(bytesOf(part))
      expect(await ports.texts.findSealed(reportId, 'p2')).toBeUndefined()
      expect(await ports.texts.findSealed('0'.repeat(12), textId)).toBeUndefined()
    })

    it('takes every text away with the step that takes their keys, and none with any other step', async () => {
      const report = await routed()
      const { reportId, textId } = report
      const note: Supplement = {
        kind: 'note',
        at: minute(2).toISOString(),
        wrappedKey: randomBytes(184),
        desk: report.desk,
      }
      for (const id of [textId, 'p1', 'never-added']) await ports.texts.put(reportId, id, sealedText())
      await ports.reports.update(report, addNote(report, { noteId: 'p1', note }, { who: 'officer-1', now: minute(2) }))
      const noted = (await ports.reports.find(reportId)) as ReportIn<'routed'>
      const textsLeft = async () => {
        const found = [textId, 'p1', 'never-added'].map((id) => ports.texts.findSealed(reportId, id))
        return (await Promise.all(found)).map((sealed) => sealed !== undefined)
      }
      expect(await textsLeft()).toEqual([true, true, true])
      expect(await ports.reports.update(noted, eraseWithdrawn(noted, minute(3)))).toBe('stored')
      expect(await textsLeft()).toEqual([false, false, true])
    })

    it('takes no text away with a step that is refused: whoever was first still has it', async () => {
      const report = await routed()
      const { reportId, textId } = report
      await ports.texts.put(reportId, textId, sealedText())
      const held = hold(report, true, { who: 'officer-1', now: minute(2) })
      expect(await ports.reports.update(report, held)).toBe('stored')
      expect(await ports.reports.update(report, eraseWithdrawn(report, minute(3)))).toBe('conflict')
      expect(await ports.texts.findSealed(reportId, textId)).toBeDefined()
    })

    it('gives a log whole and in order, over several pages, and to two who write at once', async () => {
      let report = await routed()
      const note: Supplement = {
        kind: 'note',
        at: minute(2).toISOString(),
        wrappedKey: randomBytes(184),
        desk: report.desk,
      }
      const maker = { who: 'officer-1', now: minute(2) }
      for (let count = 0; count < policy.logPageEntries * 2 + 3; count += 1) {
        const update = (noteId: string) => ports.reports.update(report, addNote(report, { noteId, note }, maker))
        const outcomes = isAtomic
          ? await Promise.all([update('n1'), update('n2')])
          : [await update('n1'), await update('n2')]
        expect(outcomes.toSorted()).toEqual(['conflict', 'stored'])
        report = (await ports.reports.find(report.reportId)) as ReportIn<'routed'>
      }
      const log = await ports.logs.findLog(report.reportId)
      expect(log?.entries).toHaveLength(policy.logPageEntries * 2 + 5)
      expect(log?.newest).toEqual({ seq: report.seq, hash: report.hash })
      expect(verifyLog(report.reportId, log?.entries ?? [], report, sha256)).toEqual({ whole: true })
      expect(await ports.logs.findLog('0'.repeat(12))).toBeUndefined()
      const ends = await Array.fromAsync(ports.newestHashes.findAll())
      expect(ends.filter(({ reportId }) => reportId === report.reportId)).toEqual([
        { reportId: report.reportId, seq: report.seq, hash: report.hash },
      ])
    })

    it("lists a desk's reports in pages, what nobody answered and the gravest first, and moves them between its lists", async () => {
      const { facts } = newReport().report
      const grave = { ...facts, urgency: { ...facts.urgency, inDangerNow: 'yes' as const } }
      const place = { kind: 'division', division: 'U', share: 1, by: 'council' } as const
      const reports: Array<ReportIn<'routed'>> = []
      for (let count = 0; count < policy.listPageReports; count += 1) reports.push(await routed({ ...facts, place }))
      const urgent = await routed({ ...grave, place })
      const maker = { who: 'officer-1', now: minute(2) }
      const [taken, done] = [reports[0], reports[1]]
      if (taken === undefined || done === undefined) throw new Error('no report')
      const changed = async <Before extends Report>(report: Before, by: (before: Before) => Change) => {
        await ports.reports.update(report, by(report))
        return (await ports.reports.find(report.reportId)) as ReportIn<'acknowledged'>
      }
      await changed(await changed(taken, (report) => acknowledge(report, maker)), (report) =>
        markRead(report, { supplements: [], shelves: [] }, maker),
      )
      await changed(await changed(done, (report) => acknowledge(report, maker)), (report) =>
        close(report, { outcome: 'advice-given', notifiesSupervisors: false }, maker),
      )

      const first = await ports.deskReports.findOfDesk('division-u', 'open', undefined)
      if (first === 'not-a-cursor') throw new Error('no page')
      expect(first.reportIds[0]).toBe(urgent.reportId)
      expect(first.reportIds.at(-1)).toBe(taken.reportId)
      expect(new Set(first.reportIds).size).toBe(policy.listPageReports)
      const next =
        first.next === undefined ? undefined : await ports.deskReports.findOfDesk('division-u', 'open', first.next)
      expect(next === undefined || next === 'not-a-cursor' ? [] : next.reportIds).toEqual([])
      expect(await ports.deskReports.findOfDesk('division-u', 'closed', undefined)).toMatchObject({
        reportIds: [done.reportId],
      })
      expect(await ports.deskReports.findOfDesk('division-u', 'ended', undefined)).toMatchObject({ reportIds: [] })
      expect(await ports.deskReports.findOfDesk('division-v', 'open', undefined)).toMatchObject({ reportIds: [] })
      expect(await ports.deskReports.findOfDesk('division-u', 'open', 'nonsense')).toBe('not-a-cursor')

      await routed({ ...facts, place })
      const more = await ports.deskReports.findOfDesk('division-u', 'open', undefined)
      if (more === 'not-a-cursor' || more.next === undefined) throw new Error('no second page')
      const last = await ports.deskReports.findOfDesk('division-u', 'open', more.next)
      expect(last).toMatchObject({ reportIds: [taken.reportId] })
    })

    it('knows the right code however many wrong ones came before it, and no code of a report that is not there', async () => {
      const { reportId, followUpCode, followUpCodeHash } = credentials.derive(credentials.newKey(), 0)
      const report = newReport()
      await ports.reports.accept({
        ...report,
        report: { ...report.report, reportId },
        proof: { ...report.proof, followUpCodeHash },
      })
      const code = followUpCode.replaceAll('-', '')
      expect(await ports.codes.isRight('0'.repeat(12), code)).toBe(false)
      for (let count = 0; count < 30; count += 1) {
        expect(await ports.codes.isRight(reportId, '0'.repeat(16))).toBe(false)
      }
      expect(await ports.codes.isRight(reportId, code)).toBe(true)
    })

    it('counts the reports that an officer closed within the hour, each once, and those of no other officer', async () => {
      const count = (officer: string, reportId: string, at: number) =>
        ports.closings.count(officer, reportId, minute(at))
      expect(await count('officer-1', 'A', 0)).toBe(1)
      expect(await count('officer-1', 'A', 1)).toBe(1)
      expect(await count('officer-1', 'B', 30)).toBe(2)
      expect(await count('officer-2', 'C', 30)).toBe(1)
      expect(await count('officer-1', 'D', 62)).toBe(2)
    })

    it.runIf(isAtomic)('counts every report that an officer closes at the same time', async () => {
      await Promise.all(['A', 'B', 'C'].map((reportId) => ports.closings.count('officer-3', reportId, minute(0))))
      expect(await ports.closings.count('officer-3', 'D', minute(1))).toBe(4)
    })
  })
}

import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../shared/adapters/reporter-credentials.ts'
import { verifyLog } from '../../shared/domain/log.ts'
import { supplementsOf } from '../../shared/domain/report-states.ts'
import type { HttpReply } from '../../shared/lambda/http.ts'
import { type Given, type GivenReport, given, type OfficerAct, opening, pass } from '../kit/given.ts'
import { alertsSince, markOf } from '../kit/happenings.ts'
import { fife, leith } from '../kit/officers.ts'
import { adultWhoWrites } from '../kit/submissions.ts'
import { supplementTextsOf, textOf, whoOpens } from '../kit/texts.ts'
import { dyingAt } from './dying-ports.ts'

interface Call {
  readonly name: string
  readonly state: () => Promise<Given>
  readonly run: (report: GivenReport) => Promise<HttpReply>
  /** What a repeat may answer after the first took effect. */
  readonly again: readonly number[]
}

const act = (name: OfficerAct, body: object, more: Partial<Call> = {}): Call => ({
  name,
  state: given.alertedReport,
  again: [200],
  run: (report) => report.act(leith, name, body),
  ...more,
})

const givenWithdrawn = async (): Promise<Given> => {
  const withdrawn = await given.readReport()
  await withdrawn.report.withdraw()
  return withdrawn
}

const calls: readonly Call[] = [
  act('acknowledgement', {}),
  act('opening', opening),
  act('grade', { grade: 'immediate' }),
  act('notes', { text: 'rang the school' }),
  act('hold', { held: true }),
  act('closing', { outcome: 'advice-given' }, { state: given.readReport }),
  act('reopening', { reason: 'closed-wrongly' }, { state: given.closedReport }),
  act('reroute', { desk: 'division-p', reason: 'wrong-desk' }, { again: [200] }),
  act('withdrawal', { decision: 'erase', reason: 'reporter-confirmed' }, { state: givenWithdrawn }),
  act('withdrawal', { decision: 'keep', reason: 'may-be-coerced' }, { state: givenWithdrawn }),
  { name: 'status', state: given.alertedReport, run: (report) => report.askStatus(), again: [200] },
  { name: 'addition', state: given.alertedReport, run: (report) => report.add('they wrote again'), again: [202] },
  { name: 'withdrawing', state: given.alertedReport, run: (report) => report.withdraw(), again: [200] },
  { name: 'undoing', state: givenWithdrawn, run: (report) => report.undo(), again: [200] },
]

const begin = async ({ state }: Call): Promise<Given> => {
  const { harbour, report } = await state()
  return { harbour, report: report.with({ key: randomUUID() }) }
}

/**
 * What no crash may break: an open report is due, its log is whole, and its text opens at exactly the desk that has it.
 */
const expectWhole = ({ harbour, report: named }: Given) => {
  const report = harbour.reportOf(named.reportId)
  expect(verifyLog(named.reportId, harbour.logOf(named), report, sha256)).toEqual({ whole: true })
  if (report.state === 'withdrawn') return expect(harbour.reports.sealedOf(named.reportId)).toBeUndefined()
  if (!('wrappedKey' in report) || report.state === 'received') throw new Error('the text is gone')
  if (report.state !== 'closed') expect(report.dueAt).toBeDefined()
  expect(whoOpens(harbour, named)).toEqual([report.desk])
  expect(textOf(harbour, named)).toBe(JSON.stringify(adultWhoWrites))
  for (const text of Object.values(supplementTextsOf(harbour, named))) expect(text).not.toBe('')
}

describe.each(calls)('$name', (call) => {
  it(`the call ${call.name} made twice is as good as made once`, async () => {
    const begun = await begin(call)
    const { harbour, report } = begun
    expect([200, 202]).toContain((await call.run(report)).status)
    const once = harbour.reportOf(report.reportId)
    expect(call.again).toContain((await call.run(report)).status)
    const twice = harbour.reportOf(report.reportId)
    expect(twice.state).toBe(once.state)
    expect(twice.seq - once.seq).toBe(call.name === 'opening' ? 2 : 0)
    expectWhole(begun)
  })

  it(`the call ${call.name} may die before or after any call of a port: the report stays whole, and a repeat ends as without a crash`, async () => {
    const calm = await begin(call)
    const counted = dyingAt(calm.harbour.ports, 0, 'before')
    await call.run(calm.report.with({ ports: counted.ports }))
    const wanted = calm.harbour.reportOf(calm.report.reportId)
    expect(counted.count.calls).toBeGreaterThan(1)

    for (let at = 1; at <= counted.count.calls; at += 1) {
      for (const when of ['before', 'after'] as const) {
        const begun = await begin(call)
        const { harbour, report } = begun
        const { ports } = dyingAt(harbour.ports, at, when)
        await call.run(report.with({ ports })).catch(() => undefined)
        expectWhole(begun)
        const again = await call.run(report)
        expect([200, 202, ...call.again]).toContain(again.status)
        expectWhole(begun)
        const found = harbour.reportOf(report.reportId)
        expect([found.state, 'desk' in found && found.desk]).toEqual([wanted.state, 'desk' in wanted && wanted.desk])
        if (call.name !== 'opening') expect(supplementsOf(found)).toHaveLength(supplementsOf(wanted).length)
      }
    }
  })
})

it('the new desk is notified of a handover whose message was lost', async () => {
  const { harbour, report } = await given.alertedReport()
  const mark = markOf(harbour)
  const { count, ports } = dyingAt(harbour.ports, 5, 'before')
  await report.with({ ports }).act(leith, 'reroute', { desk: 'division-p', reason: 'wrong-desk' })
  expect(count.calls).toBe(5)
  expect(harbour.deskQueues.sent.filter(([desk]) => desk === 'division-p')).toEqual([])
  await pass(harbour, 1)
  expect(alertsSince(harbour, mark)).toEqual(['reroute 1: division-p duty'])
  const opened = await report.act(fife, 'opening', { ...opening, reason: 'handover' })
  expect(opened.status).toBe(200)
})

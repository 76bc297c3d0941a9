import { describe, expect, it } from 'vitest'
import { sha256 } from '../../shared/adapters/reporter-credentials.ts'
import { desks } from '../../shared/domain/desk.ts'
import { verifyLog } from '../../shared/domain/log.ts'
import { supplementsOf } from '../../shared/domain/report-states.ts'
import { adultInLeith } from '../builders/submission.ts'
import { alertedIn, createHarbourInMemory, type HarbourInMemory, tokenOf } from './duty.ts'

const leith = tokenOf('officer-leith', 'division-e')
const fife = tokenOf('officer-fife', 'division-p')

type Ports = HarbourInMemory['ports']

/** Makes the process die at the n-th call of a port: before the call is made, or after it was and before its answer is heard. */
const dyingAt = (ports: Ports, at: number, when: 'before' | 'after') => {
  const count = { calls: 0 }
  const mortal = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name)
        if (typeof method !== 'function') return method
        return async (...given: unknown[]) => {
          count.calls += 1
          const isLast = count.calls === at
          if (isLast && when === 'before') throw new Error('died')
          const result: unknown = await method.apply(target, given)
          if (isLast) throw new Error('died')
          return name === 'begin' ? mortal(result as object) : result
        }
      },
    })
  const { reports, texts, sealer, reader, deskQueues, routingQueue, codes, logs } = ports
  const dying = {
    ...{ reports: mortal(reports), texts: mortal(texts), sealer: mortal(sealer), reader: mortal(reader) },
    ...{ deskQueues: mortal(deskQueues), routingQueue: mortal(routingQueue), codes: mortal(codes), logs: mortal(logs) },
  }
  return { count, ports: { ...ports, ...dying } }
}

interface Call {
  readonly name: string
  /** What must have happened before. */
  readonly before?: readonly string[]
  readonly run: (
    harbour: HarbourInMemory,
    report: Awaited<ReturnType<typeof alertedIn>>,
    ports: Ports,
  ) => Promise<{ readonly status: number }>
  /** What a repeat may answer after the first took effect. */
  readonly again: readonly number[]
}

const act = (what: string, body: unknown, again: readonly number[], before?: readonly string[]): Call => ({
  name: what,
  again,
  ...(before === undefined ? {} : { before }),
  run: (harbour, { reportId }, ports) =>
    harbour.duty(`POST /duty/reports/{reportId}/${what}`, reportId, { token: leith, body, key: 'one-key' }, ports),
})

const reporter = (what: string, body: object, again: readonly number[]): Call => ({
  name: what,
  again,
  run: (harbour, { reportId, followUpCode }, ports) =>
    harbour.followUp(what, reportId, { body: { followUpCode, ...body }, key: 'one-key' }, ports),
})

const calls: readonly Call[] = [
  act('acknowledgement', {}, [200]),
  act('opening', { reason: 'investigation', note: 'why' }, [200]),
  act('grade', { grade: 'immediate' }, [200]),
  act('notes', { text: 'note' }, [200]),
  act('hold', { held: true }, [200]),
  act('closing', { outcome: 'advice-given' }, [200], ['acknowledgement']),
  act('reroute', { desk: 'division-p', reason: 'wrong-desk' }, [404]),
  reporter('status', {}, [200]),
  reporter('additions', { text: 'more' }, [202]),
  reporter('withdrawal', {}, [200]),
]

const begin = async ({ before = [] }: Call) => {
  const harbour = createHarbourInMemory()
  const report = await alertedIn(harbour, adultInLeith)
  for (const what of before) await harbour.act(what, report.reportId, leith, {})
  return { harbour, report }
}

/** What no crash may break: an open report is due, its log is whole, and its text opens at exactly the desk that has it. */
const expectWhole = (harbour: HarbourInMemory, reportId: string) => {
  const report = harbour.reportOf(reportId)
  const { log = [] } = harbour.reports.kept.get(reportId) ?? {}
  const sealed = harbour.reports.sealedOf(reportId)
  expect(verifyLog(reportId, log, report, sha256)).toEqual({ whole: true })
  if (report.state === 'withdrawn') return expect(sealed).toBeUndefined()
  if (!('wrappedKey' in report) || report.state === 'received' || sealed === undefined)
    throw new Error('the text is gone')
  if (report.state !== 'closed') expect(report.dueAt).toBeDefined()
  const binding = { reportId, receivedAt: report.receivedAt, label: 'report' }
  const opens = desks.filter((desk) => {
    try {
      return harbour.key.open(desk, binding, report.wrappedKey, sealed) === JSON.stringify(adultInLeith)
    } catch {
      return false
    }
  })
  expect(opens).toEqual([report.desk])
  for (const [id, supplement] of supplementsOf(report)) {
    const text = harbour.reports.texts.get(`${reportId}/${id}`)
    if (text === undefined) throw new Error('a supplement has no text')
    const own = { reportId, receivedAt: supplement.at, label: id }
    expect(harbour.key.open(supplement.desk, own, supplement.wrappedKey, text)).not.toBe('')
  }
}

describe.each(calls)('$name', (call) => {
  it('twice is as good as once', async () => {
    const { harbour, report } = await begin(call)
    expect([200, 202]).toContain((await call.run(harbour, report, harbour.ports)).status)
    const once = harbour.reportOf(report.reportId)
    expect(call.again).toContain((await call.run(harbour, report, harbour.ports)).status)
    const twice = harbour.reportOf(report.reportId)
    expect(twice.state).toBe(once.state)
    expect(twice.seq - once.seq).toBe(call.name === 'opening' ? 2 : 0)
    expectWhole(harbour, report.reportId)
  })

  it('may die before or after any of its calls: the report stays whole, and sending it again ends as without a crash', async () => {
    const calm = await begin(call)
    const counted = dyingAt(calm.harbour.ports, 0, 'before')
    await call.run(calm.harbour, calm.report, counted.ports)
    const wanted = calm.harbour.reportOf(calm.report.reportId)
    expect(counted.count.calls).toBeGreaterThan(1)

    for (let at = 1; at <= counted.count.calls; at += 1) {
      for (const when of ['before', 'after'] as const) {
        const { harbour, report } = await begin(call)
        const dying = dyingAt(harbour.ports, at, when)
        await call.run(harbour, report, dying.ports).catch(() => ({ status: 500 }))
        expectWhole(harbour, report.reportId)
        const again = await call.run(harbour, report, harbour.ports)
        expect([200, 202, ...call.again]).toContain(again.status)
        expectWhole(harbour, report.reportId)
        const found = harbour.reportOf(report.reportId)
        expect([found.state, 'desk' in found && found.desk]).toEqual([wanted.state, 'desk' in wanted && wanted.desk])
        const supplements = (each: typeof found) =>
          Object.keys(('supplements' in each && each.supplements) || {}).length
        if (call.name !== 'opening') expect(supplements(found)).toBe(supplements(wanted))
      }
    }
  })
})

it('a handover whose message is lost is told to the new desk all the same', async () => {
  const { harbour, report } = await begin({ ...act('reroute', {}, []) })
  const route = 'POST /duty/reports/{reportId}/reroute'
  const body = { desk: 'division-p', reason: 'wrong-desk' }
  const { count, ports } = dyingAt(harbour.ports, 5, 'before')
  await harbour.duty(route, report.reportId, { token: leith, body }, ports)
  expect(count.calls).toBe(5)
  expect(harbour.deskQueues.sent.filter(([desk]) => desk === 'division-p')).toEqual([])
  harbour.advance(1)
  await harbour.watch()
  await harbour.notify(report.reportId)
  expect(harbour.topics.published.at(-1)).toMatchObject({ desk: 'division-p' })
  const opened = await harbour.act('opening', report.reportId, fife, { reason: 'handover', note: 'mine' })
  expect(opened.status).toBe(200)
})

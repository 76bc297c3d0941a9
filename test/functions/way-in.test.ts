import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createAcceptReport } from '../../functions/accept-report/handler.ts'
import { createNotifyTeam } from '../../functions/notify-team/handler.ts'
import { createWatchDeadlines } from '../../functions/watch-deadlines/handler.ts'
import { createReporterCredentials, sha256 } from '../../shared/adapters/reporter-credentials.ts'
import { verifyLog } from '../../shared/domain/log.ts'
import { adultInLeith, withCanary } from '../builders/submission.ts'
import { createWayIn, posted, reportIdOf, type WayIn } from './way-in.ts'

const stateOf = (way: WayIn, reportId: string) => way.reports.kept.get(reportId)?.report.state

const accepted = async (way: WayIn, body: unknown = adultInLeith) => {
  const reply = await way.accept(posted(body))
  expect(reply.status).toBe(202)
  return reportIdOf(reply)
}

const alerted = async (way: WayIn, body: unknown = adultInLeith) => {
  const reportId = await accepted(way, body)
  await way.route(reportId)
  await way.notify(reportId)
  expect(stateOf(way, reportId)).toBe('alerted')
  return reportId
}

const textOf = (way: WayIn, reportId: string): string => {
  const { report } = way.reports.kept.get(reportId) ?? {}
  const sealed = way.reports.sealedOf(reportId)
  if (report?.state !== 'received' || sealed === undefined) throw new Error('the report has no text')
  return way.key.open(
    'unrouted',
    { reportId, receivedAt: report.receivedAt, label: 'report' },
    report.wrappedKey,
    sealed,
  )
}

describe('accept-report', () => {
  it('stores one sealed report that only desk "unrouted" could open, and tells the routing queue', async () => {
    const way = createWayIn()
    const reportId = await accepted(way, withCanary('canary'))
    const { report } = way.reports.kept.get(reportId) ?? {}
    const sealed = way.reports.sealedOf(reportId)
    if (report?.state !== 'received' || sealed === undefined) throw new Error('the report is not there')
    const binding = { reportId, receivedAt: report.receivedAt, label: 'report' }
    expect(JSON.parse(way.key.open('unrouted', binding, report.wrappedKey, sealed))).toEqual(withCanary('canary'))
    expect(() => way.key.open('division-p', binding, report.wrappedKey, sealed)).toThrow()
    expect(way.routingQueue.sent).toEqual([reportId])
    expect(report.dueAt).toBe('2026-11-24T12:01:00.000Z')
  })

  it('keeps no word that was typed outside the envelope, nor in a log, queue or alert', async () => {
    const way = createWayIn()
    const reportId = await alerted(way, withCanary('canary'))
    const clear = way.reports.kept.get(reportId)
    const seen = JSON.stringify([clear, way.lines, way.routingQueue.sent, way.deskQueues.sent, way.topics.published])
    expect(way.topics.published).toHaveLength(1)
    expect(way.lines.length).toBeGreaterThan(2)
    expect(seen).not.toContain('canary')
  })

  it('answers a retry the same, stores it once, and tells the queue once', async () => {
    const way = createWayIn()
    const key = randomUUID()
    const first = await way.accept(posted(adultInLeith, key))
    way.advance(10)
    expect(await way.accept(posted(adultInLeith, key.toUpperCase()))).toEqual(first)
    expect(way.reports.kept.size).toBe(1)
    expect(way.routingQueue.sent).toHaveLength(1)
    expect(textOf(way, reportIdOf(first))).toBe(JSON.stringify(adultInLeith))
  })

  it.each(['before', 'after'])(
    'stores no report and fails when its text was lost %s it was put; the retry is whole',
    async (when) => {
      const way = createWayIn()
      const texts = {
        ...way.ports.texts,
        put: async (...given: Parameters<typeof way.ports.texts.put>) => {
          if (when === 'after') await way.ports.texts.put(...given)
          throw new Error('DynamoDB is down')
        },
      }
      const post = posted(adultInLeith)
      await expect(createAcceptReport({ ...way.ports, texts })(post)).rejects.toThrow('DynamoDB is down')
      expect(way.reports.kept.size).toBe(0)
      expect(way.routingQueue.sent).toEqual([])
      const reply = await way.accept(post)
      expect(textOf(way, reportIdOf(reply))).toBe(JSON.stringify(adultInLeith))
    },
  )

  it('refuses another text under the same key with 422, and keeps the first', async () => {
    const way = createWayIn()
    const key = randomUUID()
    await way.accept(posted(adultInLeith, key))
    expect((await way.accept(posted({}, key))).status).toBe(422)
    expect(way.reports.kept.size).toBe(1)
  })

  it('makes a key where there is none: two posts are two reports', async () => {
    const way = createWayIn()
    const noKey = { ...posted(adultInLeith), header: () => undefined }
    await way.accept(noKey)
    await way.accept(noKey)
    expect(way.reports.kept.size).toBe(2)
  })

  it('answers 202 when the queue does not take it: the report is stored and due', async () => {
    const way = createWayIn()
    const routingQueue = { send: () => Promise.reject(new Error('SQS is down')) }
    const reply = await createAcceptReport({ ...way.ports, routingQueue })(posted(adultInLeith))
    expect(reply.status).toBe(202)
    way.advance(1)
    await way.watch()
    expect(way.routingQueue.sent).toEqual([reportIdOf(reply)])
  })

  it('stores nothing and fails when KMS gives no key', async () => {
    const way = createWayIn()
    const sealer = { seal: () => Promise.reject(new Error('KMS is down')) }
    await expect(createAcceptReport({ ...way.ports, sealer })(posted(adultInLeith))).rejects.toThrow('KMS is down')
    expect(way.reports.kept.size).toBe(0)
  })

  it('takes the next reference when another key already holds the first', async () => {
    const real = createReporterCredentials()
    const colliding = {
      ...real,
      derive: (key: string, attempt: number) => ({
        ...real.derive(key, attempt),
        ...(attempt === 0 ? { reportId: '000000000000' } : {}),
      }),
    }
    const way = createWayIn(colliding)
    await accepted(way)
    const key = randomUUID()
    const second = await way.accept(posted(adultInLeith, key))
    expect(reportIdOf(second)).not.toBe('000000000000')
    expect(await way.accept(posted(adultInLeith, key))).toEqual(second)
    expect(way.reports.kept.size).toBe(2)
  })
})

describe('route-report', () => {
  it('re-addresses the envelope to the desk and tells its queue; run twice it does it once', async () => {
    const way = createWayIn()
    const reportId = await accepted(way)
    await way.route(reportId)
    await way.route(reportId)
    const { report } = way.reports.kept.get(reportId) ?? {}
    const sealed = way.reports.sealedOf(reportId)
    if (report?.state !== 'routed' || sealed === undefined) throw new Error('the report is not routed')
    const binding = { reportId, receivedAt: report.receivedAt, label: 'report' }
    expect(way.key.open('division-e', binding, report.wrappedKey, sealed)).toContain('EH6')
    expect(() => way.key.open('unrouted', binding, report.wrappedKey, sealed)).toThrow()
    expect(way.deskQueues.sent).toEqual([['division-e', reportId]])
  })

  it('says so and stops for a report that is not there', async () => {
    const way = createWayIn()
    await way.route('000000000000')
    expect(way.lines.at(-1)).toContain('"outcome":"not-found"')
  })

  it('routed side by side by twenty messages, is routed once', async () => {
    const way = createWayIn()
    const reportId = await accepted(way)
    await Promise.all(Array.from({ length: 20 }, () => way.route(reportId)))
    expect(way.reports.kept.get(reportId)?.report.seq).toBe(2)
    expect(way.deskQueues.sent).toHaveLength(1)
  })
})

describe('notify-team', () => {
  it('tells the desk once, however often it is asked', async () => {
    const way = createWayIn()
    const reportId = await alerted(way)
    await way.notify(reportId)
    expect(way.topics.published.map(({ desk, recipients }) => [desk, recipients])).toEqual([['division-e', 'duty']])
    const text = way.topics.published[0]?.alert.text
    expect(text).toBe(
      `Harbour: 1 standard report, desk E, acknowledge by 20:00 24 Nov, ref ${reportId.slice(0, 4)}, step 1 https://console.example.org/`,
    )
  })

  it('leaves the alert pending when SNS does not take it for every audience, and tells all of them again', async () => {
    const way = createWayIn()
    const reportId = await alerted(way)
    way.advance(8 * 60)
    await way.watch()
    const topics = {
      publish: async (...publication: Parameters<typeof way.topics.publish>) => {
        if (publication[0].desk === 'duty-control') throw new Error('SNS is down')
        await way.topics.publish(...publication)
      },
    }
    const notify = createNotifyTeam({ ...way.ports, topics, consoleUrl: 'https://console.example.org/' })
    await expect(notify(reportId)).rejects.toThrow('did not accept an alert for every audience')
    await way.notify(reportId)
    const rung2 = way.topics.published.filter(({ alert }) => alert.rung === 2).map(({ desk }) => desk)
    expect(rung2).toEqual(['division-e', 'division-e', 'duty-control'])
  })
})

it('a body whose text grows when it is normalised is stored like any other', async () => {
  const way = createWayIn()
  const text = '\u{1D160}'.repeat(3100)
  const notes = { notes: text }
  const body = { narrative: text, offender: notes, demand: notes, threat: notes, evidence: notes }
  expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(64 * 1024)
  expect(Buffer.byteLength(JSON.stringify(body).normalize('NFC'))).toBeGreaterThan(180_000)
  await accepted(way, body)
})

describe('watch-deadlines', () => {
  it('drives a report on behind a thousand that fail each time', async () => {
    const way = createWayIn()
    const reportId = await accepted(way)
    way.routingQueue.sent.length = 0
    way.advance(1)
    const poisoned = Array.from({ length: 1500 }, (_, index) => ({
      // Lower case, as no report's id: one that began with P was once counted among these.
      reportId: `poisoned-${index}`,
      dueAt: '2026-11-24T00:00:00.000Z',
    }))
    const due = {
      findDue: async (now: Date, limit: number) =>
        [...poisoned, ...(await way.due.findDue(now, limit))].slice(0, limit),
    }
    const find = (id: string) =>
      id.startsWith('poisoned-') ? Promise.reject(new Error('no report')) : way.reports.find(id)
    const watch = createWatchDeadlines({ ...way.ports, due, reports: { ...way.reports, find } })
    await expect(watch()).rejects.toThrow('1500 due reports')
    expect(way.routingQueue.sent).toEqual([reportId])
  })

  it('starts on no other report when its time is up, and takes the rest in the next pass', async () => {
    const way = createWayIn()
    for (let count = 0; count < 30; count += 1) await accepted(way)
    way.routingQueue.sent.length = 0
    way.advance(1)
    let spentMs = 0
    const send = async (reportId: string) => {
      spentMs += 60_000
      await way.routingQueue.send(reportId)
    }
    const elapsedMs = () => spentMs
    const watch = createWatchDeadlines({ ...way.ports, elapsedMs, routingQueue: { send } })
    await watch()
    const first = way.routingQueue.sent.length
    expect(first).toBeLessThan(30)
    await watch()
    expect(way.routingQueue.sent.length).toBeGreaterThan(first)
  })

  it('drives on what is due however fast the time of day runs', async () => {
    const way = createWayIn()
    const reportId = await accepted(way)
    way.routingQueue.sent.length = 0
    // What happened: at --speed 86400 half a millisecond was the 40 seconds of a pass, and no report was ever driven on.
    const now = () => {
      way.advance(1)
      return way.ports.now()
    }
    await createWatchDeadlines({ ...way.ports, now })()
    expect(way.routingQueue.sent).toEqual([reportId])
  })

  it('makes up for every message that was lost, and does nothing before it is due', async () => {
    const way = createWayIn()
    const reportId = await accepted(way)
    way.routingQueue.sent.length = 0
    await way.watch()
    expect(way.routingQueue.sent).toEqual([])
    way.advance(1)
    await way.watch()
    expect(way.routingQueue.sent).toEqual([reportId])
    await way.route(reportId)
    way.deskQueues.sent.length = 0
    way.advance(1)
    await way.watch()
    expect(way.deskQueues.sent).toEqual([['division-e', reportId]])
    await way.notify(reportId)
    expect(way.topics.published).toHaveLength(1)
  })

  it('run twice at once, escalates by one rung', async () => {
    const way = createWayIn()
    const reportId = await alerted(way)
    way.advance(8 * 60)
    await Promise.all([way.watch(), way.watch()])
    const report = way.reports.kept.get(reportId)?.report
    expect(report?.state === 'alerted' && report.alerting).toEqual({ kind: 'escalation', rung: 2 })
  })

  it('drives on every other report when one fails, and then fails for the alarm', async () => {
    const way = createWayIn()
    const [bad, good] = [await accepted(way), await accepted(way, { location: { postcode: 'G1 1AA' } })]
    way.routingQueue.sent.length = 0
    way.advance(1)
    const find = (reportId: string) =>
      reportId === bad ? Promise.reject(new Error('stored report has no known state')) : way.reports.find(reportId)
    const watch = createWatchDeadlines({ ...way.ports, reports: { ...way.reports, find } })
    await expect(watch()).rejects.toThrow('1 due reports failed')
    expect(way.routingQueue.sent).toEqual([good])
    expect(way.lines.join()).toContain('stored report has no known state')
  })

  it('says how old the oldest overdue report is', async () => {
    const way = createWayIn()
    await accepted(way)
    way.advance(3)
    await way.watch()
    expect(way.lines.find((line) => line.includes('OldestOverdueSeconds'))).toContain('"OldestOverdueSeconds":120')
  })
})

it('the log of a report that went all the way verifies, entry by entry', async () => {
  const way = createWayIn()
  const reportId = await alerted(way)
  const { report, log } = way.reports.kept.get(reportId) ?? {}
  expect(log?.map(({ what }) => what)).toEqual(['report.received', 'report.routed', 'alert.sent'])
  expect(verifyLog(reportId, log ?? [], report ?? { seq: 0, hash: '' }, sha256)).toEqual({ whole: true })
})

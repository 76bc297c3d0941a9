import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createReporterCredentials } from '../../shared/adapters/reporter-credentials.ts'
import { acceptedOf, given } from '../kit/given.ts'
import { happenedSince, markOf, nothingHappened } from '../kit/happenings.ts'
import { createHarbourInMemory, type HarbourInMemory } from '../kit/harbour.ts'
import { down } from '../kit/outage.ts'
import { requestOf } from '../kit/requests.ts'
import { adultInLeith, adultWhoWrites, canary, withCanary } from '../kit/submissions.ts'
import { textOf, whoOpens } from '../kit/texts.ts'

describe('accepting a report', () => {
  it('a report is sealed for no desk yet, stored once, and its id is sent to the routing queue', async () => {
    const harbour = createHarbourInMemory()
    const mark = markOf(harbour)
    const reply = await harbour.post(withCanary(canary))
    const report = acceptedOf(reply)
    const { reportId } = report
    expect(reply.body).toMatchObject({
      reference: `${reportId.slice(0, 4)}-${reportId.slice(4, 8)}-${reportId.slice(8)}`,
      receivedAt: '2026-11-24T12:00:00.000Z',
      guidance: expect.arrayContaining([expect.objectContaining({ id: 'immediate-danger' })]),
    })
    expect(happenedSince(harbour, mark)).toEqual({
      changes: ['report.received by accept-report'],
      messages: [`routing ${reportId}`],
      alerts: [],
      lines: [{ event: 'report.accepted', reportId }],
    })
    expect(harbour.reportOf(reportId)).toMatchObject({ state: 'received', dueAt: '2026-11-24T12:01:00.000Z' })
    expect(JSON.parse(textOf(harbour, report))).toEqual(withCanary(canary))
    expect(whoOpens(harbour, report)).toEqual(['unrouted'])
  })

  it('no word of a full report leaves the seal, all the way to the alert', async () => {
    const { harbour } = await given.alertedReport({ submission: withCanary(canary) })
    expect(harbour.channels.sent).toHaveLength(1)
    expect(harbour.lines.length).toBeGreaterThan(2)
  })

  it('a report without an Idempotency-Key gets a key, so that two posts are two reports', async () => {
    const harbour = createHarbourInMemory()
    const withoutKey = { ...requestOf({ body: adultInLeith }), header: () => undefined }
    expect((await harbour.accept(withoutKey)).status).toBe(202)
    expect((await harbour.accept(withoutKey)).status).toBe(202)
    expect(harbour.reports.kept.size).toBe(2)
  })

  it('a report whose text grows when it is normalised is stored like any other', async () => {
    const harbour = createHarbourInMemory()
    const text = '\u{1D160}'.repeat(3100)
    const notes = { notes: text }
    const body = { narrative: text, offender: notes, demand: notes, threat: notes, evidence: notes }
    expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(64 * 1024)
    expect(Buffer.byteLength(JSON.stringify(body).normalize('NFC'))).toBeGreaterThan(180_000)
    expect((await harbour.post(body)).status).toBe(202)
  })
})

describe('a report that is posted again', () => {
  it('the same report under the same key gets the same answer, is stored once and is sent once', async () => {
    const harbour = createHarbourInMemory()
    const key = randomUUID()
    const first = await harbour.post(adultWhoWrites, { key })
    harbour.advance(10)
    expect(await harbour.post(adultWhoWrites, { key: key.toUpperCase() })).toEqual(first)
    expect(harbour.reports.kept.size).toBe(1)
    expect(harbour.routingQueue.sent).toHaveLength(1)
    expect(textOf(harbour, acceptedOf(first))).toBe(JSON.stringify(adultWhoWrites))
  })

  it('another report under the same key is refused with 422, and the first stays', async () => {
    const harbour = createHarbourInMemory()
    const key = randomUUID()
    const first = acceptedOf(await harbour.post(adultWhoWrites, { key }))
    const mark = markOf(harbour)
    expect((await harbour.post({}, { key })).status).toBe(422)
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
    expect(textOf(harbour, first)).toBe(JSON.stringify(adultWhoWrites))
  })

  it('a report whose first reference another key holds gets the next one, also when it is posted again', async () => {
    const real = createReporterCredentials()
    const derive: typeof real.derive = (key, attempt) => ({
      ...real.derive(key, attempt),
      ...(attempt === 0 ? { reportId: '000000000000' } : {}),
    })
    const harbour = createHarbourInMemory()
    const ports = { credentials: { ...real, derive } }
    expect(acceptedOf(await harbour.post(adultInLeith, { ports })).reportId).toBe('000000000000')
    const key = randomUUID()
    const second = await harbour.post(adultInLeith, { ports, key })
    expect(acceptedOf(second).reportId).not.toBe('000000000000')
    expect(await harbour.post(adultInLeith, { ports, key })).toEqual(second)
    expect(harbour.reports.kept.size).toBe(2)
  })
})

describe('a report that cannot be accepted', () => {
  const refused = async (status: number, post: (harbour: HarbourInMemory) => ReturnType<HarbourInMemory['post']>) => {
    const harbour = createHarbourInMemory()
    const mark = markOf(harbour)
    expect(await post(harbour)).toMatchObject({ status, headers: { 'content-type': 'application/problem+json' } })
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  }

  it.each([
    ['is no JSON', `{"narrative": ${canary}`],
    ['has a field that nobody knows', { narrative: canary, shoeSize: canary }],
    ['has an answer that nobody may choose', { age: { now: canary } }],
  ])('a body that %s is refused with 400, and nothing is stored', async (_what, body) => {
    await refused(400, (harbour) => harbour.post(body))
  })

  it('an Idempotency-Key that is no UUID of version 4 is refused with 400, and nothing is stored', async () => {
    await refused(400, (harbour) => harbour.post(adultWhoWrites, { key: `${canary}-key` }))
  })

  it('a body of another media type is refused with 415, and nothing is stored', async () => {
    await refused(415, (harbour) =>
      harbour.accept({ ...requestOf({ body: adultWhoWrites }), header: () => 'text/plain' }),
    )
  })

  it('a report is neither accepted nor stored when KMS returns no key', async () => {
    const harbour = createHarbourInMemory()
    const mark = markOf(harbour)
    const ports = { sealer: { seal: down('KMS') } }
    await expect(harbour.post(adultWhoWrites, { ports })).rejects.toThrow('KMS is down')
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
    expect(harbour.reports.texts.size).toBe(0)
  })

  it.each(['before', 'after'])(
    'a report whose text was lost %s it was put is not accepted, and the retry stores it whole',
    async (when) => {
      const harbour = createHarbourInMemory()
      const mark = markOf(harbour)
      const { texts } = harbour.ports
      const put: typeof texts.put = async (...text) => {
        if (when === 'after') await texts.put(...text)
        return down('DynamoDB')()
      }
      const key = randomUUID()
      const ports = { texts: { ...texts, put } }
      await expect(harbour.post(adultWhoWrites, { ports, key })).rejects.toThrow('DynamoDB is down')
      expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
      const report = acceptedOf(await harbour.post(adultWhoWrites, { key }))
      expect(textOf(harbour, report)).toBe(JSON.stringify(adultWhoWrites))
    },
  )

  it('a report that the routing queue does not take is accepted, logged as not sent, and sent when it is due', async () => {
    const harbour = createHarbourInMemory()
    const mark = markOf(harbour)
    const ports = { routingQueue: { send: down('SQS') } }
    const { reportId } = acceptedOf(await harbour.post(adultWhoWrites, { ports }))
    expect(happenedSince(harbour, mark)).toEqual({
      changes: ['report.received by accept-report'],
      messages: [],
      alerts: [],
      lines: [
        { event: 'report.accepted', reportId },
        { event: 'queue.send-failed', errorName: 'Error', errorMessage: 'SQS is down', reportId },
      ],
    })
    harbour.advance(1)
    await harbour.watch()
    expect(harbour.routingQueue.sent).toEqual([reportId])
  })
})

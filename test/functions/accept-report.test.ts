import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createReporterCredentials } from '../../shared/adapters/reporter-credentials.ts'
import { filePlaceholder } from '../../shared/contract/cut-texts.ts'
import { exampleKeys } from '../../shared/contract/idempotency-key.ts'
import type { Submission } from '../../shared/contract/submission.ts'
import { policy } from '../../shared/domain/policy.ts'
import { fileOf } from '../kit/files.ts'
import { acceptedOf, given, opening } from '../kit/given.ts'
import { happenedSince, markOf, nothingHappened } from '../kit/happenings.ts'
import { createHarbourInMemory, type HarbourInMemory } from '../kit/harbour.ts'
import { leith } from '../kit/officers.ts'
import { down } from '../kit/outage.ts'
import { requestOf } from '../kit/requests.ts'
import { adultInLeith, adultWhoWrites, kestrel, withKestrel } from '../kit/submissions.ts'
import { textOf, whoOpens } from '../kit/texts.ts'

describe('accepting a report', () => {
  it('a report is sealed for no desk yet, stored once, and its id is sent to the routing queue', async () => {
    const harbour = createHarbourInMemory()
    const mark = markOf(harbour)
    const reply = await harbour.post(withKestrel(kestrel))
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
    expect(JSON.parse(textOf(harbour, report))).toEqual(withKestrel(kestrel))
    expect(whoOpens(harbour, report)).toEqual(['unrouted'])
  })

  it('no word of a full report leaves the seal, all the way to the alert', async () => {
    const { harbour } = await given.alertedReport({ submission: withKestrel(kestrel) })
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

  it('a report of the longest text is stored, also where the text grows when it is normalised and is sealed twice', async () => {
    const harbour = createHarbourInMemory()
    const narrative = '\u{1D160}'.repeat(10_900)
    const bytes = Buffer.byteLength(JSON.stringify({ narrative }).normalize('NFC'))
    expect(bytes).toBeGreaterThan(policy.textBytes - 300)
    const report = acceptedOf(await harbour.post({ narrative, unknownField: 'x' }))
    expect(textOf(harbour, report).length).toBeGreaterThan(2 * 10_900)
  })

  it('what was not understood is sealed beside what was, and each problem is a notice', async () => {
    const harbour = createHarbourInMemory()
    const body = { age: { now: '17, I think' }, shoeSize: kestrel, narrative: `${kestrel}\u0000` }
    const reply = await harbour.post(body)
    expect(reply).toMatchObject({
      status: 202,
      body: {
        notices: [
          { pointer: '/narrative', code: 'control-characters' },
          { pointer: '/age/now', code: 'not-a-choice' },
          { pointer: '/shoeSize', code: 'unknown-field' },
        ],
      },
    })
    const sent = { ...body, narrative: kestrel }
    expect(JSON.parse(textOf(harbour, acceptedOf(reply)))).toEqual({
      understood: { age: {}, narrative: kestrel },
      sent,
    })
  })

  it('an officer of the desk reads what was understood and what was sent', async () => {
    const body = { ...adultInLeith, threat: { recipients: 'my mother' }, narrative: kestrel }
    const { report } = await given.alertedReport({ submission: body as unknown as Submission })
    const { body: opened } = await report.act(leith, 'opening', opening)
    expect(opened).toMatchObject({ report: { ...adultInLeith, threat: {}, narrative: kestrel }, sent: body })
  })

  it('a file is cut out of what is sealed, the words around it stay, and the reporter is pointed to help', async () => {
    const harbour = createHarbourInMemory()
    const file = fileOf('jpeg').toString('base64')
    const reply = await harbour.post({ narrative: `He sent ${file} to me`, [file]: file })
    expect(JSON.stringify(reply.body)).toContain('Report Remove')
    const text = textOf(harbour, acceptedOf(reply))
    expect(text).not.toContain(file.slice(0, 40))
    expect(JSON.parse(text)).toMatchObject({ understood: { narrative: `He sent ${filePlaceholder} to me` } })
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

  it('another text under the same key is another report, whose retry gets the same answer, and the first stays', async () => {
    const harbour = createHarbourInMemory()
    const key = randomUUID()
    const first = acceptedOf(await harbour.post(adultWhoWrites, { key }))
    const other = await harbour.post(adultInLeith, { key })
    expect(acceptedOf(other).reportId).not.toBe(first.reportId)
    expect(await harbour.post(adultInLeith, { key })).toEqual(other)
    expect(acceptedOf(await harbour.post(adultWhoWrites, { key }))).toEqual(first)
    expect(harbour.reports.kept.size).toBe(2)
    expect(textOf(harbour, first)).toBe(JSON.stringify(adultWhoWrites))
  })

  it('another text under the same key is refused with 422 where the client is strict', async () => {
    const harbour = createHarbourInMemory()
    const key = randomUUID()
    await harbour.post(adultWhoWrites, { key })
    const mark = markOf(harbour)
    expect((await harbour.post({}, { key, prefer: 'handling=strict' })).status).toBe(422)
    expect((await harbour.post(adultWhoWrites, { key, prefer: 'handling=strict' })).status).toBe(202)
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  })

  it('a report that was withdrawn and is posted again under its key is a new report, however often that happens', async () => {
    const harbour = createHarbourInMemory()
    const key = randomUUID()
    const references = new Set<string>()
    for (let count = 0; count < 12; count += 1) {
      const posted = await harbour.post(adultWhoWrites, { key })
      const { reportId, followUpCode } = acceptedOf(posted)
      references.add(reportId)
      if (count < 7) expect(await harbour.post(adultWhoWrites, { key })).toEqual(posted)
      const withdrawn = await harbour.followUp('withdrawal', reportId, { body: { followUpCode } })
      expect(withdrawn.status).toBe(200)
    }
    expect(references.size).toBe(12)
  })

  it.each([
    ['is no UUID of version 4', 'kestrel-key', 'not-a-uuid'],
    ['is one of our examples', exampleKeys[0], 'example-key'],
  ])('a key that %s counts as none, with a notice: two posts are two reports', async (_what, key, code) => {
    const harbour = createHarbourInMemory()
    const first = await harbour.post(adultInLeith, { key })
    expect(first).toMatchObject({ status: 202, body: { notices: [{ pointer: 'Idempotency-Key', code }] } })
    expect(acceptedOf(await harbour.post(adultInLeith, { key })).reportId).not.toBe(acceptedOf(first).reportId)
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
    ['is no JSON', `{"narrative": ${kestrel}`],
    ['is a list', [kestrel]],
    ['is a text', JSON.stringify(kestrel)],
    ['is null', 'null'],
    ['is nothing', ''],
  ])('a body that %s is refused with 400, and nothing is stored', async (_what, body) => {
    await refused(400, (harbour) => harbour.post(body))
  })

  it.each([
    ['has a field that nobody knows', { narrative: kestrel, shoeSize: kestrel }],
    ['has an answer that nobody may choose', { age: { now: kestrel } }],
    ['has a file', { narrative: fileOf('png').toString('base64') }],
  ])('a body that %s is refused with 400 where the client is strict, and nothing is stored', async (_what, body) => {
    await refused(400, async (harbour) => {
      const reply = await harbour.post(body, { prefer: 'handling=strict' })
      expect(reply.headers).toMatchObject({ 'preference-applied': 'handling=strict' })
      return reply
    })
  })

  it('a key that can be none is refused with 400 where the client is strict, and nothing is stored', async () => {
    await refused(400, (harbour) => harbour.post(adultWhoWrites, { key: `${kestrel}-key`, prefer: 'handling=strict' }))
  })

  it('more text than one item holds is refused with 413 after files are cut out, and nothing is stored', async () => {
    await refused(413, (harbour) => harbour.post({ narrative: 'They wrote. '.repeat(11_000) }))
    await refused(413, (harbour) => harbour.post({ narrative: 'x'.repeat(policy.bodyBytes) }))
    await refused(413, (harbour) => harbour.post({ kept: Array.from({ length: 200_000 }, () => 'x') }))
    const file = fileOf('mp4', 3 * 1024 * 1024).toString('base64')
    expect((await createHarbourInMemory().post({ narrative: file })).status).toBe(202)
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

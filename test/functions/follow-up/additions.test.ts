import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { filePlaceholder } from '../../../shared/contract/cut-texts.ts'
import { notUnderstood } from '../../../shared/contract/supplement-text.ts'
import { policy } from '../../../shared/domain/policy.ts'
import { conflictOnce } from '../../kit/conflicts.ts'
import { fileOf } from '../../kit/files.ts'
import { given, opening, pass } from '../../kit/given.ts'
import { alertsSince, happenedSince, linesSince, markOf, nothingHappened } from '../../kit/happenings.ts'
import { leith } from '../../kit/officers.ts'
import { down } from '../../kit/outage.ts'
import { supplementTextsOf } from '../../kit/texts.ts'

const text = 'they wrote again'

describe('adding to a report', () => {
  it('seals its text once, however often another change comes first', async () => {
    const { harbour, report } = await given.acknowledgedReport()
    const { counts, ports } = conflictOnce(harbour)
    expect((await report.with({ ports }).add('they wrote again')).status).toBe(202)
    expect(counts).toEqual({ conflicts: 1, seals: 1 })
  })

  it('an addition is sealed and logged, and the report is sent to the routing queue', async () => {
    const { harbour, report } = await given.acknowledgedReport({ by: leith })
    const { reportId } = report
    const mark = markOf(harbour)
    expect(await report.add(text)).toEqual({
      status: 202,
      body: { receivedAt: '2026-11-24T12:00:00.000Z', notices: [] },
    })
    expect(happenedSince(harbour, mark)).toEqual({
      changes: ['addition.received by reporter'],
      messages: [`routing ${reportId}`],
      alerts: [],
      lines: [{ event: 'addition.received', reportId }],
    })
    expect(Object.values(supplementTextsOf(harbour, report))).toEqual([text])
  })

  it('the desk of an acknowledged report is notified of an addition, and its officer reads it', async () => {
    const { harbour, report } = await given.acknowledgedReport({ by: leith })
    const mark = markOf(harbour)
    await report.add(text)
    await harbour.deliver()
    expect(alertsSince(harbour, mark)).toEqual(['addition 1: division-e duty'])
    const opened = await report.act(leith, 'opening', { ...opening, reason: 'news-from-reporter' })
    expect(JSON.stringify(opened.body)).toContain(text)
  })

  it('a closed report is reopened by an addition, and its desk is notified', async () => {
    const { harbour, report } = await given.closedReport({ by: leith })
    await report.add(text)
    await harbour.route(report.reportId)
    expect(harbour.stateOf(report)).toBe('routed')
    await harbour.deliver()
    expect(harbour.stateOf(report)).toBe('alerted')
  })

  it('an addition that is sent twice under one key is added once, and gets the same answer', async () => {
    const { harbour, report } = await given.alertedReport()
    const keyed = report.with({ key: randomUUID() })
    const first = await keyed.add(text)
    harbour.advance(1)
    const mark = markOf(harbour)
    expect(await keyed.add(text)).toEqual(first)
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
    expect(Object.values(supplementTextsOf(harbour, report))).toEqual([text])
  })

  it('an addition to a report that is not routed yet reaches the desk with it', async () => {
    const { harbour, report } = await given.receivedReport()
    await report.add(text)
    await harbour.deliver()
    const opened = await report.act(leith, 'opening', opening)
    expect(JSON.stringify(opened.body)).toContain(text)
  })
})

describe('adding what is not as it was asked for', () => {
  it('another text under the same key is another addition, and its own retry adds nothing', async () => {
    const { harbour, report } = await given.alertedReport()
    const keyed = report.with({ key: randomUUID() })
    for (const each of [text, 'they called', text, 'they called']) expect((await keyed.add(each)).status).toBe(202)
    expect(Object.values(supplementTextsOf(harbour, report)).sort()).toEqual(['they called', text])
  })

  it('another text under the same key is refused with 422 where the client is strict', async () => {
    const { harbour, report } = await given.alertedReport()
    const keyed = report.with({ key: randomUUID(), prefer: 'handling=strict' })
    expect((await keyed.add(text)).status).toBe(202)
    const mark = markOf(harbour)
    expect((await keyed.add('they called')).status).toBe(422)
    expect((await keyed.add(text)).status).toBe(202)
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  })

  it('what was not understood is sealed below the text, without the follow-up code, and is a notice', async () => {
    const { harbour, report } = await given.alertedReport()
    const { reportId, followUpCode } = report
    const body = { followUpCode, 'Follow-up code': followUpCode, text, mood: ['afraid'] }
    const reply = await harbour.followUp('additions', reportId, { body, key: 'no key' })
    expect(reply).toMatchObject({
      status: 202,
      body: {
        notices: [{ code: 'not-a-uuid' }, { code: 'unknown-field' }, { pointer: '/mood', code: 'unknown-field' }],
      },
    })
    const sealed = [`${text}\n\n${notUnderstood} {"mood":["afraid"]}`]
    expect(Object.values(supplementTextsOf(harbour, report))).toEqual(sealed)
  })

  it('a text that is no text is sealed as it was sent', async () => {
    const { harbour, report } = await given.alertedReport()
    const { reportId, followUpCode } = report
    const reply = await harbour.followUp('additions', reportId, { body: { followUpCode, text: { de: text } } })
    expect(reply).toMatchObject({ status: 202, body: { notices: [{ pointer: '/text', code: 'wrong-type' }] } })
    expect(Object.values(supplementTextsOf(harbour, report))).toEqual([`${notUnderstood} {"text":{"de":"${text}"}}`])
  })

  it('a file is cut out of an addition, the words around it stay, and the reporter is pointed to help', async () => {
    const { harbour, report } = await given.alertedReport()
    const reply = await report.add(`he sent ${fileOf('png').toString('base64')} now`)
    expect(reply.status).toBe(202)
    expect(JSON.stringify(reply.body)).toContain('Report Remove')
    expect(Object.values(supplementTextsOf(harbour, report))).toEqual([`he sent ${filePlaceholder} now`])
  })

  it.each([
    ['no text', {}, '/text'],
    ['a blank text', { text: ' \n' }, '/text'],
    ['an empty text', { text: '' }, '/text'],
    ['no code', { text, followUpCode: null }, '/followUpCode'],
  ])('an addition with %s is refused with 400, and nothing is stored', async (_what, change, pointer) => {
    const { harbour, report } = await given.alertedReport()
    const { reportId, followUpCode } = report
    const mark = markOf(harbour)
    const reply = await harbour.followUp('additions', reportId, { body: { followUpCode, ...change } })
    expect(reply).toMatchObject({ status: 400, body: { problems: [{ pointer, code: 'missing' }] } })
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  })

  it('an addition whose text with what was not understood is too long is refused with 413', async () => {
    const { report, harbour } = await given.alertedReport()
    const { reportId, followUpCode } = report
    const body = { followUpCode, text, more: '"'.repeat(60_000) }
    expect((await harbour.followUp('additions', reportId, { body })).status).toBe(413)
  })
})

describe('adding to a report when something is in the way', () => {
  it('an addition that the queue does not take is accepted, logged as not sent, and reaches the desk a minute later', async () => {
    const { harbour, report } = await given.receivedReport()
    harbour.loseMessages()
    const mark = markOf(harbour)
    expect((await report.with({ ports: { routingQueue: { send: down('SQS') } } }).add(text)).status).toBe(202)
    expect(linesSince(harbour, mark)).toMatchObject([
      { event: 'addition.received', reportId: report.reportId },
      { event: 'queue.send-failed', errorMessage: 'SQS is down', reportId: report.reportId },
    ])
    harbour.advance(policy.redriveMinutes)
    await harbour.watch()
    await harbour.deliver()
    const opened = await report.act(leith, 'opening', opening)
    expect(JSON.stringify(opened.body)).toContain(text)
  })

  it('an addition is not accepted when its text cannot be stored', async () => {
    const { harbour, report } = await given.alertedReport()
    const mark = markOf(harbour)
    const ports = { texts: { ...harbour.ports.texts, put: down('DynamoDB') } }
    await expect(report.with({ ports }).add(text)).rejects.toThrow('DynamoDB is down')
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  })

  it('a withdrawn report takes no addition, and says to send a new report', async () => {
    const { harbour, report } = await given.alertedReport()
    await report.withdraw()
    await pass(harbour, policy.withdrawalMinutes)
    expect(harbour.stateOf(report)).toBe('withdrawn')
    const mark = markOf(harbour)
    const detail = expect.stringContaining('new report')
    expect(await report.add(text)).toMatchObject({ status: 409, body: { detail } })
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  })
})

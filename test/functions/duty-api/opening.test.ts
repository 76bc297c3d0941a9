import { describe, expect, it } from 'vitest'
import { supplementsOf } from '../../../shared/domain/report-states.ts'
import { given, opening } from '../../kit/given.ts'
import { changesSince, happenedSince, linesSince, markOf, nothingHappened } from '../../kit/happenings.ts'
import { childProtection, leith, leithToo, officerOf } from '../../kit/officers.ts'
import { down } from '../../kit/outage.ts'
import { adultWhoWrites, kestrel, withKestrel } from '../../kit/submissions.ts'

const supplementsIn = (body: unknown) =>
  (body as { readonly supplements: ReadonlyArray<{ readonly text?: string }> }).supplements

describe('opening a report', () => {
  it('an officer of the desk reads the report as it was typed, and the reading is logged twice', async () => {
    const { harbour, report } = await given.alertedReport()
    const mark = markOf(harbour)
    const reply = await report.act(leith, 'opening', opening)
    expect(reply).toMatchObject({ status: 200, body: { report: adultWhoWrites, desk: 'division-e' } })
    const officer = { officer: 'officer-leith', reportId: report.reportId }
    expect(happenedSince(harbour, mark)).toEqual({
      ...nothingHappened,
      changes: ['report.opened by officer-leith', 'report.read by officer-leith'],
      lines: [
        { event: 'report.opened', ...officer },
        { event: 'report.read', ...officer },
      ],
    })
  })

  it('an opening shows what came after the report, oldest first, and what has not reached the desk as waiting', async () => {
    const { harbour, report } = await given.alertedReport({ submission: withKestrel(kestrel) })
    await report.add('they wrote again')
    harbour.advance(1)
    await report.act(childProtection, 'notes', { text: 'spoke to the school' })
    harbour.advance(1)
    const before = await report.act(childProtection, 'opening', opening)
    expect(before.body).toMatchObject({ report: withKestrel(kestrel), desk: 'child-protection' })
    expect(supplementsIn(before.body)).toContainEqual(expect.objectContaining({ kind: 'addition', waiting: true }))
    await harbour.deliver()
    harbour.advance(1)
    const { body } = await report.act(childProtection, 'opening', opening)
    expect(supplementsIn(body).map(({ text }) => text)).toEqual([
      ...['they wrote again', 'spoke to the school', opening.note, opening.note],
    ])
  })

  it('every opening is logged with its officer and reason, however often one officer opens', async () => {
    const { harbour, report } = await given.alertedReport()
    await report.act(leith, 'opening', opening)
    await report.act(leith, 'opening', { ...opening, reason: 'disclosure' })
    const openings = harbour.logOf(report).filter(({ what }) => what === 'report.opened')
    expect(openings.map(({ who, facts }) => [who, facts['reason']])).toEqual([
      ['officer-leith', 'first-assessment'],
      ['officer-leith', 'disclosure'],
    ])
  })

  it('a report is not opened without a reason from the list and words of the officer', async () => {
    const { harbour, report } = await given.alertedReport()
    const mark = markOf(harbour)
    for (const body of [{}, { reason: 'curious', note: 'x' }, { reason: 'investigation' }, { ...opening, note: ' ' }]) {
      expect((await report.act(leith, 'opening', body)).status).toBe(400)
    }
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  })

  it('no word of a report, addition or note leaves the seal but in an opening, over a handover too', async () => {
    const { harbour, report } = await given.alertedReport({ submission: withKestrel(kestrel) })
    await report.add(`${kestrel} addition`)
    await harbour.deliver()
    await report.act(childProtection, 'acknowledgement')
    await report.act(childProtection, 'notes', { text: `${kestrel} note` })
    const { body } = await report.act(childProtection, 'opening', { ...opening, note: `${kestrel} why` })
    expect(new Set(JSON.stringify(body).match(/kestrel (addition|note|why|narrative)/g)).size).toBe(4)
    await report.act(childProtection, 'reroute', { desk: 'division-p', reason: 'is-an-adult' })
    await harbour.deliver()
    expect((await report.askStatus()).status).toBe(200)
    expect(harbour.lines.length).toBeGreaterThan(10)
  })
})

describe('opening a report when something fails', () => {
  it('no text is opened when the reading cannot be logged', async () => {
    const { harbour, report } = await given.alertedReport()
    const mark = markOf(harbour)
    let sessions = 0
    const begin = () => {
      sessions += 1
      return down('STS')()
    }
    const ports = { reports: { ...harbour.ports.reports, update: down('DynamoDB') }, reader: { begin } }
    await expect(report.with({ ports }).act(leith, 'opening', opening)).rejects.toThrow('DynamoDB is down')
    expect(sessions).toBe(0)
    expect(happenedSince(harbour, mark)).toEqual(nothingHappened)
  })

  it('an opening stays logged when the reader role cannot be assumed, and nothing counts as read', async () => {
    const { harbour, report } = await given.alertedReport()
    const mark = markOf(harbour)
    const ports = { reader: { begin: down('STS') } }
    await expect(report.with({ ports }).act(leith, 'opening', opening)).rejects.toThrow('STS is down')
    expect(changesSince(harbour, mark)).toEqual(['report.opened by officer-leith'])
    expect(linesSince(harbour, mark).map(({ event }) => event)).toEqual(['report.opened'])
  })
})

describe('an officer of two desks', () => {
  const two = officerOf('officer-two', 'division-a', 'division-e')

  it('seals a note for the desk that has the report, whose other officers read it', async () => {
    const { report } = await given.alertedReport()
    expect((await report.act(two, 'notes', { text: 'rang the bank' })).status).toBe(200)
    const { body } = await report.act(leith, 'opening', opening)
    expect(supplementsIn(body).map(({ text }) => text)).toContain('rang the bank')
  })

  it('opens with the session of the desk that has the report', async () => {
    const { report } = await given.alertedReport()
    expect(await report.act(two, 'opening', opening)).toMatchObject({ status: 200, body: { report: adultWhoWrites } })
  })
})

describe('an opening during which another officer hands the report over', () => {
  it('marks nothing as read for the new desk', async () => {
    const { harbour, report } = await given.alertedReport()
    await report.add('they wrote again')
    await harbour.deliver()
    const handOver = () => report.act(leithToo, 'reroute', { desk: 'division-p', reason: 'lives-elsewhere' })
    const { reader } = harbour.ports
    const slow: typeof reader = {
      begin: async (desk, officer) => {
        const session = await reader.begin(desk, officer)
        const open: typeof session.open = async (...sealed) => {
          const text = await session.open(...sealed)
          if (harbour.reportOf(report.reportId).state !== 'routed') await handOver()
          return text
        }
        return { ...session, open }
      },
    }
    const mark = markOf(harbour)
    await report.with({ ports: { reader: slow } }).act(leith, 'opening', opening)
    expect(changesSince(harbour, mark)).toEqual([
      'report.opened by officer-leith',
      'report.rerouted by officer-leith-2',
    ])
    const supplements = supplementsOf(harbour.reportOf(report.reportId)).map(([, supplement]) => supplement)
    expect(supplements.filter(({ kind }) => kind === 'addition')).toEqual([expect.objectContaining({ isUnread: true })])
  })
})

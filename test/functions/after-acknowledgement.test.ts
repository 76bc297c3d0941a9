import { describe, expect, it } from 'vitest'
import { policy } from '../../shared/domain/policy.ts'
import { adultInLeith } from '../builders/submission.ts'
import { alertedIn, createHarbourInMemory, type HarbourInMemory, tokenOf } from './duty.ts'

const leith = tokenOf('officer-leith', 'division-e')
const opening = { reason: 'news-from-reporter', note: 'read what came' }

/** Lets a minute-by-minute watch run until so many minutes are over, and the queues with it. */
const watchFor = async (harbour: HarbourInMemory, reportId: string, minutes: number) => {
  harbour.advance(minutes)
  await harbour.watch()
  await harbour.route(reportId)
  await harbour.notify(reportId)
}

/** What was published since, as `kind rung: audiences`. */
const toldSince = ({ topics }: HarbourInMemory, before: number): readonly string[] => {
  const byAlert = Map.groupBy(topics.published.slice(before), ({ alert }) => `${alert.kind} ${alert.rung}`)
  return [...byAlert].map(([alert, told]) => {
    return `${alert}: ${told.map(({ desk, recipients }) => `${desk} ${recipients}`).join(', ')}`
  })
}

const begin = async () => {
  const harbour = createHarbourInMemory()
  const accepted = await alertedIn(harbour, adultInLeith)
  for (const minutes of [policy.firstAlertMinutes.standard, ...policy.escalationMinutes]) {
    await watchFor(harbour, accepted.reportId, minutes)
  }
  await harbour.act('acknowledgement', accepted.reportId, leith)
  const add = (text: string) =>
    harbour.followUp('additions', accepted.reportId, { body: { followUpCode: accepted.followUpCode, text } })
  return { harbour, ...accepted, add, before: harbour.topics.published.length }
}

describe('a report that climbed the whole ladder and was then acknowledged', () => {
  it('and not closed is reminded of every hour, to its desk alone', async () => {
    const { harbour, reportId, before } = await begin()
    await watchFor(harbour, reportId, policy.acknowledgedMinutes)
    await watchFor(harbour, reportId, policy.reminderMinutes)
    await watchFor(harbour, reportId, policy.reminderMinutes - 1)
    expect(toldSince(harbour, before)).toEqual(['reminder 6: division-e duty', 'reminder 7: division-e duty'])
  })

  it('and withdrawn tells its desk alone', async () => {
    const { harbour, reportId, followUpCode, before } = await begin()
    await harbour.followUp('withdrawal', reportId, { body: { followUpCode } })
    await harbour.notify(reportId)
    expect(toldSince(harbour, before)).toEqual(['withdrawal 5: division-e duty'])
  })

  it('and added to tells its desk, and goes wider in the words of an addition until somebody reads it', async () => {
    const { harbour, reportId, before, add } = await begin()
    await add('they wrote again')
    await watchFor(harbour, reportId, 0)
    await watchFor(harbour, reportId, policy.firstAlertMinutes.standard)
    await watchFor(harbour, reportId, policy.escalationMinutes[0])
    expect(toldSince(harbour, before)).toEqual([
      'addition 1: division-e duty',
      'addition 2: division-e duty, duty-control duty',
      'addition 3: division-e duty, duty-control duty, division-e supervisor',
    ])
    expect(harbour.topics.published.at(-1)?.alert.text).toContain('the reporter added to it, read by')
    expect((await harbour.act('opening', reportId, leith, opening)).status).toBe(200)
    const read = harbour.topics.published.length
    await watchFor(harbour, reportId, policy.acknowledgedMinutes - 1)
    expect(toldSince(harbour, read)).toEqual([])
    await watchFor(harbour, reportId, 1)
    expect(toldSince(harbour, read)).toEqual(['reminder 4: division-e duty'])
  })

  it('and added to while its alert runs tells the desk alone of each addition', async () => {
    const { harbour, reportId, add } = await begin()
    await add('they wrote again')
    await watchFor(harbour, reportId, 0)
    await watchFor(harbour, reportId, policy.firstAlertMinutes.standard)
    const before = harbour.topics.published.length
    await add('and again')
    await watchFor(harbour, reportId, 1)
    expect(toldSince(harbour, before)).toEqual(['addition 2: division-e duty'])
  })

  it('and added to again and again gives nobody more time', async () => {
    const { harbour, reportId, add } = await begin()
    const minutes = policy.firstAlertMinutes.standard / 4
    for (let round = 0; round < 4; round += 1) {
      await add(`they wrote again, ${round}`)
      await watchFor(harbour, reportId, 0)
      harbour.advance(minutes)
    }
    await harbour.watch()
    expect(harbour.reportOf(reportId)).toMatchObject({ alerting: { kind: 'addition', rung: 2 } })
  })

  it.each([
    ['the log cannot be written', { reports: { update: () => Promise.reject(new Error('DynamoDB is down')) } }],
    ['the reader role cannot be assumed', { reader: { begin: () => Promise.reject(new Error('STS is down')) } }],
  ])('and added to stays unread by an opening that fails because %s', async (_why, broken) => {
    const { harbour, reportId, add } = await begin()
    await add('they wrote again')
    await watchFor(harbour, reportId, 0)
    const reports = { ...harbour.reports, ...('reports' in broken ? broken.reports : {}) }
    const ports = { ...harbour.ports, ...broken, reports }
    const calling = { token: leith, body: opening }
    await expect(harbour.duty('POST /duty/reports/{reportId}/opening', reportId, calling, ports)).rejects.toThrow(
      'down',
    )
    expect(harbour.reportOf(reportId)).toHaveProperty('unreadSince')
    await watchFor(harbour, reportId, policy.firstAlertMinutes.standard)
    expect(harbour.reportOf(reportId)).toMatchObject({ alerting: { kind: 'addition', rung: 2 } })
  })

  it('gives the officer the text though it cannot be marked as read, and then climbs on', async () => {
    const { harbour, reportId, add } = await begin()
    await add('they wrote again')
    await watchFor(harbour, reportId, 0)
    const update: typeof harbour.reports.update = (report, change) =>
      change.entry.what === 'report.read'
        ? Promise.reject(new Error('throttled'))
        : harbour.reports.update(report, change)
    const ports = { ...harbour.ports, reports: { ...harbour.reports, update } }
    const calling = { token: leith, body: opening }
    const reply = await harbour.duty('POST /duty/reports/{reportId}/opening', reportId, calling, ports)
    expect(JSON.stringify(reply.body)).toContain('they wrote again')
    expect(harbour.reportOf(reportId)).toHaveProperty('unreadSince')
    expect(harbour.lines.some((line) => line.includes('reading.not-marked'))).toBe(true)
  })

  it('and added to is told to the others though its own desk cannot be told, when the time is up', async () => {
    const { harbour, reportId, add } = await begin()
    await add('they wrote again')
    await watchFor(harbour, reportId, 0)
    await watchFor(harbour, reportId, policy.firstAlertMinutes.standard)
    await add('and again')
    await harbour.route(reportId)
    harbour.advance(policy.escalationMinutes[0])
    const before = harbour.topics.published.length
    await harbour.notify(reportId)
    expect(toldSince(harbour, before)).toEqual([])
    await harbour.watch()
    await harbour.notify(reportId)
    expect(toldSince(harbour, before)).toEqual([
      'addition 3: division-e duty, duty-control duty, division-e supervisor',
    ])
  })

  it('and withdrawn while an officer reads it is told of the withdrawal', async () => {
    const { harbour, reportId, followUpCode, before, add } = await begin()
    await add('they wrote again')
    await harbour.route(reportId)
    const beginLate: typeof harbour.ports.reader.begin = async (desk, officer) => {
      await harbour.followUp('withdrawal', reportId, { body: { followUpCode } })
      return harbour.ports.reader.begin(desk, officer)
    }
    const calling = { token: leith, body: opening }
    await harbour.duty('POST /duty/reports/{reportId}/opening', reportId, calling, {
      ...harbour.ports,
      reader: { begin: beginLate },
    })
    expect(harbour.reportOf(reportId)).not.toHaveProperty('unreadSince')
    await watchFor(harbour, reportId, 1)
    expect(toldSince(harbour, before)).toEqual(['withdrawal 1: division-e duty'])
  })

  it('and added to gives what can be opened where one text is lost, which stays unread', async () => {
    const { harbour, reportId, add } = await begin()
    for (const text of ['they wrote again', 'and again']) {
      await add(text)
      harbour.advance(1)
    }
    await harbour.route(reportId)
    const [lost = ''] = [...harbour.reports.texts.keys()].slice(-2)
    harbour.reports.texts.delete(lost)
    const { body } = await harbour.act('opening', reportId, leith, opening)
    expect(body).toMatchObject({
      report: adultInLeith,
      parts: [{ failed: true }, { text: 'and again' }, { kind: 'note' }],
    })
    expect(harbour.lines.some((line) => line.includes('supplement.not-opened'))).toBe(true)
    expect(harbour.reportOf(reportId)).toHaveProperty('unreadSince')
  })

  it('and added to while an officer opens it stays unread: what was shown as waiting was not read', async () => {
    const { harbour, reportId, add } = await begin()
    await add('they wrote again')
    harbour.advance(1)
    const beginLate: typeof harbour.ports.reader.begin = async (desk, officer) => {
      await harbour.route(reportId)
      return harbour.ports.reader.begin(desk, officer)
    }
    const ports = { ...harbour.ports, reader: { begin: beginLate } }
    const calling = { token: leith, body: opening }
    const reply = await harbour.duty('POST /duty/reports/{reportId}/opening', reportId, calling, ports)
    expect(reply.body).toMatchObject({ parts: [{ kind: 'addition', waiting: true }, { kind: 'note' }] })
    expect(harbour.reportOf(reportId)).toMatchObject({ alerting: { kind: 'addition', rung: 1 } })
    expect(harbour.reportOf(reportId)).toHaveProperty('unreadSince')
  })

  it('and added to before that is not closed unread either, and neither after it was handed over', async () => {
    const harbour = createHarbourInMemory()
    const { reportId, followUpCode } = await alertedIn(harbour, adultInLeith)
    await harbour.followUp('additions', reportId, { body: { followUpCode, text: 'they wrote again' } })
    await harbour.route(reportId)
    await harbour.act('acknowledgement', reportId, leith)
    expect(harbour.reportOf(reportId)).not.toHaveProperty('unreadSince')
    const closing = { outcome: 'advice-given' }
    expect((await harbour.act('closing', reportId, leith, closing)).status).toBe(409)
    await harbour.act('reroute', reportId, leith, { desk: 'division-p', reason: 'lives-elsewhere' })
    const fife = tokenOf('officer-fife', 'division-p')
    await harbour.act('acknowledgement', reportId, fife)
    expect((await harbour.act('closing', reportId, fife, closing)).status).toBe(409)
    await harbour.act('opening', reportId, fife, { ...opening, reason: 'handover' })
    expect((await harbour.act('closing', reportId, fife, closing)).status).toBe(200)
  })

  it('and added to is not closed before somebody reads it, and says so', async () => {
    const { harbour, reportId, add } = await begin()
    await add('they wrote again')
    await watchFor(harbour, reportId, 0)
    const close = () => harbour.act('closing', reportId, leith, { outcome: 'advice-given' })
    expect(await close()).toMatchObject({ status: 409, body: { detail: expect.stringContaining('open this report') } })
    await harbour.act('opening', reportId, leith, opening)
    expect(await close()).toMatchObject({ status: 200, body: { state: 'closed' } })
  })
})

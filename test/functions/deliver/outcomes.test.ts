import { describe, expect, it } from 'vitest'
import { policy } from '../../../shared/domain/policy.ts'
import type { MessageChannel, MessageChannels } from '../../../shared/ports/channels.ts'
import type { Delivery, DigestDelivery } from '../../../shared/ports/deliveries.ts'
import { type GivenReport, given, pass } from '../../kit/given.ts'
import { alertsSince, changesSince, happenedSince, linesSince, markOf, nothingHappened } from '../../kit/happenings.ts'
import { createHarbourInMemory, type HarbourInMemory } from '../../kit/harbour.ts'
import { leith } from '../../kit/officers.ts'

const audience = { desk: 'division-e', recipients: 'duty' } as const

/** A report whose digest is on its way to two contacts of its desk: `contact-1` by email, `contact-2` by SMS. */
const onItsWay = async () => {
  const harbour = createHarbourInMemory()
  await harbour.contacts.put([
    { audience, channel: 'email', address: 'one@police.example', isEnabled: true },
    { audience, channel: 'sms', address: '+447700900001', isEnabled: true },
    {
      audience: { desk: 'duty-control', recipients: 'duty' },
      channel: 'email',
      address: 'two@a.example',
      isEnabled: true,
    },
  ])
  const { report } = await given.routedReport({ in: harbour })
  await harbour.notify(report.reportId)
  const digestId = 'digest-1'
  const to = (contactId: string, more: Partial<Pick<DigestDelivery, 'isAccepted' | 'tried'>> = {}) =>
    ({ kind: 'digest', digestId, contactId, tried: 0, ...more }) as const
  return { harbour, report, to }
}

const down: MessageChannel = {
  send: async () => {
    throw new Error('the service does not answer')
  },
}
const refusing: MessageChannel = { send: async () => ({ refused: 'there is no such address' }) }

const withChannel = ({ ports }: HarbourInMemory, more: Partial<MessageChannels>) => ({
  channels: { ...ports.channels, ...more },
})

/** Makes every try of a delivery, and returns how long after each the next came, seconds. */
const tryAll = async (harbour: HarbourInMemory, first: Delivery, more: Partial<MessageChannels>) => {
  const delays: number[] = []
  let delivery: Delivery | undefined = first
  while (delivery !== undefined) {
    const before = harbour.deliveries.sent.length
    await harbour.deliverTo(delivery, withChannel(harbour, more))
    const again = harbour.deliveries.sent.slice(before)[0]
    if (again !== undefined) {
      delays.push(again.delaySeconds)
      harbour.advance(again.delaySeconds / 60)
    }
    delivery = again?.delivery
  }
  return delays
}

describe('a delivery that the channel accepts', () => {
  it('says what the digest says, and marks the alert as sent', async () => {
    const { harbour, report, to } = await onItsWay()
    harbour.advance(1)
    const mark = markOf(harbour)
    await harbour.deliverTo(to('contact-1'))
    const [message] = harbour.channels.sent
    const digest = harbour.alertDigests.kept.get('digest-1')
    expect(message).toEqual({
      digestId: 'digest-1',
      contact: expect.objectContaining({ contactId: 'contact-1', address: 'one@police.example' }),
      subject: digest?.subject,
      text: digest?.text,
      link: 'https://console.example.org/',
    })
    expect(happenedSince(harbour, mark)).toMatchObject({ changes: ['alert.sent by deliver'], messages: [] })
    expect(harbour.reportOf(report.reportId)).toMatchObject({
      state: 'alerted',
      dueAt: '2026-11-24T20:00:00.000Z',
      alerting: { sentAt: '2026-11-24T12:01:00.000Z', actBy: '2026-11-24T20:00:00.000Z' },
    })
    expect(digest?.outcomes).toEqual({ 'contact-1': 'accepted' })
  })

  it('marks the alert once: the second acceptance changes nothing of the report', async () => {
    const { harbour, to } = await onItsWay()
    await harbour.deliverTo(to('contact-1'))
    const mark = markOf(harbour)
    await harbour.deliverTo(to('contact-2'))
    expect(changesSince(harbour, mark)).toEqual([])
    expect(harbour.channels.sent).toHaveLength(2)
  })

  it('comes again for its marks when the channel is faster than notify-team, and is not sent again', async () => {
    const { harbour, report, to } = await onItsWay()
    const queued = harbour.reportOf(report.reportId)
    if (queued.state !== 'routed') throw new Error('the report is routed')
    const { queued: _queued, digestIds: _digestIds, ...pending } = queued.alerting
    harbour.replace({ ...queued, alerting: pending })
    const before = harbour.deliveries.sent.length
    await harbour.deliverTo(to('contact-1'))
    const [again, ...others] = harbour.deliveries.sent.slice(before)
    expect([again?.delivery, others]).toEqual([to('contact-1', { isAccepted: true }), []])
    harbour.replace({ ...harbour.reportOf(report.reportId), alerting: queued.alerting } as typeof queued)
    await harbour.deliverTo(again?.delivery ?? to('none'))
    expect(harbour.stateOf(report)).toBe('alerted')
    expect(harbour.channels.sent).toHaveLength(1)
  })

  it('marks the alert though another contact of the digest had failed before', async () => {
    const { harbour, report, to } = await onItsWay()
    await harbour.deliverTo(to('contact-1'), withChannel(harbour, { email: refusing }))
    expect(harbour.stateOf(report)).toBe('routed')
    await harbour.deliverTo(to('contact-2'))
    expect(harbour.stateOf(report)).toBe('alerted')
  })

  it.each([
    ['', async () => undefined],
    [', also when the reporter withdraws meanwhile', (report: GivenReport) => report.withdraw()],
    [', also when the reporter adds meanwhile', (report: GivenReport) => report.add('They wrote again.')],
  ])('that fails for a wider audience goes up though the desk was reached%s', async (_when, meanwhile) => {
    const { harbour, report, to } = await onItsWay()
    await harbour.deliverTo(to('contact-1'))
    harbour.advance(policy.firstAlertMinutes.standard)
    await harbour.watch()
    await harbour.notify(report.reportId)
    await harbour.deliverTo({ ...to('contact-1'), digestId: 'digest-2' })
    expect(harbour.reportOf(report.reportId)).toMatchObject({ state: 'alerted', alerting: { rung: 2 } })
    await meanwhile(report)
    await harbour.route(report.reportId)
    const { dueAt } = harbour.reportOf(report.reportId) as { dueAt: string }
    expect(dueAt > harbour.clock.at.toISOString()).toBe(true)
    await harbour.deliverTo({ ...to('contact-3'), digestId: 'digest-3' }, withChannel(harbour, { email: refusing }))
    expect(harbour.reportOf(report.reportId)).toMatchObject({ dueAt: harbour.clock.at.toISOString() })
    await harbour.watch()
    expect(harbour.reportOf(report.reportId)).toMatchObject({ alerting: { rung: 3 } })
  })

  it('notes a failure again by a later try, where a crash came before the note of the fourth', async () => {
    const { harbour, to } = await onItsWay()
    await harbour.deliverTo(to('contact-1', { tried: policy.failedAfterTries }), withChannel(harbour, { email: down }))
    expect(harbour.alertDigests.kept.get('digest-1')?.outcomes).toEqual({ 'contact-1': 'failed' })
    expect((await harbour.contacts.failing()).map(({ contact }) => contact.contactId)).toEqual(['contact-1'])
  })

  it('is not sent again by a message that comes twice', async () => {
    const { harbour, to } = await onItsWay()
    await harbour.deliverTo(to('contact-1'))
    const mark = markOf(harbour)
    await harbour.deliverTo(to('contact-1'))
    expect(harbour.channels.sent).toHaveLength(1)
    expect(changesSince(harbour, mark)).toEqual([])
  })

  it('marks the alert by the next message when a crash came before the mark', async () => {
    const { harbour, report, to } = await onItsWay()
    const update = async () => {
      throw new Error('the function died')
    }
    const reports = { ...harbour.ports.reports, update }
    await expect(harbour.deliverTo(to('contact-1'), { reports })).rejects.toThrow('1 alerts could not be marked')
    expect(harbour.stateOf(report)).toBe('routed')
    await harbour.deliverTo(to('contact-1'))
    expect(harbour.stateOf(report)).toBe('alerted')
    expect(harbour.channels.sent).toHaveLength(1)
  })

  it('names no address in any line, fault or key', async () => {
    const { harbour, to } = await onItsWay()
    await harbour.deliverTo(to('contact-1'))
    await harbour.deliverTo(to('contact-2'), withChannel(harbour, { sms: down }))
    const seen = JSON.stringify([harbour.lines, harbour.deliveries.sent, [...harbour.alertDigests.kept]])
    expect(seen).toContain('contact-2')
    expect(seen).not.toMatch(/one@police|447700/)
  })
})

describe('a delivery that fails', () => {
  it('is tried again for over an hour, by messages of its own, and never fails its queue', async () => {
    const { harbour, to } = await onItsWay()
    const delays = await tryAll(harbour, to('contact-1'), { email: down })
    expect(delays).toEqual(policy.deliveryRetrySeconds)
    expect(delays.reduce((sum, each) => sum + each)).toBeGreaterThan(60 * 60)
    expect(Math.max(...delays)).toBeLessThanOrEqual(900)
  })

  it('reaches its contact when the channel comes back', async () => {
    const { harbour, report, to } = await onItsWay()
    await harbour.deliverTo(to('contact-1'), withChannel(harbour, { email: down }))
    const again = harbour.deliveries.sent.at(-1)?.delivery
    expect(again).toEqual(to('contact-1', { tried: 1 }))
    await harbour.deliverTo(again ?? to('none'))
    expect(harbour.stateOf(report)).toBe('alerted')
  })

  it('counts as failed from the fourth try on, and its contact as failing', async () => {
    const { harbour, to } = await onItsWay()
    await harbour.deliverTo(to('contact-1', { tried: 2 }), withChannel(harbour, { email: down }))
    expect(harbour.alertDigests.kept.get('digest-1')?.outcomes).toEqual({})
    expect(await harbour.contacts.failing()).toEqual([])
    await harbour.deliverTo(to('contact-1', { tried: 3 }), withChannel(harbour, { email: down }))
    expect(harbour.alertDigests.kept.get('digest-1')?.outcomes).toEqual({ 'contact-1': 'failed' })
    expect(await harbour.contacts.failing()).toMatchObject([{ contact: { contactId: 'contact-1' } }])
  })

  it('does not delay the ladder: when every contact failed, the next rung goes out with the next pass', async () => {
    const { harbour, to } = await onItsWay()
    const mark = markOf(harbour)
    for (const contactId of ['contact-1', 'contact-2']) {
      await harbour.deliverTo(to(contactId, { tried: 3 }), withChannel(harbour, { email: down, sms: down }))
    }
    expect(changesSince(harbour, mark)).toEqual(['alert.failed by deliver'])
    harbour.loseMessages()
    await pass(harbour, 0)
    expect(alertsSince(harbour, mark)).toEqual(['escalation 2: division-e duty, division-e duty, duty-control duty'])
  })

  it('leaves the ladder alone while another contact was reached', async () => {
    const { harbour, report, to } = await onItsWay()
    await harbour.deliverTo(to('contact-2'))
    await harbour.deliverTo(to('contact-1', { tried: 3 }), withChannel(harbour, { email: down }))
    expect(harbour.reportOf(report.reportId)).not.toHaveProperty('alerting.failedAt')
  })

  it('is not tried again once the channel refuses the address for good', async () => {
    const { harbour, to } = await onItsWay()
    const mark = markOf(harbour)
    await harbour.deliverTo(to('contact-2'), withChannel(harbour, { sms: refusing }))
    expect(happenedSince(harbour, mark)).toMatchObject({ messages: [], changes: [] })
    expect(harbour.alertDigests.kept.get('digest-1')?.outcomes).toEqual({ 'contact-2': 'failed' })
    expect(await harbour.contacts.failing()).toMatchObject([{ cause: 'there is no such address' }])
  })

  it('counts as failed when its contact was taken out meanwhile', async () => {
    const { harbour, to } = await onItsWay()
    const mark = markOf(harbour)
    await harbour.deliverTo(to('contact-99'))
    expect(harbour.channels.sent).toEqual([])
    expect(linesSince(harbour, mark)).toMatchObject([{ event: 'delivery.skipped', outcome: 'not-a-contact' }])
    expect(harbour.alertDigests.kept.get('digest-1')?.outcomes).toEqual({ 'contact-99': 'failed' })
  })
})

describe('a delivery that comes late', () => {
  const late = policy.deliveryMinutes + 1

  it('is not sent when an officer answered meanwhile', async () => {
    const { harbour, report, to } = await onItsWay()
    await harbour.deliverTo(to('contact-1'))
    harbour.advance(1)
    await report.act(leith, 'acknowledgement')
    harbour.advance(late)
    const mark = markOf(harbour)
    await harbour.deliverTo(to('contact-2', { tried: 5 }))
    expect(harbour.channels.sent).toHaveLength(1)
    const lines = [{ event: 'delivery.skipped', outcome: 'past' }]
    expect(happenedSince(harbour, mark)).toEqual({ ...nothingHappened, lines })
  })

  it('is not sent when the digest of the next rung has taken its place', async () => {
    const { harbour, to } = await onItsWay()
    await harbour.deliverTo(to('contact-1'))
    harbour.loseMessages()
    await pass(harbour, policy.firstAlertMinutes.standard)
    const sent = harbour.channels.sent.length
    await harbour.deliverTo(to('contact-2', { tried: 5 }))
    expect(harbour.channels.sent).toHaveLength(sent)
  })

  it('is sent to people whom the alert that took its place does not reach', async () => {
    const { harbour, report, to } = await onItsWay()
    await harbour.deliverTo(to('contact-1'))
    harbour.loseMessages()
    harbour.advance(policy.firstAlertMinutes.standard)
    await harbour.watch()
    await harbour.notify(report.reportId)
    const digests = [...harbour.alertDigests.kept.values()].slice(-2)
    const toDuty = digests.find((each) => each.audience.desk === 'division-e')
    const toDutyControl = digests.find((each) => each.audience.desk === 'duty-control')
    if (toDuty === undefined || toDutyControl === undefined) throw new Error('the second rung reaches duty control')
    const deliveryOf = ({ digestId }: typeof toDuty, contactId: string) =>
      ({ kind: 'digest', digestId, contactId, tried: 0 }) as const
    await harbour.deliverTo(deliveryOf(toDuty, 'contact-1'))
    harbour.advance(1)
    expect((await report.withdraw()).status).toBe(200)
    await harbour.notify(report.reportId)
    harbour.advance(late)
    await harbour.deliverTo(deliveryOf(toDutyControl, 'contact-3'))
    await harbour.deliverTo(deliveryOf(toDuty, 'contact-2'))
    expect(harbour.channels.sent.map(({ contact }) => contact.contactId)).toEqual([
      'contact-1',
      'contact-1',
      'contact-3',
    ])
  })

  it('marks the alert as sent though another digest of it was made meanwhile: a long line never starts again', async () => {
    const { harbour, report, to } = await onItsWay()
    harbour.loseMessages()
    harbour.advance(late)
    await harbour.watch()
    await harbour.notify(report.reportId)
    await harbour.deliverTo(to('contact-1'))
    expect(harbour.stateOf(report)).toBe('alerted')
  })

  it('is sent while nobody has answered', async () => {
    const { harbour, to } = await onItsWay()
    await harbour.deliverTo(to('contact-1'))
    harbour.advance(late)
    await harbour.deliverTo(to('contact-2', { tried: 5 }))
    expect(harbour.channels.sent).toHaveLength(2)
  })
})

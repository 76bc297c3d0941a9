import { describe, expect, it } from 'vitest'
import { policy } from '../../../shared/domain/policy.ts'
import type { MessageChannels } from '../../../shared/ports/channels.ts'
import type { Delivery } from '../../../shared/ports/deliveries.ts'
import { type GivenReport, pass } from '../../kit/given.ts'
import { alertsSince, changesSince, happenedSince, linesSince, markOf } from '../../kit/happenings.ts'
import type { HarbourInMemory } from '../../kit/harbour.ts'
import { down, onItsWay, refusing, withChannel } from '../../kit/on-its-way.ts'

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
})

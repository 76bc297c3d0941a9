import { describe, expect, it } from 'vitest'
import { changesSince, happenedSince, markOf } from '../../kit/happenings.ts'
import { down, onItsWay, refusing, withChannel } from '../../kit/on-its-way.ts'

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

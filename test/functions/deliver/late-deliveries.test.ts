import { describe, expect, it } from 'vitest'
import { policy } from '../../../shared/domain/policy.ts'
import { pass } from '../../kit/given.ts'
import { happenedSince, markOf, nothingHappened } from '../../kit/happenings.ts'
import { leith } from '../../kit/officers.ts'
import { onItsWay } from '../../kit/on-its-way.ts'

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

import { describe, expect, test } from 'vitest'
import { type AdviceSeeker, adviceToReview, guidanceFor } from '../../shared/domain/guidance.ts'
import { adviceLines } from '../../shared/domain/guidance-data.ts'
import { reviewBy } from '../../shared/domain/guidance-line.ts'

/** A Tuesday on which no clock changes. */
const tuesdayNoon = new Date('2026-11-24T12:00:00Z')
const seeker: AdviceSeeker = { ages: { now: '25-44', inImages: '25-44' }, paid: 'no', shared: 'no', place: 'division' }
const idsFor = (change: Partial<AdviceSeeker>, now = tuesdayNoon) =>
  guidanceFor({ ...seeker, ...change }, now).map(({ id }) => id)

describe('whom a line is for', () => {
  test.each<[who: string, ages: AdviceSeeker['ages'], ids: readonly string[]]>([
    ['of 16 or 17', { now: '16-17', inImages: '16-17' }, ['report-remove', 'take-it-down']],
    [
      'of 16 or 17 who left out the other age',
      { now: '16-17', inImages: 'unknown' },
      ['report-remove', 'take-it-down'],
    ],
    [
      'of 16 or 17 with an answer that cannot be',
      { now: '16-17', inImages: '25-44' },
      ['report-remove', 'take-it-down'],
    ],
    ['of 25 with images made at 16', { now: '25-44', inImages: '16-17' }, ['take-it-down']],
    ['of 25 with images made then', { now: '25-44', inImages: '25-44' }, ['stop-ncii']],
    ['of 25 with images of unknown age', { now: '25-44', inImages: 'unknown' }, ['take-it-down', 'stop-ncii']],
    ['of unknown age with images made at 16', { now: 'unknown', inImages: '16-17' }, ['report-remove', 'take-it-down']],
    ['of unknown age with images made at 18', { now: 'unknown', inImages: '18-24' }, ['stop-ncii']],
  ])('a person %s is told how these images can be dealt with', (_who, ages, ids) => {
    expect(idsFor({ ages }).filter((id) => /^(report-remove|take-it-down|stop-ncii)/.test(id))).toEqual(ids)
  })

  test.each([
    ['no', ['do-not-pay']],
    ['unknown', ['do-not-pay', 'money-sent']],
    ['yes', ['do-not-pay-again', 'money-sent']],
    ['partly', ['do-not-pay-again', 'money-sent']],
    ['asked-again', ['do-not-pay-again', 'money-sent']],
  ] as const)('when paid is %s, the advice on money is %j', (paid, ids) => {
    expect(idsFor({ paid }).filter((id) => /pay|money/.test(id))).toEqual(ids)
  })

  test.each([
    ['no', 'report-remove'],
    ['unknown', 'report-remove'],
    ['yes', 'report-remove-shared'],
    ['unsure', 'report-remove-shared'],
  ] as const)('when shared is %s, a child is told of Report Remove by %s', (shared, id) => {
    const ids = idsFor({ shared, ages: { now: '13-15', inImages: '13-15' } })
    expect(ids.filter((each) => each.startsWith('report-remove'))).toEqual([id])
  })

  test('advice names the NSPCC only to somebody who reports for another, and not for an adult', () => {
    const child = { now: '13-15', inImages: '13-15' } as const
    expect(idsFor({ ages: child, forSomeoneElse: true })).toContain('nspcc')
    expect(idsFor({ ages: child, forSomeoneElse: false })).not.toContain('nspcc')
    expect(idsFor({ ages: child })).not.toContain('nspcc')
    expect(idsFor({ forSomeoneElse: true })).not.toContain('nspcc')
  })

  test('advice names the Revenge Porn Helpline to every adult, whatever the images show, and to no child', () => {
    expect(idsFor({ ages: { now: '18-24', inImages: '16-17' } })).toContain('revenge-porn-helpline')
    expect(idsFor({ ages: { now: '16-17', inImages: 'unknown' } })).not.toContain('revenge-porn-helpline')
  })

  test.each(['under-13', '13-15', '16-17', '18-24', '25-44', '45-plus', 'unknown'] as const)(
    'advice names Breathing Space from 16 on, and Childline to those who may be under 19: %s',
    (now) => {
      const ids = idsFor({ ages: { now, inImages: now } })
      expect(ids.includes('breathing-space')).toBe(!['under-13', '13-15'].includes(now))
      expect(ids.includes('childline')).toBe(!['25-44', '45-plus'].includes(now))
    },
  )

  test('advice speaks of a platform only when it was chosen', () => {
    expect(idsFor({}).filter((id) => /instagram|discord/.test(id))).toEqual([])
    expect(idsFor({ platform: 'instagram' }).filter((id) => /instagram|discord/.test(id))).toEqual(['instagram'])
    expect(idsFor({ platform: 'discord' }).filter((id) => /instagram|discord/.test(id))).toEqual(['discord'])
  })
})

describe('what a piece of advice says of its hours', () => {
  const said = (id: string, at: string, change: Partial<AdviceSeeker> = {}) =>
    guidanceFor({ ...seeker, forSomeoneElse: true, ...change }, new Date(at)).find((advice) => advice.id === id)

  test('a service that is always open is open now', () => {
    expect(said('samaritans', '2026-11-28T03:00:00Z')).toMatchObject({
      open: 'day and night, every day',
      isOpenNow: true,
    })
  })

  test('a service with hours says them, and whether it is open', () => {
    const open = 'Monday to Thursday, 18:00 to 02:00; Friday 18:00 to Monday 06:00'
    expect(said('breathing-space', '2026-11-28T03:00:00Z')).toMatchObject({ open, isOpenNow: true })
    expect(said('breathing-space', '2026-11-24T12:00:00Z')).toMatchObject({ open, isOpenNow: false })
  })

  test('a service that is closed on bank holidays is never said to be open, only to be closed', () => {
    const open = 'Monday to Friday, 10:00 to 16:00, not on bank holidays'
    const within = said('revenge-porn-helpline', '2026-11-24T12:00:00Z')
    expect(within).toMatchObject({ open })
    expect(within).not.toHaveProperty('isOpenNow')
    expect(said('revenge-porn-helpline', '2026-11-24T16:00:00Z')).toMatchObject({ open, isOpenNow: false })
  })

  test('advice without a service, and a service whose hours were not seen, say nothing of hours', () => {
    const ages = { now: '13-15', inImages: '13-15' } as const
    for (const id of ['not-to-blame', 'victim-support-scotland', 'galop', 'nspcc']) {
      const advice = said(id, '2026-11-24T12:00:00Z', { ages })
      expect(advice).toMatchObject({ id })
      expect(advice).not.toHaveProperty('open')
      expect(advice).not.toHaveProperty('isOpenNow')
    }
  })

  test('a piece of advice says where and when it was seen, and nothing of whom it is for', () => {
    expect(said('call-101', '2026-11-24T12:00:00Z')).toEqual({
      id: 'call-101',
      text: 'If it is not an emergency and you want to speak to the police, call 101.',
      source: 'NCA alert 2024-04-29; wiltshire.police.uk, sextortion',
      reviewedOn: '2026-11-24',
      reviewBy: '2027-05-24',
      phone: '101',
      open: 'day and night, every day',
      isOpenNow: true,
    })
  })
})

describe('the review of advice', () => {
  test.each([
    ['2026-11-24', '2027-05-24'],
    ['2026-05-19', '2026-11-19'],
    ['2023-03-31', '2023-10-01'],
  ])('what was seen on %s is to be reviewed by %s', (seenOn, by) => {
    expect(reviewBy({ seenOn })).toBe(by)
  })

  test('a line is past its review from the day after', () => {
    const toReview = (today: string) => adviceToReview(new Date(today)).map(({ id }) => id)
    expect(toReview('2027-05-24T23:59:59Z')).not.toContain('call-101')
    expect(toReview('2027-05-25T00:00:00Z')).toContain('call-101')
    expect(toReview('2010-01-01T00:00:00Z')).toEqual([])
    expect(toReview('2099-01-01T00:00:00Z')).toEqual(adviceLines.map(({ id }) => id))
  })
})

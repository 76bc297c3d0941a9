import { describe, expect, test } from 'vitest'
import { type AdviceSeeker, guidanceFor } from '../../shared/domain/guidance.ts'

const seeker: AdviceSeeker = { ages: { now: '25-44', inImages: '25-44' }, paid: 'no', shared: 'no', place: 'division' }
const ids = (text: string): readonly string[] => text.split(' ')
const safety = ids('immediate-danger bsl-999 textphone call-101 not-to-blame')

describe('the advice, in order, written by hand from the facts', () => {
  test.each<[who: string, change: Partial<AdviceSeeker>, at: string, ids: readonly string[]]>([
    [
      'a child of 15 who paid, on a Tuesday at noon',
      { ages: { now: '13-15', inImages: '13-15' }, paid: 'yes' },
      '2026-11-24T12:00:00Z',
      [
        ...safety,
        ...ids('do-not-pay-again money-sent keep-evidence stop-contact report-remove take-it-down childline'),
        ...ids('trusted-adult ceop samaritans shout nhs-24 domestic-abuse victim-support-scotland galop'),
      ],
    ],
    [
      'a man of 25 on a Saturday at 03:00: Breathing Space is open, the Revenge Porn Helpline is not',
      {},
      '2026-11-28T03:00:00Z',
      [
        ...safety,
        ...ids('do-not-pay keep-evidence stop-contact stop-ncii samaritans shout nhs-24 breathing-space'),
        ...ids('domestic-abuse victim-support-scotland galop revenge-porn-helpline'),
      ],
    ],
    [
      'a parent of a child of 14 whose images were shared, on a Monday at 09:00',
      { ages: { now: '13-15', inImages: '13-15' }, forSomeoneElse: true, shared: 'yes' },
      '2026-11-30T09:00:00Z',
      [
        ...safety,
        ...ids('do-not-pay keep-evidence stop-contact report-remove-shared take-it-down childline trusted-adult'),
        ...ids('ceop samaritans shout nhs-24 domestic-abuse nspcc victim-support-scotland galop'),
      ],
    ],
    [
      'a person of 20 whose images were made at 16, on a Wednesday at 11:00 that may be a bank holiday',
      { ages: { now: '18-24', inImages: '16-17' } },
      '2026-11-25T11:00:00Z',
      [
        ...safety,
        ...ids('do-not-pay keep-evidence stop-contact take-it-down childline samaritans shout nhs-24'),
        ...ids('domestic-abuse revenge-porn-helpline victim-support-scotland galop breathing-space'),
      ],
    ],
    [
      'a person of 50 outside Scotland who did not say whether they paid, on Instagram, on a Sunday at 12:00',
      {
        ages: { now: '45-plus', inImages: '45-plus' },
        paid: 'unknown',
        place: 'outside-scotland',
        platform: 'instagram',
      },
      '2026-11-29T12:00:00Z',
      [
        ...safety,
        ...ids('do-not-pay money-sent keep-evidence stop-contact instagram stop-ncii samaritans shout galop'),
        ...ids('report-fraud revenge-porn-helpline'),
      ],
    ],
    [
      'a person of whom nothing is known, on a Friday at 20:00',
      { ages: { now: 'unknown', inImages: 'unknown' }, paid: 'unknown', shared: 'unknown', place: 'unknown' },
      '2026-11-27T20:00:00Z',
      [
        ...safety,
        ...ids('do-not-pay money-sent keep-evidence stop-contact report-remove take-it-down stop-ncii childline'),
        ...ids('trusted-adult ceop samaritans shout nhs-24 breathing-space domestic-abuse'),
        ...ids('victim-support-scotland galop revenge-porn-helpline'),
      ],
    ],
  ])('this is the advice, in order, to %s', (_who, change, at, expected) => {
    expect(guidanceFor({ ...seeker, ...change }, new Date(at)).map(({ id }) => id)).toEqual(expected)
  })
})

import { describe, expect, it } from 'vitest'
import { parseDeliveryEvent } from '../../shared/contract/delivery-event.ts'
import { emailEvent, telephoneEvent } from '../kit/delivery-events.ts'

const news = (cause: string | undefined) => ({ contactId: 'contact-1', at: '2026-11-27T12:00:00.000Z', cause })

const bounce = (bounceType: string) => ({
  bounce: {
    bounceType,
    bouncedRecipients: [{ emailAddress: 'one@police.harbour', diagnosticCode: '550 user unknown' }],
  },
})

describe('an event of SES', () => {
  it.each([
    ['Bounce', bounce('Permanent'), 'bounce, permanent'],
    ['Bounce', bounce('Transient'), 'bounce, transient'],
    ['Bounce', bounce('one@police.harbour'), 'bounce'],
    ['Complaint', { complaint: {} }, 'complaint'],
    ['Reject', { reject: { reason: 'Bad content' } }, 'rejected'],
    ['DeliveryDelay', { deliveryDelay: {} }, 'delayed'],
    ['Delivery', { delivery: {} }, undefined],
  ])('%s with %j says what became of the message, in words of ours', (eventType, more, cause) => {
    expect(parseDeliveryEvent(emailEvent(eventType, more))).toEqual(news(cause))
  })

  it.each(['Send', 'Open', 'Rendering Failure', 'one@police.harbour'])('%s changes nothing', (eventType) => {
    expect(parseDeliveryEvent(emailEvent(eventType))).toBe('nothing')
  })
})

describe('an event of the telephone', () => {
  it.each([
    ['TEXT_DELIVERED', undefined],
    ['TEXT_SUCCESSFUL', undefined],
    ['VOICE_COMPLETED', undefined],
    ['TEXT_CARRIER_UNREACHABLE', 'text carrier unreachable'],
    ['TEXT_INVALID', 'text invalid'],
    ['TEXT_UNREACHABLE', 'text unreachable'],
    ['TEXT_PROTECT_BLOCKED', 'text protect blocked'],
    ['VOICE_FAILED', 'voice failed'],
  ])('%s says what became of the message', (eventType, cause) => {
    expect(parseDeliveryEvent(telephoneEvent(eventType))).toEqual(news(cause))
  })

  it.each(['TEXT_QUEUED', 'TEXT_PENDING', 'VOICE_RINGING', 'VOICE_BUSY', 'VOICE_NO_ANSWER', '+447911123456'])(
    '%s changes nothing: the ladder answers a telephone that nobody answers',
    (eventType) => {
      expect(parseDeliveryEvent(telephoneEvent(eventType))).toBe('nothing')
    },
  )
})

it.each([
  undefined,
  {},
  { ...emailEvent('Bounce'), source: 'aws.s3' },
  { ...emailEvent('Bounce'), time: 'yesterday' },
  emailEvent('Bounce', { mail: { destination: ['one@police.harbour'], tags: {} } }),
  emailEvent('Bounce', { mail: { tags: { contactId: ['one@police.harbour'] } } }),
])('an event of another form is an error that quotes nothing of it (%#)', (event) => {
  expect(() => parseDeliveryEvent(event)).toThrow(/^a delivery event has a form that is not known$/)
})

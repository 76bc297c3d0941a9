/**
 * An event of SES as EventBridge passes it on.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html
 */
export const emailEvent = (eventType: string, more: object = {}, time = '2026-11-27T12:00:00Z') => ({
  version: '0',
  id: 'event-1',
  'detail-type': 'Email event',
  source: 'aws.ses',
  account: '111122223333',
  time,
  region: 'eu-west-2',
  resources: ['arn:aws:ses:eu-west-2:111122223333:configuration-set/set'],
  detail: {
    eventType,
    mail: {
      timestamp: '2026-11-27T11:59:00.000Z',
      source: 'harbour@police.harbour',
      destination: ['one@police.harbour'],
      tags: { 'ses:configuration-set': ['set'], contactId: ['contact-1'], digestId: ['digest-1'] },
    },
    ...more,
  },
})

/**
 * An event of End User Messaging.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/monitor-event-bridge.html
 */
export const telephoneEvent = (eventType: string, time = '2026-11-27T12:00:00Z') => ({
  version: '0',
  id: 'event-2',
  'detail-type': 'Text Message Delivery Status Updated',
  source: 'aws.sms-voice',
  account: '111122223333',
  time,
  region: 'eu-west-2',
  resources: [],
  detail: {
    eventType,
    eventVersion: '1.0',
    eventTimestamp: 1_795_780_800_000,
    isFinal: true,
    originationPhoneNumber: '+447700900001',
    destinationPhoneNumber: '+447911123456',
    messageId: 'message-1',
    context: { contactId: 'contact-1', digestId: 'digest-1', harbourStage: 'prod' },
  },
})

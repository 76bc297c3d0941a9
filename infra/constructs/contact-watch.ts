import { Duration, Validations } from 'aws-cdk-lib'
import { EventBus, type EventPattern, Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import type { HarbourFunction } from './harbour-function.ts'
import type { Messaging } from './messaging.ts'

/** What watches the contacts. */
export interface ContactWatchProps {
  readonly stage: string
  readonly messaging: Messaging
  readonly noteDelivery: HarbourFunction<readonly string[]>
  readonly watchContacts: HarbourFunction<readonly string[]>
}

const emailEvents = [
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.DELIVERY_DELAY,
  EmailSendingEvent.REJECT,
]

/** @see https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-ses.html */
const emailDetailTypes = [
  'Email Bounced',
  'Email Complaint Received',
  'Email Delivered',
  'Email Delivery Delayed',
  'Email Rejected',
]

/** @see https://docs.aws.amazon.com/sms-voice/latest/userguide/monitor-event-bridge.html */
const telephoneDetailTypes = ['Text Message Delivery Status Updated', 'Voice Message Delivery Status Updated']

/**
 * Hears what became of messages after their service took them, and looks each minute whether somebody hears for each
 * desk. SES and End User Messaging send their events to the account's own bus; each rule takes only those of this
 * stage.
 */
export class ContactWatch extends Construct {
  constructor(scope: Construct, id: string, { stage, messaging, noteDelivery, watchContacts }: ContactWatchProps) {
    super(scope, id)
    messaging.configurationSet.addEventDestination('Events', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'Bus', 'default')),
      events: emailEvents,
    })
    const ofSet = { 'ses:configuration-set': [messaging.configurationSetName] }
    const emails = { source: ['aws.ses'], detailType: emailDetailTypes, detail: { mail: { tags: ofSet } } }
    this.#call('Emails', noteDelivery, { eventPattern: emails })
    const ofStage = { context: { harbourStage: [stage] } }
    const telephones = { source: ['aws.sms-voice'], detailType: telephoneDetailTypes, detail: ofStage }
    this.#call('Telephones', noteDelivery, { eventPattern: telephones })
    this.#call('EveryMinute', watchContacts, { schedule: Schedule.rate(Duration.minutes(1)) })
  }

  #call(
    id: string,
    target: HarbourFunction<readonly string[]>,
    when: { readonly eventPattern: EventPattern } | { readonly schedule: Schedule },
  ): void {
    const rule = new Rule(this, id, when)
    Validations.of(rule).acknowledge({
      id: 'Serverless::Serverless-EventBusDLQ',
      reason: 'the next minute, or the next message to the contact, makes up for what is lost, and the errors ring',
    })
    rule.addTarget(new LambdaFunction(target.lambda, { retryAttempts: 2, maxEventAge: Duration.hours(1) }))
  }
}

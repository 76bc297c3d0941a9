import * as v from 'valibot'

/** What became of a message after its service had taken it. */
export interface DeliveryNews {
  readonly contactId: string
  /** When the service said so, ISO 8601 UTC. */
  readonly at: string
  /** Why the contact was not reached, in words of ours; undefined when it was reached. */
  readonly cause: string | undefined
}

const id = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/))
const time = v.pipe(v.string(), v.isoTimestamp())

/** An event of SES. @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html */
const emailEvent = v.object({
  source: v.literal('aws.ses'),
  time,
  detail: v.object({
    eventType: v.string(),
    mail: v.object({ tags: v.object({ contactId: v.looseTuple([id]) }) }),
    bounce: v.optional(v.object({ bounceType: v.string() })),
  }),
})

/**
 * An event of End User Messaging.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/monitor-event-bridge.html
 */
const telephoneEvent = v.object({
  source: v.literal('aws.sms-voice'),
  time,
  detail: v.object({ eventType: v.string(), context: v.object({ contactId: id }) }),
})

const event = v.variant('source', [emailEvent, telephoneEvent])

type DeliveryEvent = v.InferOutput<typeof event>

/** What an event says of the contact: why it was not reached, `reached`, or nothing that changes it. */
type Meaning = { readonly cause: string } | 'reached' | 'nothing'

const bounceCauses: Readonly<Record<string, string>> = {
  Permanent: 'bounce, permanent',
  Transient: 'bounce, transient',
}

const meaningOfEmail = (eventType: string, bounceType: string | undefined): Meaning => {
  if (eventType === 'Delivery') return 'reached'
  if (eventType === 'Bounce') return { cause: bounceCauses[bounceType ?? ''] ?? 'bounce' }
  if (eventType === 'Complaint') return { cause: 'complaint' }
  if (eventType === 'Reject') return { cause: 'rejected' }
  if (eventType === 'DeliveryDelay') return { cause: 'delayed' }
  return 'nothing'
}

const reached: readonly string[] = ['TEXT_DELIVERED', 'TEXT_SUCCESSFUL', 'VOICE_COMPLETED', 'VOICE_ANSWERED']

/**
 * Events on the way, and those of a telephone that works and that nobody answered: the ladder answers those.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-types.html
 */
const neutral: readonly string[] = [
  ...['TEXT_QUEUED', 'TEXT_PENDING', 'TEXT_SENT'],
  ...['VOICE_INITIATED', 'VOICE_RINGING', 'VOICE_BUSY', 'VOICE_NO_ANSWER'],
]

const meaningOfTelephone = (eventType: string): Meaning => {
  if (reached.includes(eventType)) return 'reached'
  if (neutral.includes(eventType) || !/^(TEXT|VOICE)_[A-Z_]{1,40}$/.test(eventType)) return 'nothing'
  return { cause: eventType.toLowerCase().replaceAll('_', ' ') }
}

const contactIdOf = ({ detail }: DeliveryEvent): string =>
  'mail' in detail ? detail.mail.tags.contactId[0] : detail.context.contactId

const meaningOf = ({ detail }: DeliveryEvent): Meaning =>
  'mail' in detail ? meaningOfEmail(detail.eventType, detail.bounce?.bounceType) : meaningOfTelephone(detail.eventType)

/**
 * Reads an event of EventBridge about a message. It takes no address out of it.
 *
 * @returns `nothing` for an event that changes nothing
 * @throws Error for one of a form that is not known, without a word of it
 */
export const parseDeliveryEvent = (input: unknown): DeliveryNews | 'nothing' => {
  const parsed = v.safeParse(event, input)
  if (!parsed.success) throw new Error('a delivery event has a form that is not known')
  const meaning = meaningOf(parsed.output)
  if (meaning === 'nothing') return 'nothing'
  return {
    contactId: contactIdOf(parsed.output),
    at: new Date(parsed.output.time).toISOString(),
    cause: meaning === 'reached' ? undefined : meaning.cause,
  }
}

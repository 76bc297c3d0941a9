import {
  ConflictException,
  type PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
  SendVoiceMessageCommand,
  ValidationException,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import type { Message, MessageChannel, Sent } from '../ports/channels.ts'

/** What the channels of the telephone are made with. */
export interface TelephoneConfig {
  readonly client: PinpointSMSVoiceV2Client
  /** The number, sender id or pool that messages come from. */
  readonly from: string
  /** The stage, which delivery events carry back: they come to every stage of an account. */
  readonly stage: string
}

/** Conflicts that say something of the number that was called, and not of our account. */
const aboutNumber: Readonly<Record<string, string>> = {
  DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION: 'its country is blocked by a protect configuration',
  DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE: 'its number is blocked by a protect configuration',
  DESTINATION_PHONE_NUMBER_NOT_VERIFIED: 'its number is not verified, and the account is in the sandbox',
  DESTINATION_PHONE_NUMBER_OPTED_OUT: 'its number has opted out',
}

const refusalOf = (error: unknown): Sent | undefined => {
  if (error instanceof ConflictException) {
    const words = aboutNumber[error.Reason ?? '']
    return words === undefined ? undefined : { refused: words }
  }
  if (!(error instanceof ValidationException)) return undefined
  const isAboutNumber = error.Fields?.some(({ Name }) => Name === 'DestinationPhoneNumber') ?? false
  return isAboutNumber ? { refused: 'its number is not one that can be reached' } : undefined
}

const sent = async (call: () => Promise<unknown>): Promise<Sent> => {
  try {
    await call()
    return 'accepted'
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal !== undefined) return refusal
    // What AWS says may name the number.
    const reason = error instanceof Error && 'Reason' in error ? ` ${String(error.Reason)}` : ''
    throw new Error(`AWS did not take the message: ${error instanceof Error ? error.name : 'failed'}${reason}`)
  }
}

/** What delivery events carry back. */
const contextOf = ({ digestId, contact }: Message, stage: string) => ({
  contactId: contact.contactId,
  digestId,
  harbourStage: stage,
})

/** Creates the channel of SMS by AWS End User Messaging. */
export const createSmsChannel = ({ client, from, stage }: TelephoneConfig): MessageChannel => ({
  send: (message) =>
    sent(() =>
      client.send(
        new SendTextMessageCommand({
          DestinationPhoneNumber: message.contact.address,
          OriginationIdentity: from,
          MessageBody: message.text,
          MessageType: 'TRANSACTIONAL',
          Context: contextOf(message, stage),
        }),
      ),
    ),
})

/** Creates the channel of calls by AWS End User Messaging: a British voice says the text twice, without its link. */
export const createCallChannel = ({ client, from, stage }: TelephoneConfig): MessageChannel => ({
  send: (message) => {
    const words = message.text.replaceAll(message.link, '').trim()
    return sent(() =>
      client.send(
        new SendVoiceMessageCommand({
          DestinationPhoneNumber: message.contact.address,
          OriginationIdentity: from,
          MessageBody: `${words}\nOnce more. ${words}`,
          MessageBodyTextType: 'TEXT',
          VoiceId: 'AMY',
          Context: contextOf(message, stage),
        }),
      ),
    )
  },
})

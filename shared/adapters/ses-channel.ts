import { BadRequestException, MessageRejected, type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
import type { MessageChannel, Sent } from '../ports/channels.ts'

/** What the channel of email is made with. */
export interface SesChannelConfig {
  readonly client: SESv2Client
  /** The sender, an identity that SES has verified. */
  readonly from: string
  /** Where account suppression is off, so that SES drops nothing unseen, and whose events come back. */
  readonly configurationSet: string
}

/** SES rejects a message to an address that its sandbox does not know, and one whose form it does not take. */
const refusalOf = (error: unknown): Sent | undefined => {
  if (error instanceof MessageRejected) return { refused: 'SES rejected the message' }
  if (error instanceof BadRequestException) return { refused: 'SES does not take its address' }
  return undefined
}

/** Creates the channel of email by SES. Its events carry the contact's id back in a tag. */
export const createSesChannel = ({ client, from, configurationSet }: SesChannelConfig): MessageChannel => ({
  send: async ({ digestId, contact, subject, text, link }) => {
    const body = text.includes(link) ? text : `${text}\n\n${link}`
    const command = new SendEmailCommand({
      FromEmailAddress: from,
      Destination: { ToAddresses: [contact.address] },
      Content: { Simple: { Subject: { Data: subject }, Body: { Text: { Data: body } } } },
      ConfigurationSetName: configurationSet,
      EmailTags: [
        { Name: 'contactId', Value: contact.contactId },
        { Name: 'digestId', Value: digestId },
      ],
    })
    try {
      await client.send(command)
      return 'accepted'
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal !== undefined) return refusal
      throw withoutAddress(error)
    }
  },
})

/** What SES says may name the address, so only the name of its error is passed on. */
const withoutAddress = (error: unknown): Error =>
  new Error(`SES did not take the message: ${error instanceof Error ? error.name : 'failed'}`)

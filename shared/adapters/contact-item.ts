import { type Contact, type ContactAudience, channels, contactAudiences } from '../domain/contact.ts'
import { versionSet } from '../domain/contact-keys.ts'
import { readForm, versionOf } from '../domain/stored-forms.ts'

type Stored = Readonly<Record<string, unknown>>

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** Returns a contact as it is stored in a version. */
export const toContactItem = (version: string, contact: Contact): Stored => {
  const { contactId, audience, channel, address, secretName, isEnabled } = contact
  const { desk, recipients } = audience
  return {
    ...versionOf('contact'),
    set: versionSet(version),
    contactId,
    desk,
    recipients,
    channel,
    address,
    secretName,
    isEnabled,
  }
}

const audienceIn = ({ desk, recipients }: Stored): ContactAudience | undefined =>
  contactAudiences.find((each) => each.desk === desk && each.recipients === recipients)

/** @throws Error naming the field that is not what it must be, never its value */
export const fromContactItem = (item: Stored): Contact => {
  const stored = readForm('contact', item)
  const { contactId, address, secretName } = stored
  const audience = audienceIn(stored)
  const channel = channels.find((each) => each === stored['channel'])
  if (!isText(contactId)) throw new Error('stored contact has no valid contactId')
  if (audience === undefined) throw new Error('stored contact has no valid audience')
  if (channel === undefined) throw new Error('stored contact has no valid channel')
  if (!isText(address)) throw new Error('stored contact has no valid address')
  const named = isText(secretName) ? { secretName } : {}
  return { contactId, audience, channel, address, ...named, isEnabled: stored['isEnabled'] === true }
}

import { type Contact, contactAudiences } from '../../shared/domain/contact.ts'

/** A contact by email for every audience. */
export const oneContactEach: readonly Contact[] = contactAudiences.map((audience) => {
  const name = `${audience.desk}-${audience.recipients}`
  return { contactId: name, audience, channel: 'email', address: `${name}@police.example`, isEnabled: true }
})

import type { Contact, ContactEntry } from '../../shared/domain/contact.ts'

/** Words a contact, for whoever may read addresses. */
export const wordContact = ({ audience, channel, address, secretName, isEnabled }: ContactEntry): string =>
  [
    ...[audience.desk, audience.recipients, channel, channel === 'pagerduty' ? '' : address],
    ...[secretName === undefined ? '' : `secret ${secretName}`, isEnabled ? '' : 'switched off'],
  ]
    .filter((part) => part !== '')
    .join('  ')

/** Returns what putting these contacts in the place of those in force would change, a line each: gone, then new. */
export const wordChanges = (inForce: readonly Contact[], entries: readonly ContactEntry[]): readonly string[] => {
  const before = inForce.map(wordContact)
  const after = entries.map(wordContact)
  const gone = before
    .filter((each) => !after.includes(each))
    .map((each) => `- ${each}`)
    .toSorted()
  const added = after.filter((each) => !before.includes(each)).map((each) => `+ ${each}`)
  return [...gone, ...added]
}

/** The key of the table of contacts. Keys stand in CloudTrail's data events, so no address may be in one. */
export const contactKeys = { partitionKey: 'set', sortKey: 'contactId' } as const

/** The one item that says which version is in force. */
export const currentItem = { set: 'current', contactId: 'current' } as const

/** Where the failures of contacts are noted, an item each; they outlive a version. */
export const markSet = 'marks'

/** Returns the set that the contacts of a version are in. */
export const versionSet = (version: string): string => `version#${version}`

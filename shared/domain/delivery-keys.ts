/** The key of the table of deliveries: one place for the stack that makes it and the adapters that use it. */
export const deliveryKeys = {
  /** Says what the item is, and a random id or a pseudonym: never an address. */
  partitionKey: 'item',
  /** When DynamoDB may delete the item, seconds since 1970. */
  timeToLive: 'expiresAt',
} as const

/** Returns the key of a digest. */
export const digestItem = (digestId: string): string => `digest#${digestId}`

/** Returns the key of the turns of an address. @param pseudonym - of the address */
export const turnsItem = (pseudonym: string): string => `turns#${pseudonym}`

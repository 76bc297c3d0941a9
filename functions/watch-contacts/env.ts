/** What watch-contacts reads from its environment. */
export const env = ['CONTACT_TABLE'] as const

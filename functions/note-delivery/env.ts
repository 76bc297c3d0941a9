/** What note-delivery reads from its environment. */
export const env = ['CONTACT_TABLE'] as const

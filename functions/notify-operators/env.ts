/** What notify-operators reads from its environment. */
export const env = ['CONTACT_TABLE', 'DELIVERY_TABLE', 'DELIVERY_QUEUE_URL'] as const

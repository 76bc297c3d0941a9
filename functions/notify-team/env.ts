/** What notify-team reads from its environment. */
export const env = ['REPORT_TABLE', 'CONTACT_TABLE', 'DELIVERY_TABLE', 'DELIVERY_QUEUE_URL', 'CONSOLE_URL'] as const

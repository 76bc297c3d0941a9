/** What accept-report reads from its environment. */
export const env = ['REPORT_TABLE', 'ENVELOPE_KEY_ARN', 'ROUTING_QUEUE_URL', 'CANARY_KEY_ARN'] as const

/** What follow-up reads from its environment. `DESK_QUEUE_URLS` is JSON: desk id to queue URL. */
export const env = ['REPORT_TABLE', 'ENVELOPE_KEY_ARN', 'ROUTING_QUEUE_URL', 'DESK_QUEUE_URLS'] as const

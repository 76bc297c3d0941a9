/** What route-report reads from its environment. `DESK_QUEUE_URLS` is JSON: desk id to queue URL. */
export const env = ['REPORT_TABLE', 'ENVELOPE_KEY_ARN', 'DESK_QUEUE_URLS'] as const

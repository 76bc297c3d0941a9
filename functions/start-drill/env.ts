/** What start-drill reads from its environment. `DESK_QUEUE_URLS` is JSON: desk id to queue URL. */
export const env = ['REPORT_TABLE', 'DESK_QUEUE_URLS'] as const

/**
 * What watch-deadlines reads from its environment. `DESK_QUEUE_URLS` is JSON: desk id to queue URL. `WATCHER_URL` is
 * `none` where nobody watches from outside.
 */
export const env = ['REPORT_TABLE', 'ROUTING_QUEUE_URL', 'DESK_QUEUE_URLS', 'WATCHER_URL'] as const

/** What notify-team reads from its environment. `DESK_TOPIC_ARNS` is JSON: desk id to topic ARN. */
export const env = ['REPORT_TABLE', 'DESK_TOPIC_ARNS', 'CONSOLE_URL'] as const

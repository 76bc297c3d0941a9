/** What deliver reads from its environment. `SENDERS` is JSON: `email`, `sms` and `call`. */
export const env = [
  'REPORT_TABLE',
  'CONTACT_TABLE',
  'DELIVERY_TABLE',
  'DELIVERY_QUEUE_URL',
  'PSEUDONYM_KEY_ARN',
  'CONFIGURATION_SET',
  'SENDERS',
  'SECRET_PREFIX',
  'CONSOLE_URL',
  'STAGE',
] as const

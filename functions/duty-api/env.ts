/**
 * What duty-api reads from its environment. `DESK_QUEUE_URLS` is JSON: desk id to queue URL. `OFFICER_CLIENT_IDS` are
 * separated by a space.
 */
export const env = [
  'REPORT_TABLE',
  'CONTACT_TABLE',
  'DELIVERY_QUEUE_URL',
  'ENVELOPE_KEY_ARN',
  'READER_ROLE_ARN',
  'DESK_QUEUE_URLS',
  'OFFICER_ISSUER',
  'OFFICER_CLIENT_IDS',
] as const

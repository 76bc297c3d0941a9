/** What keep-digest reads from its environment. */
export const env = ['REPORT_TABLE', 'DIGEST_BUCKET'] as const

/** What public-info reads from its environment. */
export const env = ['REPORT_TABLE'] as const

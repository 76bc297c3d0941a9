/** What canary reads from its environment. */
export const env = ['API_URL', 'CANARY_KEY_ARN'] as const

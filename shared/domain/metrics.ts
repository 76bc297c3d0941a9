/** Every metric, with its unit. */
export const metricUnits = {
  OldestOverdueSeconds: 'Seconds',
  UnreachableAudiences: 'Count',
  FailingContacts: 'Count',
  WrongFollowUpCodes: 'Count',
  CanarySeconds: 'Seconds',
} as const

/** The name of a metric. */
export type MetricName = keyof typeof metricUnits

/** The namespace of every metric. */
export const metricNamespace = 'Harbour'

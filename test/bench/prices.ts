/** One price of AWS in eu-west-2 (London), US dollars without tax or free tier. */
export interface Price {
  readonly what: string
  /** Dollars a unit. */
  readonly dollars: number
  readonly source: string
}

/**
 * AWS's pages could not be reached when this was written. Each price is what a public repository copied from the AWS
 * Price List (`https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/<service>/current/<region>/index.json`): the
 * file's own date and its line. Read on 2026-11-24; check them there before a budget rests on them.
 */
export const prices = {
  kmsRequests: {
    what: 'KMS request, symmetric key',
    dollars: 0.03 / 10_000,
    source: 'awskms, eu-west-2-KMS-Requests, file of 2026-09-11',
  },
  writeUnits: {
    what: 'DynamoDB write request unit, on demand',
    dollars: 0.7423e-6,
    source: 'AmazonDynamoDB eu-west-2, file of 2026-06-08',
  },
  readUnits: {
    what: 'DynamoDB read request unit, on demand',
    dollars: 0.1487e-6,
    source: 'AmazonDynamoDB eu-west-2, file of 2026-06-08',
  },
  sqsRequests: {
    what: 'SQS request, standard queue',
    dollars: 0.4e-6,
    source: 'AWSQueueService, EUW2-Requests-Tier1, file of 2026-09-11',
  },
  snsRequests: {
    what: 'SNS publish',
    dollars: 0.5e-6,
    source: 'AmazonSNS, read 2026-09-11; eu-central-1, for London was not to be had',
  },
  invocations: {
    what: 'Lambda request, arm64',
    dollars: 0.2e-6,
    source: 'AWSLambda, EUW2-Request, file of 2026-10-01',
  },
  logBytes: {
    what: 'CloudWatch Logs, a byte taken in',
    dollars: 0.5985 / 1e9,
    source: 'AmazonCloudWatch, EUW2-DataProcessing-Bytes, file of 2026-09-22',
  },
} as const satisfies Readonly<Record<string, Price>>

/** How many of each is billed. */
export type Billed = Record<keyof typeof prices, number>

/** The names of what is billed. */
export const billedNames = Object.keys(prices) as ReadonlyArray<keyof Billed>

/** Returns the price of what was billed, dollars. */
export const priceOf = (billed: Billed): number =>
  billedNames.reduce((sum, name) => sum + billed[name] * prices[name].dollars, 0)

/** A finding of another tool that we know and leave, and why. */
export interface Exception {
  readonly id: string
  readonly reason: string
}

/** cfn-lint's rules that do not fit. */
export const cfnLintExceptions: readonly Exception[] = [
  { id: 'W3005', reason: 'CDK writes DependsOn beside a GetAtt; it is needless and harms nothing' },
]

/** checkov's rules that do not fit. */
export const checkovExceptions: readonly Exception[] = [
  {
    id: 'CKV_AWS_7',
    // https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
    reason: 'KMS does not rotate a key of MACs; those that encrypt rotate (test/infra/at-rest.test.ts)',
  },
  {
    id: 'CKV_AWS_18',
    reason: 'one function writes one object a day to the digest bucket; CloudTrail tells of every other call',
  },
  {
    id: 'CKV_AWS_59',
    reason: 'a victim reports without an account; every duty call has an authorizer (test/infra/intake.test.ts)',
  },
  { id: 'CKV_AWS_68', reason: 'the console is static files; the firewall stands before the API that they call' },
  { id: 'CKV_AWS_73', reason: 'no tracer: it costs a cold start 59 ms, and traces would name who reported when' },
  { id: 'CKV_AWS_86', reason: 'an access log of the console would hold the address of every officer at home' },
  {
    id: 'CKV_AWS_115',
    reason:
      'reserved concurrency on a queue consumer throws messages to the dead letters; MaximumConcurrency limits them',
  },
  { id: 'CKV_AWS_116', reason: 'no function is called asynchronously but by a schedule, which comes again by itself' },
  {
    id: 'CKV_AWS_117',
    reason: 'every service is reached by IAM; in a VPC a cold start is slower and nothing is more private',
  },
  { id: 'CKV_AWS_120', reason: 'no answer of the API may be cached' },
  {
    id: 'CKV_AWS_158',
    reason:
      'logs hold no report text, and AWS encrypts them at rest; a key of ours would add a way for logging to fail',
  },
  { id: 'CKV_AWS_173', reason: 'the variables are names and URLs, no secrets' },
  {
    id: 'CKV_AWS_192',
    reason: 'no Java runs here, and a rule that reads bodies would turn away what victims quote (decision 5)',
  },
]

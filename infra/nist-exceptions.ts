import { CfnResource, Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/** A rule of NIST 800-53 that we know and do not follow, and why. */
export interface NistException {
  /** As cdk-nag names it, without the name of its pack. */
  readonly rule: string
  /** The kind of resource that does not follow it. */
  readonly type: string
  readonly reason: string
}

/** Every exception, for all resources of its kind. */
export const nistExceptions: readonly NistException[] = [
  {
    rule: 'APIGWCacheEnabledAndEncrypted',
    type: 'AWS::ApiGateway::Stage',
    reason: 'no answer may be cached: each says how one report stands now, or holds the text of one',
  },
  {
    rule: 'APIGWExecutionLoggingEnabled',
    type: 'AWS::ApiGateway::Stage',
    reason: 'execution logs hold request bodies: report text in a log; access logs without bodies are on',
  },
  {
    rule: 'APIGWSSLEnabled',
    type: 'AWS::ApiGateway::Stage',
    reason: 'the certificate is for HTTP servers behind the API; behind this one are Lambda functions, called by IAM',
  },
  {
    rule: 'CloudWatchLogGroupEncrypted',
    type: 'AWS::Logs::LogGroup',
    reason: 'logs hold no report text and AWS encrypts them; a key of ours would add a way for logging to fail',
  },
  {
    rule: 'IAMNoInlinePolicy',
    type: 'AWS::IAM::Policy',
    reason: 'each policy is for one role and goes with it; a managed policy could be attached to another role',
  },
  {
    rule: 'LambdaConcurrency',
    type: 'AWS::Lambda::Function',
    reason:
      'a limit would turn reporters away and send messages to the dead letters; MaximumConcurrency limits the consumers',
  },
  {
    rule: 'LambdaDLQ',
    type: 'AWS::Lambda::Function',
    reason: 'called by API Gateway, by SQS (which has dead letters) or by a schedule: no event is lost with a call',
  },
  {
    rule: 'LambdaInsideVPC',
    type: 'AWS::Lambda::Function',
    reason: 'every service is reached by IAM over TLS; in a VPC a cold start is slower and nothing is more private',
  },
  {
    rule: 'S3BucketLoggingEnabled',
    type: 'AWS::S3::Bucket',
    reason: 'one function writes one object a day; CloudTrail tells of every other call',
  },
  {
    rule: 'S3BucketReplicationEnabled',
    type: 'AWS::S3::Bucket',
    reason: 'each object holds the end of every log anew; a lost region costs the days before it, not the logs',
  },
  {
    rule: 'WAFv2LoggingEnabled',
    type: 'AWS::WAFv2::WebACL',
    reason: 'its log holds the address of everyone who reports; the metrics of its rules are on',
  },
]

const pack = 'NIST.800.53.R5'

/** Acknowledges every exception on the resources of its kind, in any stack of an app. */
export const acknowledgeNistExceptions = (app: IConstruct): void => {
  const resources = app.node.findAll().filter((construct) => CfnResource.isCfnResource(construct))
  for (const { rule, type, reason } of nistExceptions) {
    for (const resource of resources.filter(({ cfnResourceType }) => cfnResourceType === type)) {
      Validations.of(resource).acknowledge({ id: `${pack}::${pack}-${rule}`, reason })
    }
  }
}

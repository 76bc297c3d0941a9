import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, ObjectLockRetention } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { digestPrefix } from '../../shared/domain/report-keys.ts'
import type { HarbourFunction } from './harbour-function.ts'
import type { TransportKey } from './keys.ts'

/**
 * How long a digest can be neither changed nor deleted: under lock `compliance` by nobody, the account's owner
 * included.
 */
const lockedFor = Duration.days(6 * 365)

/** Where the ends of all logs are kept each day, so that a log that was cut or written anew is seen. */
export class LogDigest extends Construct {
  readonly bucketName: string
  readonly #bucket: Bucket
  readonly #transportKey: TransportKey

  constructor(
    scope: Construct,
    id: string,
    props: { readonly transportKey: TransportKey; readonly digestLock: 'compliance' | 'governance' },
  ) {
    super(scope, id)
    this.#transportKey = props.transportKey
    this.#bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: props.transportKey.key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention[props.digestLock](lockedFor),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    Validations.of(this.#bucket).acknowledge({
      id: 'AwsSolutions::AwsSolutions-S1',
      reason: 'one function writes one object a day; CloudTrail tells of every other call',
    })
    this.bucketName = this.#bucket.bucketName
  }

  /** May add a digest. Object Lock keeps it from being replaced. */
  grantKeep(grantee: HarbourFunction<readonly string[]>): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['s3:PutObject'], resources: [this.#bucket.arnForObjects(`${digestPrefix}*`)] }),
    )
    this.#transportKey.grantThrough(grantee, 's3')
    const bucket = Stack.of(this).getLogicalId(this.#bucket.node.defaultChild as CfnBucket)
    Validations.of(grantee).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::<${bucket}.Arn>/${digestPrefix}*]`,
      reason: 'one object a day, named for the day',
    })
  }

  /** Runs the function that keeps the digest, once a day. */
  runDaily(keepDigest: HarbourFunction<readonly string[]>): void {
    const daily = new Rule(this, 'Daily', { schedule: Schedule.rate(Duration.days(1)) })
    Validations.of(daily).acknowledge({
      id: 'Serverless::Serverless-EventBusDLQ',
      reason: 'the next day holds the end of every log again, and KeepDigestErrors rings',
    })
    daily.addTarget(new LambdaFunction(keepDigest.lambda, { retryAttempts: 2, maxEventAge: Duration.hours(6) }))
  }
}

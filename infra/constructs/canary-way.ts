import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import type { HarbourFunction } from './harbour-function.ts'

/** What a canary is known by, and when one is sent. Whoever takes reports may verify a tag, and cannot make one. */
export class CanaryWay extends Construct {
  readonly keyArn: string

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.keyArn = new Key(this, 'Key', {
      description: 'Harbour: tags of the reports that Harbour sends to itself',
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    }).keyArn
  }

  /** May tag a canary. */
  grantTag(grantee: IGrantable): void {
    this.#allow(grantee, 'kms:GenerateMac')
  }

  /** May say whether a tag is a canary's. */
  grantVerify(grantee: IGrantable): void {
    this.#allow(grantee, 'kms:VerifyMac')
  }

  /**
   * Sends a canary every 5 minutes. None is sent for one that is missed or fails: the next comes soon, and one that was
   * taken for a report has bothered people enough. Lambda itself would try a call that failed twice more.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
   */
  run(canary: HarbourFunction<readonly string[]>): void {
    const everyFiveMinutes = new Rule(this, 'EveryFiveMinutes', { schedule: Schedule.rate(Duration.minutes(5)) })
    Validations.of(everyFiveMinutes).acknowledge({
      id: 'Serverless::Serverless-EventBusDLQ',
      reason: 'the next canary makes up for a missed one, and CanarySeconds rings when none arrives',
    })
    everyFiveMinutes.addTarget(
      new LambdaFunction(canary.lambda, { retryAttempts: 0, maxEventAge: Duration.minutes(1) }),
    )
    canary.lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) })
    Validations.of(canary.lambda).acknowledge({
      id: 'Serverless::Serverless-LambdaAsyncFailureDestination',
      reason: 'a call that failed holds nothing worth keeping; its errors and CanarySeconds ring',
    })
  }

  #allow(grantee: IGrantable, action: string): void {
    grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: [action], resources: [this.keyArn] }))
  }
}

import { join } from 'node:path'
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import { Effect, type IGrantable, type IPrincipal, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { bundleDirectory } from '../bundle.ts'
import type { TransportKey } from './keys.ts'

/** What makes one function of ours. */
export interface HarbourFunctionProps<Names extends readonly string[]> {
  /** The folder under functions/. */
  readonly name: string
  /** Typed by the function's env.ts: a missing or misspelt variable does not compile. Every function gets `STAGE`. */
  readonly environment: Readonly<Record<Exclude<Names[number], 'STAGE'>, string>>
  readonly timeoutSeconds: number
  /** What it means for a person when the function fails: its alarms say so. */
  readonly impact: string
  /** Stands in every line and metric of the function, so that one stage never passes for another. */
  readonly stage: string
  readonly transportKey: TransportKey
  readonly logRetentionDays: RetentionDays
}

/**
 * One Lambda function with a role of its own that may write to its own log group, and nothing else until it is granted.
 */
export class HarbourFunction<const Names extends readonly string[]> extends Construct implements IGrantable {
  readonly lambda: LambdaFunction
  /** The folder under functions/. */
  readonly name: string
  readonly impact: string
  readonly timeout: Duration
  readonly grantPrincipal: IPrincipal

  constructor(scope: Construct, id: string, props: HarbourFunctionProps<Names>) {
    super(scope, id)
    this.name = props.name
    this.impact = props.impact
    this.timeout = Duration.seconds(props.timeoutSeconds)
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.logRetentionDays,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    role.addToPolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    )
    this.lambda = new LambdaFunction(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(join(bundleDirectory, props.name)),
      // shared/lambda/log.ts reads the stage.
      environment: { ...props.environment, STAGE: props.stage },
      timeout: this.timeout,
      memorySize: 512,
      role: role.withoutPolicyUpdates(),
      logGroup,
      loggingFormat: LoggingFormat.JSON,
    })
    this.grantPrincipal = role
    Validations.of(this.lambda).acknowledge(
      {
        id: 'Serverless::Serverless-LambdaDLQ',
        reason:
          'called by API Gateway, by SQS (which has dead letters), every minute anew, or with what also goes another way',
      },
      {
        id: 'Serverless::Serverless-LambdaTracing',
        reason: 'a tracer costs 59 ms of cold start (measured) and carries identifiers to one more place',
      },
      {
        id: 'Serverless::Serverless-LambdaEventSourceMappingDestination',
        reason: 'destinations are for streams; an SQS mapping has the dead letters of its queue',
      },
    )
  }
}

import { Aws, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import {
  AccessLogFormat,
  AuthorizationType,
  CfnRestApi,
  Cors,
  EndpointAccessMode,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  type Method,
  type MethodOptions,
  RestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway'
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { corsRequestHeaders, preflightSeconds } from '../../shared/contract/http-headers.ts'
import { requestLimits } from '../../shared/contract/limits.ts'
import type { Operation } from '../../shared/contract/operations/operation.ts'
import { Firewall } from './firewall.ts'
import { gatewayAnswers } from './gateway-answers.ts'
import type { HarbourFunction } from './harbour-function.ts'
import type { OfficerAuthorizer } from './officers.ts'

const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    requestedAt: '$context.requestTime',
    method: '$context.httpMethod',
    resource: '$context.resourcePath',
    status: '$context.status',
    latencyMs: '$context.responseLatency',
  }),
)

const authorizationOf = (officers: OfficerAuthorizer | undefined): MethodOptions =>
  officers === undefined
    ? {}
    : {
        authorizationType: AuthorizationType.COGNITO,
        authorizer: { authorizerId: officers.authorizerId },
        authorizationScopes: [...officers.scopes],
      }

const acknowledgeOpenMethod = (method: Method): void => {
  const reason =
    'a victim reports without an account; what they may see later is guarded by reference and follow-up code'
  Validations.of(method).acknowledge(
    { id: 'AwsSolutions::AwsSolutions-APIG4', reason },
    { id: 'AwsSolutions::AwsSolutions-COG4', reason },
  )
}

/** The REST API and its firewall. Nothing of a body, a path parameter or an address is logged. */
export class Intake extends Construct {
  readonly api: RestApi
  /** Each method's function, and how often the method answered 500 or above: the function itself never fails. */
  readonly served: Array<{ readonly work: HarbourFunction<readonly string[]>; readonly serverErrors: Metric }> = []

  constructor(scope: Construct, id: string, props: { readonly logRetentionDays: RetentionDays }) {
    super(scope, id)
    const accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: props.logRetentionDays,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    this.api = new RestApi(this, 'Api', {
      // CloudWatch counts by this name, so a second stage in the account needs another.
      restApiName: Stack.of(this).stackName,
      endpointTypes: [EndpointType.REGIONAL],
      // Functions compress their pages: API Gateway passes bytes on for these types alone.
      binaryMediaTypes: ['text/html'],
      cloudWatchRole: true,
      deployOptions: {
        stageName: 'v1',
        accessLogDestination: new LogGroupLogDestination(accessLogs),
        accessLogFormat,
        throttlingRateLimit: requestLimits.perSecond,
        throttlingBurstLimit: requestLimits.atOnce,
        metricsEnabled: true,
      },
      defaultCorsPreflightOptions: {
        allowOrigins: Cors.ALL_ORIGINS,
        allowMethods: ['GET', 'POST', 'OPTIONS'],
        allowHeaders: [...corsRequestHeaders],
        maxAge: Duration.seconds(preflightSeconds),
      },
    })
    this.#refuseOldTls()
    this.#acknowledgeRules()
    this.#answerAsProblems()
    new Firewall(this, 'Firewall', { stageArn: this.api.deploymentStage.stageArn })
  }

  /** What a browser's policy names: the address that API Gateway makes up, without a path. */
  get origin(): string {
    return `https://${this.api.restApiId}.execute-api.${Stack.of(this).region}.${Aws.URL_SUFFIX}`
  }

  /**
   * Sends a call to the function that answers it, and every other method of its path too: the function refuses those
   * with 405.
   *
   * API Gateway itself answers a method that is not there like an address that is not there. ANY catches what is not
   * declared beside it (docs.aws.amazon.com/apigateway, x-amazon-apigateway-any-method). The declared methods stay, for
   * metrics are kept by method.
   *
   * @param officers - whom the call is for; without it, it is for anyone
   */
  route(
    { method, path }: Pick<Operation, 'method' | 'path'>,
    work: HarbourFunction<readonly string[]>,
    officers?: OfficerAuthorizer,
  ): void {
    // One permission a function. One a method would say more than it holds: in `*/reports`, which CDK makes for ANY,
    // the `*` of IAM stands for `GET/duty` too.
    const onePermission = { scopePermissionToMethod: false }
    const integration = new LambdaIntegration(work.lambda, onePermission)
    const resource = this.api.root.resourceForPath(path)
    const add = (name: string) => {
      const added = resource.addMethod(name, integration, authorizationOf(officers))
      if (officers === undefined) acknowledgeOpenMethod(added)
      return added
    }
    if (resource.node.tryFindChild('ANY') === undefined) add('ANY')
    const serverErrors = add(method).metricServerError(this.api.deploymentStage, { period: Duration.minutes(5) })
    this.served.push({ work, serverErrors })
  }

  /**
   * TLS 1.2 and later with forward secrecy; by default the endpoint still takes TLS 1.0. RestApi has no prop for it
   * yet.
   */
  #refuseOldTls(): void {
    const api = this.api.node.defaultChild
    if (!(api instanceof CfnRestApi)) throw new Error('the REST API has no CloudFormation resource')
    api.securityPolicy = SecurityPolicy.TLS13_1_2_PFS_PQ_2025_09
    api.endpointAccessMode = EndpointAccessMode.STRICT
  }

  #acknowledgeRules(): void {
    Validations.of(this.api).acknowledge(
      {
        id: 'AwsSolutions::AwsSolutions-APIG2',
        reason: 'the functions validate: API Gateway stops at the first problem and its words are not ours',
      },
      { id: 'AwsSolutions::AwsSolutions-APIG6', reason: 'execution logs hold request bodies: report text in a log' },
      {
        id: 'AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
        reason: 'the policy that AWS asks for on the one role of API Gateway that writes access logs',
      },
      { id: 'Serverless::Serverless-APIGWXrayEnabled', reason: 'no tracer: see harbour-function.ts' },
    )
  }

  #answerAsProblems(): void {
    for (const [id, answer] of Object.entries(gatewayAnswers)) this.api.addGatewayResponse(id, answer)
  }
}

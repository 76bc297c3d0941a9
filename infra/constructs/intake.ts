import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import {
  AccessLogFormat,
  AuthorizationType,
  CfnRestApi,
  Cors,
  EndpointAccessMode,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  type MethodOptions,
  ResponseType,
  RestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway'
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs'
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2'
import { Construct } from 'constructs'
import type { HarbourFunction } from './harbour-function.ts'
import type { OfficerAuthorizer } from './officers.ts'

/** Requests from one address in 5 minutes before it is told to wait: far above what a school behind one address sends. */
const requestsPerAddress = 2000

/** A refusal of the gateway's own, in the form of ours. It names nothing of the request but its id. */
const problemTemplate = (title: string, status?: string) => ({
  'application/json': `{"type":"about:blank","title":"${title}",${status === undefined ? '' : `"status":${status},`}"detail":"request $context.requestId","problems":[]}`,
})

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
      cloudWatchRole: true,
      deployOptions: {
        stageName: 'v1',
        accessLogDestination: new LogGroupLogDestination(accessLogs),
        accessLogFormat,
        throttlingRateLimit: 200,
        throttlingBurstLimit: 400,
        metricsEnabled: true,
      },
      defaultCorsPreflightOptions: {
        allowOrigins: Cors.ALL_ORIGINS,
        allowMethods: ['GET', 'POST', 'OPTIONS'],
        allowHeaders: ['content-type', 'idempotency-key', 'authorization'],
      },
    })
    this.#refuseOldTls()
    this.#acknowledgeRules()
    this.#answerAsProblems()
    this.#guard()
  }

  /**
   * Sends a method of a path such as `/reports` to a function.
   *
   * @param officers - whom the method is for; without it, it is for anyone
   */
  route(
    method: 'GET' | 'POST',
    path: string,
    work: HarbourFunction<readonly string[]>,
    officers?: OfficerAuthorizer,
  ): void {
    const integration = new LambdaIntegration(work.lambda, { allowTestInvoke: false })
    const added = this.api.root.resourceForPath(path).addMethod(method, integration, authorizationOf(officers))
    const reason =
      'a victim reports without an account; what they may see later is guarded by reference and follow-up code'
    if (officers === undefined) {
      Validations.of(added).acknowledge(
        { id: 'AwsSolutions::AwsSolutions-APIG4', reason },
        { id: 'AwsSolutions::AwsSolutions-COG4', reason },
      )
    }
    const serverErrors = added.metricServerError(this.api.deploymentStage, { period: Duration.minutes(5) })
    this.served.push({ work, serverErrors })
  }

  /** TLS 1.2 and later with forward secrecy; by default the endpoint still takes TLS 1.0. RestApi has no prop for it yet. */
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
    const headers = {
      'content-type': "'application/problem+json'",
      'access-control-allow-origin': "'*'",
      'cache-control': "'no-store'",
    }
    const kinds: ReadonlyArray<readonly [string, ResponseType, string, string?]> = [
      ['Refused', ResponseType.DEFAULT_4XX, 'Refused'],
      ['Failed', ResponseType.DEFAULT_5XX, 'Our fault, not yours: keep what you typed and send it again'],
      ['NotSignedIn', ResponseType.UNAUTHORIZED, 'Not signed in', '401'],
      ['NotFound', ResponseType.MISSING_AUTHENTICATION_TOKEN, 'Not found', '404'],
      ['TooLarge', ResponseType.REQUEST_TOO_LARGE, 'Too large', '413'],
    ]
    for (const [id, type, title, statusCode] of kinds) {
      this.api.addGatewayResponse(id, {
        type,
        responseHeaders: headers,
        templates: problemTemplate(title, statusCode),
        ...(statusCode === undefined ? {} : { statusCode }),
      })
    }
  }

  /** One rule only: a managed rule that reads bodies would turn away a report that quotes what the gang wrote. */
  #guard(): void {
    // CloudWatch counts by this name, so a second stage in the account needs another.
    const visibility = (name: string) => ({
      cloudWatchMetricsEnabled: true,
      metricName: `${Stack.of(this).stackName}-${name}`,
      sampledRequestsEnabled: false,
    })
    const wait = JSON.stringify({
      type: 'about:blank',
      title: 'Wait a minute and send it again',
      status: 429,
      problems: [],
    })
    const waitResponse = {
      responseCode: 429,
      customResponseBodyKey: 'wait',
      // Without it a browser hides the answer from the front end that asked.
      responseHeaders: [{ name: 'access-control-allow-origin', value: '*' }],
    }
    const acl = new CfnWebACL(this, 'Firewall', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibility('Firewall'),
      customResponseBodies: { wait: { contentType: 'APPLICATION_JSON', content: wait } },
      rules: [
        {
          name: 'requests-per-address',
          priority: 0,
          statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: requestsPerAddress } },
          action: { block: { customResponse: waitResponse } },
          visibilityConfig: visibility('RequestsPerAddress'),
        },
      ],
    })
    new CfnWebACLAssociation(this, 'FirewallAssociation', {
      resourceArn: this.api.deploymentStage.stageArn,
      webAclArn: acl.attrArn,
    })
  }
}

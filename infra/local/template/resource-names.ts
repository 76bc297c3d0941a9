/** What the names in the local stack are made from. */
export interface Place {
  readonly region: string
  readonly account: string
  /** Returns the URL of the queue with this name. */
  queueUrl(name: string): string
  /** The issuer of the officers' tokens; undefined where the template has no client of a user pool. */
  readonly issuer?: string | undefined
}

type Names = Readonly<Record<string, (logicalId: string, place: Place) => string>>

/** Returns the id of the local KMS key for a key resource. It is the same at every start. */
export const keyIdOf = (logicalId: string): string => `local-${logicalId.toLowerCase()}`

/** Returns a function's name from its ARN, or from its name; without a version or alias. */
export const functionNameIn = (reference: string): string => /:function:([^:/]+)/.exec(reference)?.[1] ?? reference

const arnIn =
  (service: string, prefix = '') =>
  (name: string, { region, account }: Place) =>
    `arn:aws:${service}:${region}:${account}:${prefix}${name}`

const roleArn = (name: string, { account }: Place) => `arn:aws:iam::${account}:role/${name}`
const queueUrl = (name: string, place: Place) => place.queueUrl(name)
const itself = (name: string) => name

const issuerOf = (name: string, { issuer }: Place): string => {
  if (issuer === undefined) throw new Error(`user pool ${name} has no sign-in: add a user pool client to the template`)
  return issuer
}

/** S3 does not allow capitals in the name of a bucket. */
const bucketName = (name: string) => name.toLowerCase()

const keyArn = (logicalId: string, place: Place) => arnIn('kms', 'key/')(keyIdOf(logicalId), place)
const table: Names = { Ref: itself, Arn: arnIn('dynamodb', 'table/') }

/**
 * The values of `Ref` and of each `Fn::GetAtt` in the local stack, by resource type. The name of a resource is its
 * logical id, which does not change from one start to the next, so that a data directory fits the next start.
 */
export const resourceNames: Readonly<Record<string, Names>> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::SQS::Queue': { Ref: queueUrl, QueueUrl: queueUrl, QueueName: itself, Arn: arnIn('sqs') },
  'AWS::SNS::Topic': { Ref: arnIn('sns'), TopicArn: arnIn('sns'), TopicName: itself },
  'AWS::SES::ConfigurationSet': { Ref: itself },
  'AWS::KMS::Key': { Ref: keyIdOf, KeyId: keyIdOf, Arn: keyArn },
  'AWS::IAM::Role': { Ref: itself, Arn: roleArn },
  'AWS::Lambda::Function': { Ref: itself, Arn: arnIn('lambda', 'function:') },
  'AWS::Logs::LogGroup': { Ref: itself, Arn: (name, place) => `${arnIn('logs', 'log-group:')(name, place)}:*` },
  'AWS::Events::Rule': { Ref: itself, Arn: arnIn('events', 'rule/') },
  'AWS::ApiGateway::RestApi': { Ref: itself, RootResourceId: itself, RestApiId: itself },
  'AWS::ApiGateway::Resource': { Ref: itself, ResourceId: itself },
  'AWS::ApiGateway::Stage': { Ref: itself },
  'AWS::ApiGateway::Authorizer': { Ref: itself, AuthorizerId: itself },
  'AWS::Cognito::UserPool': {
    Ref: itself,
    UserPoolId: itself,
    Arn: arnIn('cognito-idp', 'userpool/'),
    ProviderURL: issuerOf,
  },
  'AWS::Cognito::UserPoolClient': { Ref: itself, ClientId: itself },
  'AWS::Cognito::UserPoolResourceServer': { Ref: itself },
  'AWS::S3::Bucket': { Ref: bucketName, Arn: (name) => `arn:aws:s3:::${bucketName(name)}` },
}

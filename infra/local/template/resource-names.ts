/** Where the stack stands on this machine. */
export interface Place {
  readonly region: string
  readonly account: string
  /** Gives the URL that a queue of this name has. */
  queueUrl(name: string): string
  /** Where officers sign in; undefined where the stack has no user pool. */
  readonly issuer?: string | undefined
}

type Form = Readonly<Record<string, (logicalId: string, place: Place) => string>>

const arnIn =
  (service: string, prefix = '') =>
  (name: string, { region, account }: Place) =>
    `arn:aws:${service}:${region}:${account}:${prefix}${name}`

const roleArn = (name: string, { account }: Place) => `arn:aws:iam::${account}:role/${name}`
const queueUrl = (name: string, place: Place) => place.queueUrl(name)
const itself = (name: string) => name

/** Gives the id of the local KMS key that stands for a key resource: the same at every start. */
export const keyIdOf = (logicalId: string): string => `local-${logicalId.toLowerCase()}`

const issuerOf = (name: string, { issuer }: Place): string => {
  if (issuer === undefined) throw new Error(`user pool ${name} has no sign-in on this machine: it has no client`)
  return issuer
}

/** S3 takes no capitals in the name of a bucket. */
const bucketName = (name: string) => name.toLowerCase()

const keyArn = (logicalId: string, place: Place) => arnIn('kms', 'key/')(keyIdOf(logicalId), place)
const table: Form = { Ref: itself, Arn: arnIn('dynamodb', 'table/') }

/**
 * What a Ref and each Fn::GetAtt of a resource gives here, by resource type. A resource is named by its logical id, which is a contract
 * already: what is kept in a data directory is found again under it.
 */
export const localForms: Readonly<Record<string, Form>> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::SQS::Queue': { Ref: queueUrl, QueueUrl: queueUrl, QueueName: itself, Arn: arnIn('sqs') },
  'AWS::SNS::Topic': { Ref: arnIn('sns'), TopicArn: arnIn('sns'), TopicName: itself },
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

/** One resource of a CloudFormation template, its properties not yet resolved. */
export interface Resource {
  readonly Type: string
  readonly Properties?: Readonly<Record<string, unknown>>
}

/** A synthesised CloudFormation template, as far as this machine reads it. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>
  readonly Parameters?: Readonly<Record<string, { readonly Default?: string }>>
}

/** Properties whose intrinsics are resolved. */
export type Properties = Readonly<Record<string, unknown>>

/** A resource with its properties resolved. */
export interface ResolvedResource {
  readonly logicalId: string
  readonly properties: Properties
}

/** Where the stack stands on this machine. */
export interface Place {
  readonly region: string
  readonly account: string
  /** Gives the URL that a queue of this name has. */
  queueUrl(name: string): string
}

/** Reads a template for this machine. */
export interface Stack {
  /** Gives every resource of a type, resolved, by logical id in the template's order. */
  resourcesOf(type: string): readonly ResolvedResource[]
  /** Resolves any value of the template. @throws Error naming an intrinsic or a resource that has no local form */
  resolve(value: unknown): unknown
}

type Form = Readonly<Record<string, (name: string, place: Place) => string>>

const arnIn =
  (service: string, prefix = '') =>
  (name: string, { region, account }: Place) =>
    `arn:aws:${service}:${region}:${account}:${prefix}${name}`
const roleArn = (name: string, { account }: Place) => `arn:aws:iam::${account}:role/${name}`
const itself = (name: string) => name

/** Gives the id of the local KMS key that stands for a key resource: the same at every start. */
export const keyIdOf = (logicalId: string): string => `local-${logicalId.toLowerCase()}`

/** What a Ref and each Fn::GetAtt of a resource gives. A resource is named by its logical id. */
const forms: Readonly<Record<string, Form>> = {
  'AWS::DynamoDB::Table': { Ref: itself, Arn: arnIn('dynamodb', 'table/') },
  'AWS::DynamoDB::GlobalTable': { Ref: itself, Arn: arnIn('dynamodb', 'table/') },
  'AWS::SQS::Queue': {
    Ref: (name, place) => place.queueUrl(name),
    QueueUrl: (name, place) => place.queueUrl(name),
    QueueName: itself,
    Arn: arnIn('sqs'),
  },
  'AWS::SNS::Topic': { Ref: arnIn('sns'), TopicArn: arnIn('sns'), TopicName: itself },
  'AWS::KMS::Key': {
    Ref: keyIdOf,
    KeyId: keyIdOf,
    Arn: (name, place) => arnIn('kms', 'key/')(keyIdOf(name), place),
  },
  'AWS::IAM::Role': { Ref: itself, Arn: roleArn },
  'AWS::Lambda::Function': { Ref: itself, Arn: arnIn('lambda', 'function:') },
  'AWS::Logs::LogGroup': { Ref: itself, Arn: arnIn('logs', 'log-group:') },
  'AWS::ApiGateway::RestApi': { Ref: itself, RootResourceId: itself, RestApiId: itself },
  'AWS::ApiGateway::Resource': { Ref: itself, ResourceId: itself },
  'AWS::ApiGateway::Stage': { Ref: itself },
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const textOf = (value: unknown, where: string): string => {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  throw new Error(`${where} of the template does not resolve to text`)
}

const listOf = (value: unknown, where: string): readonly unknown[] => {
  if (Array.isArray(value)) return value
  throw new Error(`${where} of the template does not resolve to a list`)
}

/** Creates the reader of a template. Strict: what it does not know is an error, never a guess. */
export const createStack = (template: Template, place: Place): Stack => {
  const pseudo: Readonly<Record<string, unknown>> = {
    'AWS::Region': place.region,
    'AWS::AccountId': place.account,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': 'local',
    'AWS::StackId': `arn:aws:cloudformation:${place.region}:${place.account}:stack/local/local`,
    'AWS::NoValue': undefined,
  }

  const attributeOf = (logicalId: string, attribute: string): string => {
    const resource = template.Resources[logicalId]
    if (resource === undefined) throw new Error(`the template has no resource ${logicalId}`)
    const form = forms[resource.Type]?.[attribute]
    if (form === undefined) throw new Error(`${attribute} of ${logicalId} (${resource.Type}) has no local form`)
    return form(logicalId, place)
  }

  const refer = (name: string): unknown => {
    if (name in pseudo) return pseudo[name]
    const parameter = template.Parameters?.[name]
    if (parameter !== undefined) return textOf(parameter.Default, `parameter ${name}`)
    return attributeOf(name, 'Ref')
  }

  const getAttribute = (argument: unknown): string => {
    const [logicalId, ...attribute] =
      typeof argument === 'string' ? argument.split('.') : listOf(argument, 'Fn::GetAtt').map((part) => String(part))
    return attributeOf(logicalId ?? '', attribute.join('.'))
  }

  const join = (argument: unknown): string => {
    const [separator, parts] = listOf(argument, 'Fn::Join')
    const texts = listOf(resolve(parts), 'Fn::Join').map((part) => textOf(part, 'Fn::Join'))
    return texts.join(textOf(separator, 'Fn::Join'))
  }

  const substitute = (argument: unknown): string => {
    const [text, given] = Array.isArray(argument) ? argument : [argument, {}]
    const values = isRecord(given) ? given : {}
    return textOf(text, 'Fn::Sub').replaceAll(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
      if (literal === '!') return `\${${name}}`
      if (name in values) return textOf(resolve(values[name]), `Fn::Sub ${name}`)
      return textOf(name.includes('.') && !(name in pseudo) ? getAttribute(name) : refer(name), `Fn::Sub ${name}`)
    })
  }

  const select = (argument: unknown): unknown => {
    const [index, list] = listOf(argument, 'Fn::Select')
    return listOf(resolve(list), 'Fn::Select')[Number(resolve(index))]
  }

  const split = (argument: unknown): readonly string[] => {
    const [separator, text] = listOf(argument, 'Fn::Split')
    return textOf(resolve(text), 'Fn::Split').split(textOf(separator, 'Fn::Split'))
  }

  const intrinsics: Readonly<Record<string, (argument: unknown) => unknown>> = {
    Ref: (argument) => refer(textOf(argument, 'Ref')),
    'Fn::GetAtt': getAttribute,
    'Fn::Join': join,
    'Fn::Sub': substitute,
    'Fn::Select': select,
    'Fn::Split': split,
  }

  const resolveRecord = (record: Readonly<Record<string, unknown>>): unknown => {
    const [key = '', ...others] = Object.keys(record)
    const intrinsic = others.length === 0 ? intrinsics[key] : undefined
    if (intrinsic !== undefined) return intrinsic(record[key])
    if (others.length === 0 && key.startsWith('Fn::')) throw new Error(`the intrinsic ${key} has no local form`)
    const resolved = Object.entries(record).map(([name, value]) => [name, resolve(value)] as const)
    return Object.fromEntries(resolved.filter(([, value]) => value !== undefined))
  }

  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve).filter((item) => item !== undefined)
    return isRecord(value) ? resolveRecord(value) : value
  }

  const resourcesOf = (type: string): readonly ResolvedResource[] =>
    Object.entries(template.Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([logicalId, resource]) => ({ logicalId, properties: resolve(resource.Properties ?? {}) as Properties }))

  return { resourcesOf, resolve }
}

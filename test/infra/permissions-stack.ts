import { exampleConfig } from '../../infra/config.ts'
import { type Policies, policiesOf, roleArnOf } from '../../infra/local/iam/template-policies.ts'
import { createStack, type ResolvedResource, type Stack } from '../../infra/local/template/template.ts'
import { ownerOf, synthesise } from './synthesised.ts'

/** Something of the stack that a call can be about. */
export interface Named {
  /** Its logical id without the hash, such as `RoutingReceivedQueue`. */
  readonly name: string
  readonly arn: string
}

const place = {
  region: 'eu-west-2',
  account: '000000000000',
  issuer: 'https://issuer.example',
  queueUrl: (name: string) => `https://sqs.example/${name}`,
}

const copies = {
  envelopeKeyId: `mrk-${'a'.repeat(32)}`,
  transportKeyId: `mrk-${'b'.repeat(32)}`,
  tableName: 'Harbour-prod-Reports-1',
}

/** With a second region, whose keys and table are copied: the stack that has every statement. */
const synthesised = synthesise(exampleConfig('prod', { replica: { region: 'eu-west-1', copies, takesOver: false } }))

/** Returns the logical id of the one resource of a type. */
export const idOfThe = (type: string): string => synthesised.of(type)[0]?.id ?? ''

const readStack = (): Stack => {
  const resources = synthesised.all.map(({ id, type, properties }) => [id, { Type: type, Properties: properties }])
  return createStack({ Resources: Object.fromEntries(resources) }, place)
}

/** The stack of stage prod with everything in it resolved. */
export const stack = readStack()

const withoutHash = (logicalId: string) => logicalId.replace(/[0-9A-F]{8}$/, '')

const named = (types: readonly string[], attribute: string, name = withoutHash) =>
  types
    .flatMap((type) => stack.resourcesOf(type))
    .map(({ logicalId }: ResolvedResource) => ({ name: name(logicalId), arn: stack.attributeOf(logicalId, attribute) }))

const arnIn = (service: string, name: string) => `arn:aws:${service}:eu-west-2:${place.account}:${name}`
const tables = named(['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'], 'Arn', (id) =>
  /^(Contacts|Deliveries)/.test(id) ? `${id.startsWith('Contacts') ? 'contacts' : 'deliveries'} table` : 'table',
)

/** What the stack has, by kind, and one more of each kind that is the account's but not the stack's. */
export const resources = {
  tables: [
    ...tables,
    ...tables
      .filter(({ name }) => name === 'table')
      .flatMap(({ arn }) => [
        { name: 'due index', arn: `${arn}/index/due` },
        { name: 'desk index', arn: `${arn}/index/desk` },
      ]),
    { name: 'other table', arn: arnIn('dynamodb', 'table/other') },
  ],
  keys: [...named(['AWS::KMS::Key'], 'Arn'), { name: 'other key', arn: arnIn('kms', 'key/other') }],
  queues: [...named(['AWS::SQS::Queue'], 'Arn'), { name: 'other queue', arn: arnIn('sqs', 'other') }],
  topics: [...named(['AWS::SNS::Topic'], 'Ref'), { name: 'other topic', arn: arnIn('sns', 'other') }],
  objects: [
    ...named(['AWS::S3::Bucket'], 'Arn').flatMap(({ arn }) => [
      { name: 'bucket', arn },
      { name: 'digest', arn: `${arn}/log-digest/2026-11-27.json` },
      { name: 'undated object', arn: `${arn}/other.json` },
    ]),
    { name: 'other object', arn: 'arn:aws:s3:::other/log-digest/2026-11-27.json' },
  ],
  secrets: [
    { name: 'contact secret', arn: arnIn('secretsmanager', 'secret:Harbour-prod/contacts/pagerduty-AbCdEf') },
    { name: 'other secret', arn: arnIn('secretsmanager', 'secret:other-AbCdEf') },
  ],
  roles: [...named(['AWS::IAM::Role'], 'Arn', ownerOf), { name: 'other role', arn: roleArnOf('Other') }],
  functions: [
    ...named(['AWS::Lambda::Function'], 'Arn', ownerOf),
    { name: 'other function', arn: arnIn('lambda', 'function:other') },
  ],
  logStreams: [
    ...named(['AWS::Logs::LogGroup'], 'Arn', ownerOf).map(({ name, arn }) => ({
      name: `logs of ${name}`,
      arn: arn.replace(/\*$/, 'log-stream:1'),
    })),
    { name: 'other logs', arn: arnIn('logs', 'log-group:other:log-stream:1') },
  ],
  rules: named(['AWS::Events::Rule'], 'Arn'),
} satisfies Record<string, readonly Named[]>

/**
 * Roles that the stack does not have, with what they are allowed: whoever they stand for must find the stack closed.
 */
export const strangers = {
  /** Its own policy allows everything, as an administrator's does. */
  Administrator: 'everything by its own policy',
  /** The envelope key's policy allows it everything, as a statement that was added by mistake would. */
  Friend: 'everything by the envelope key',
  /** Nothing allows it anything. */
  Stranger: 'nothing',
} as const

const everything = { Effect: 'Allow', Action: '*', Resource: '*' } as const
const toAccount = { ...everything, Principal: { AWS: `arn:aws:iam::${place.account}:root` } }
const toFriend = { ...everything, Principal: { AWS: roleArnOf('Friend') } }

const arnOf = (of: readonly Named[], name: string) => of.find((each) => each.name === name)?.arn ?? ''

/** The policies of the stack alone. */
export const ownPolicies = policiesOf(stack)

/**
 * Adds the account around the stack: the strangers, and another key and role that leave it to the account who uses
 * them, as AWS makes them by default.
 */
export const inAccount = ({ ofRoles, ofResources }: Policies): Policies => {
  const envelope = arnOf(resources.keys, 'EnvelopeKey')
  return {
    ofRoles: new Map([...ofRoles, [roleArnOf('Administrator'), [everything]]]),
    ofResources: new Map([
      ...ofResources,
      [envelope, [...(ofResources.get(envelope) ?? []), toFriend]],
      [arnOf(resources.keys, 'other key'), [toAccount]],
      [arnOf(resources.roles, 'other role'), [toAccount]],
    ]),
  }
}

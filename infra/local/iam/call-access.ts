import { localRegion } from '../machine/local-client.ts'
import { keyIdOf } from '../template/resource-names.ts'
import type { Properties, Stack } from '../template/template.ts'
import { isPermitted } from './access.ts'
import { type Caller, principalContext } from './caller.ts'
import type { RequestContext } from './condition-keys.ts'
import type { PolicyRequest } from './policy-evaluator.ts'
import { policiesOf, roleArnOf } from './template-policies.ts'

/** What decides whether a caller may make a call; undefined for nobody, who may make none. */
export type CallAccess = (caller: Caller | undefined, call: PolicyRequest) => boolean

/** A call as it comes over the wire to AWS. */
const encrypted: RequestContext = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' }

/**
 * Creates what decides each call of DynamoDB, SQS, SNS and S3, as AWS would: by the role's policies and those of the
 * resource. Where a key of the template encrypts the resource, the service uses it in the caller's name, so that the
 * caller must be allowed that too.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export const createCallAccess = (stack: Stack): CallAccess => {
  const policies = policiesOf(stack)
  const keys = keysAtRest(stack)
  return (caller, call) => {
    if (caller === undefined) return false
    const principal = { roleArn: roleArnOf(caller.role) }
    const known = { ...encrypted, ...principalContext(caller) }
    const isAllowed = (request: PolicyRequest) =>
      isPermitted(policies, principal, { ...request, context: { ...known, ...request.context } })
    return isAllowed(call) && keyUsesFor(call, keys).every(isAllowed)
  }
}

/** Sending and storing make a data key; everything opens one. */
const making = /^(sqs:SendMessage|sns:Publish|s3:PutObject)$/

const keyUsesFor = (
  { action, resource }: PolicyRequest,
  keys: ReadonlyMap<string, string>,
): readonly PolicyRequest[] => {
  const holder = resource.replace(/\/index\/.*$|(?<=^arn:aws:s3:::[^/]+)\/.*$/, '')
  const key = keys.get(holder)
  if (key === undefined || action === 'sqs:GetQueueAttributes' || action === 'sqs:DeleteMessage') return []
  const context = { 'kms:ViaService': `${action.split(':')[0]}.${localRegion}.amazonaws.com` }
  const actions = ['kms:Decrypt', ...(making.test(action) ? ['kms:GenerateDataKey'] : [])]
  return actions.map((each) => ({ action: each, resource: key, context }))
}

type Section = Properties | undefined

const keyNameIn: Readonly<Record<string, (properties: Properties) => unknown>> = {
  'AWS::DynamoDB::Table': (properties) => (properties['SSESpecification'] as Section)?.['KMSMasterKeyId'],
  'AWS::DynamoDB::GlobalTable': (properties) => {
    const replicas = (properties['Replicas'] ?? []) as readonly Properties[]
    const [here] = replicas.filter(({ Region }) => Region === localRegion)
    return (here?.['SSESpecification'] as Section)?.['KMSMasterKeyId']
  },
  'AWS::SQS::Queue': (properties) => properties['KmsMasterKeyId'],
  'AWS::SNS::Topic': (properties) => properties['KmsMasterKeyId'],
  'AWS::S3::Bucket': (properties) => {
    const encryption = properties['BucketEncryption'] as Section
    const [rule] = (encryption?.['ServerSideEncryptionConfiguration'] ?? []) as readonly Properties[]
    return (rule?.['ServerSideEncryptionByDefault'] as Section)?.['KMSMasterKeyID']
  },
}

/** The key that encrypts each resource, by the resource's ARN. A template may name a key by its ARN or its id. */
export const keysAtRest = (stack: Stack): ReadonlyMap<string, string> => {
  const arns = new Map(
    stack.resourcesOf('AWS::KMS::Key').flatMap(({ logicalId }) => {
      const arn = stack.attributeOf(logicalId, 'Arn')
      return [[arn, arn] as const, [keyIdOf(logicalId), arn] as const]
    }),
  )
  const found = Object.entries(keyNameIn).flatMap(([type, nameIn]) =>
    stack.resourcesOf(type).map(({ logicalId, properties }) => {
      const key = arns.get(String(nameIn(properties)))
      return [stack.attributeOf(logicalId, type === 'AWS::SNS::Topic' ? 'Ref' : 'Arn'), key] as const
    }),
  )
  return new Map(found.filter((entry): entry is readonly [string, string] => entry[1] !== undefined))
}

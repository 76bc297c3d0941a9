import type { RequestContext } from '../../infra/local/iam/condition-keys.ts'
import { desks } from '../../shared/domain/desk.ts'
import { reportKeys } from '../../shared/domain/report-keys.ts'
import { type Caller, roleCallers, serviceCallers } from './permissions-callers.ts'
import { type Named, resources } from './permissions-stack.ts'

/** What could be asked of something in the stack, in one of the ways that make a difference. */
interface Operation {
  readonly action: string
  readonly resource: Named
  /** Which way it is asked. */
  readonly way: string
  readonly context: RequestContext
}

/** A call that somebody could make. */
export interface Call extends Operation {
  readonly caller: Caller
}

type Ways = Readonly<Record<string, RequestContext>>

const secure = { 'aws:SecureTransport': 'true' }
const plain: Ways = { plainly: secure }
const overHttp: Ways = { ...plain, 'without TLS': { 'aws:SecureTransport': 'false' } }

const operations = (actions: string, of: readonly Named[], ways: Ways = plain): readonly Operation[] =>
  actions
    .split(' ')
    .flatMap((action) =>
      of.flatMap((resource) =>
        Object.entries(ways).map(([way, context]) => ({ action, resource, way, context: { ...secure, ...context } })),
      ),
    )

const keys = [reportKeys.partitionKey, reportKeys.sortKey]

/** Attributes of an item by what they are asked for. @see shared/adapters */
const attributes = {
  proof: [...keys, 'v', 'receivedAt', 'keyHash', 'submissionHash', 'state', 'withdrawal'],
  hashes: [...keys, 'v', 'seq', 'hash'],
  text: [...keys, 'sealed'],
  log: [...keys, 'log'],
  shelves: [...keys, 'supplements'],
}

const asking = (names: readonly string[], select?: string): RequestContext => ({
  'dynamodb:Attributes': names,
  ...(select === undefined ? {} : { 'dynamodb:Select': select }),
})

const specific = 'SPECIFIC_ATTRIBUTES'

/** A GetItem has no Select of its own, and AWS does not say whether it is handed one: both ways are tried. */
const reads: Ways = {
  whole: { 'dynamodb:Select': 'ALL_ATTRIBUTES' },
  'nothing said': {},
  'no attribute named': { 'dynamodb:Select': specific },
  proof: asking(attributes.proof, specific),
  'proof, by names': asking(attributes.proof),
  'proof, whole': asking(attributes.proof, 'ALL_ATTRIBUTES'),
  'proof and text': asking([...attributes.proof, 'sealed'], specific),
  hashes: asking(attributes.hashes, specific),
  'hashes, whole': asking(attributes.hashes, 'ALL_ATTRIBUTES'),
  'hashes and text': asking([...attributes.hashes, 'sealed'], specific),
  text: asking(attributes.text, specific),
  'text, by names': asking(attributes.text),
  'text, whole': asking(attributes.text, 'ALL_ATTRIBUTES'),
  log: asking(attributes.log, specific),
  shelves: asking(attributes.shelves, specific),
  'shelves, whole': asking(attributes.shelves, 'ALL_ATTRIBUTES'),
}

const writing = (names: readonly string[], returned?: string): RequestContext => ({
  'dynamodb:Attributes': names,
  ...(returned === undefined ? {} : { 'dynamodb:ReturnValues': returned }),
})

const writes: Ways = {
  'nothing said': {},
  text: writing(attributes.text),
  'text, returning nothing': writing(attributes.text, 'NONE'),
  'text, returning the old': writing(attributes.text, 'ALL_OLD'),
  'text and log': writing([...attributes.text, 'log']),
  report: writing([...attributes.proof, 'facts', 'log', 'sealed']),
}

/** Which set an item of the table of contacts is in. */
const inSets: Ways = Object.fromEntries(
  ['marks', 'current', 'version#1'].map((set) => [`in ${set}`, { 'dynamodb:LeadingKeys': [set] }]),
)

const encryption = (desk: string, changes: Readonly<Record<string, string | undefined>> = {}): RequestContext => {
  const entries = Object.entries({ app: 'harbour', v: '1', reportId: '7F3K', desk, ...changes })
  const given = entries.filter((entry): entry is [string, string] => entry[1] !== undefined)
  return {
    'kms:EncryptionContextKeys': given.map(([key]) => key),
    ...Object.fromEntries(given.map(([key, value]) => [`kms:EncryptionContext:${key}`, value])),
  }
}

const waysFor = (desk: string): Ways => ({
  [desk]: encryption(desk),
  [`${desk}, another app`]: encryption(desk, { app: 'other' }),
  [`${desk}, no app`]: encryption(desk, { app: undefined }),
  [`${desk}, no report`]: encryption(desk, { reportId: undefined }),
})

const via = (service: string): RequestContext => ({ 'kms:ViaService': `${service}.eu-west-2.amazonaws.com` })

const onSameKey = (isSame: boolean): RequestContext => ({ 'kms:ReEncryptOnSameKey': String(isSame) })

const uses: Ways = {
  ...plain,
  ...waysFor('unrouted'),
  ...waysFor('division-p'),
  ...waysFor('child-protection'),
  'no desk': encryption('', { desk: undefined }),
  ...Object.fromEntries(['dynamodb', 'sqs', 'sns', 's3', 'lambda'].map((service) => [`via ${service}`, via(service)])),
}

const moves: Ways = {
  ...Object.fromEntries(Object.entries(uses).map(([way, context]) => [way, { ...context, ...onSameKey(true) }])),
  'unrouted, to another key': { ...encryption('unrouted'), ...onSameKey(false) },
  'division-p, to another key': { ...encryption('division-p'), ...onSameKey(false) },
}

const copying: Ways = {
  ...plain,
  'to the second region': { 'kms:ReplicaRegion': 'eu-west-1' },
  'to a third region': { 'kms:ReplicaRegion': 'eu-central-1' },
}

const officer = { 'sts:RoleSessionName': 'officer-1', 'sts:SourceIdentity': 'officer-1' }
const tagged = (desk: string): RequestContext => ({ 'aws:TagKeys': ['desk'], 'aws:RequestTag/desk': desk })

const assuming: Ways = {
  'without anything': { 'sts:RoleSessionName': 'session' },
  'without an officer': { 'sts:RoleSessionName': 'session', ...tagged('division-p') },
  'without a desk': officer,
  'for no desk that exists': { ...officer, ...tagged('unrouted') },
  'with another tag too': {
    ...officer,
    ...tagged('division-p'),
    'aws:TagKeys': ['desk', 'admin'],
    'aws:RequestTag/admin': 'yes',
  },
  ...Object.fromEntries(desks.map((desk) => [`for ${desk}`, { ...officer, ...tagged(desk) }])),
}

/** Versions of TLS, for a bucket. */
const tls: Ways = {
  plainly: { 's3:TlsVersion': '1.3' },
  'over TLS 1.1': { 's3:TlsVersion': '1.1' },
  'without TLS': { 'aws:SecureTransport': 'false' },
}

const kms = (names: string) => names.replaceAll(/\w+/g, 'kms:$&')

/** What an account does with a key that it manages. */
export const managing = [
  kms('PutKeyPolicy GetKeyPolicy ListKeyPolicies DescribeKey UpdateKeyDescription TagResource UntagResource'),
  kms('CreateAlias UpdateAlias DeleteAlias ListGrants RevokeGrant ListResourceTags'),
  kms('EnableKey DisableKey EnableKeyRotation GetKeyRotationStatus ScheduleKeyDeletion CancelKeyDeletion'),
].join(' ')

/** What opens or makes a data key. */
export const opening = kms('Decrypt Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext')

/** What moves one inside KMS. */
export const moving = kms('ReEncryptFrom ReEncryptTo')

const onData: readonly Operation[] = [
  ...operations('dynamodb:GetItem dynamodb:Query dynamodb:Scan dynamodb:BatchGetItem', resources.tables, reads),
  ...operations(
    'dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:BatchWriteItem',
    resources.tables,
    writes,
  ),
  ...operations(
    'dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem',
    resources.tables.filter(({ name }) => name === 'contacts table'),
    inSets,
  ),
  ...operations('dynamodb:DeleteTable dynamodb:UpdateTable dynamodb:ExportTableToPointInTime', resources.tables),
  ...operations('s3:PutObject s3:GetObject s3:DeleteObject s3:ListBucket', resources.objects, tls),
  ...operations('s3:PutBucketPolicy s3:PutObjectRetention', resources.objects),
]

const onMessages: readonly Operation[] = [
  ...operations('sqs:SendMessage sqs:ReceiveMessage', resources.queues, overHttp),
  ...operations('sqs:DeleteMessage sqs:GetQueueAttributes sqs:PurgeQueue sqs:SetQueueAttributes', resources.queues),
  ...operations('sns:Publish', resources.topics, overHttp),
  ...operations('sns:Subscribe sns:SetTopicAttributes', resources.topics),
]

const onKeys: readonly Operation[] = [
  ...operations(opening, resources.keys, uses),
  ...operations(moving, resources.keys, moves),
  ...operations(`${managing} kms:CreateGrant kms:GenerateMac`, resources.keys),
  ...operations('kms:ReplicateKey', resources.keys, copying),
]

const onSecrets = operations('secretsmanager:GetSecretValue secretsmanager:PutSecretValue', resources.secrets)

const onRoles = operations('sts:AssumeRole sts:TagSession sts:SetSourceIdentity', resources.roles, assuming)

const onFunctions = operations(
  'lambda:InvokeFunction lambda:GetFunction lambda:UpdateFunctionCode',
  resources.functions,
)

const onLogs = operations(
  'logs:CreateLogStream logs:PutLogEvents logs:GetLogEvents logs:FilterLogEvents logs:DeleteLogGroup',
  resources.logStreams,
)

const by = (callers: readonly Caller[], made: readonly Operation[]): readonly Call[] =>
  callers.flatMap((caller) => made.map((operation) => ({ caller, ...operation })))

/** Every call that is looked at. What is not here is not tested: whatever a policy could give away belongs here. */
export const calls: readonly Call[] = [
  ...by(roleCallers, [...onData, ...onMessages, ...onKeys, ...onSecrets, ...onRoles, ...onFunctions, ...onLogs]),
  ...by(serviceCallers, [
    ...onMessages,
    ...operations(`${opening} ${moving} kms:CreateGrant kms:PutKeyPolicy`, resources.keys),
    ...operations('sts:AssumeRole sts:TagSession sts:SetSourceIdentity', resources.roles, {
      plainly: { ...officer, ...tagged('division-p') },
    }),
    ...onFunctions,
  ]),
]

/** Words a call for a person. */
export const worded = ({ caller, action, resource, way }: Call): string =>
  `${caller.name}: ${action} on ${resource.name}, ${way}`

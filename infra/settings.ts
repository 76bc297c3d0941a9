import * as v from 'valibot'
import { type Desk, desks } from '../shared/domain/desk.ts'
import { type Grade, grades } from '../shared/domain/grade.ts'
import { parseJsonFile } from './json-file.ts'

/** A name of one's own, with the certificate for it. */
export interface Domain {
  readonly domainName: string
  readonly certificateArn: string
}

/** The second region, which keeps a copy of the keys and of the table. */
export interface Replica {
  readonly region: string
  /** What the first region made, from its outputs. Null until the first region is deployed. */
  readonly copies: {
    readonly envelopeKeyId: string
    readonly transportKeyId: string
    readonly tableName: string
  } | null
  /** True when the first region is lost, and all of Harbour is made in this one. */
  readonly takesOver: boolean
}

/** Who messages come from. A channel without a sender reaches nobody. */
export interface Senders {
  /** An email address whose domain, or which itself, SES has verified. */
  readonly email: string | null
  /** ARN of a telephone number, sender id or pool of End User Messaging. */
  readonly sms: string | null
  /** ARN of a telephone number of End User Messaging that can call. */
  readonly call: string | null
}

/**
 * What a deployment decides once. A setting that was forgotten would replace or remove what it stands for, so each must
 * be in the file, also as null.
 */
export interface Settings {
  /** False for the first deployment alone: CloudFormation cannot undo a failed creation of what is protected. */
  readonly deletionProtection: boolean
  /** Where front ends call the API. Null: the address that API Gateway makes up. */
  readonly apiDomain: Domain | null
  /** Where officers sign in; passkeys are bound to it. Null: a name under amazoncognito.com. */
  readonly signInDomain: Domain | null
  /** Where the console is served. Null: the stack serves none. */
  readonly consoleDomain: Domain | null
  readonly replica: Replica | null
  /** A table that exists, such as one that was restored, in place of one of our own. */
  readonly tableName: string | null
  readonly senders: Senders
  /** What watch-deadlines calls after each good pass, so that somebody outside the account hears its silence. */
  readonly watcherUrl: string | null
  /** Where CloudWatch's alarms go besides the operators' mail: an https endpoint that confirms SNS's subscription. */
  readonly alarmUrl: string | null
  /** When desks are drilled; an empty list for never. */
  readonly drills: readonly DrillSetting[]
}

/** When a desk is drilled. */
export interface DrillSetting {
  readonly desk: Desk
  /** How fast the desk must acknowledge the drill. */
  readonly grade: Grade
  /**
   * The six fields of a cron expression of AWS, by the clock of London: `0 10 ? * TUE *`.
   *
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
   */
  readonly at: string
}

/** Settings of a stack that nobody keeps anything in. */
export const plainSettings: Settings = {
  deletionProtection: false,
  apiDomain: null,
  signInDomain: null,
  consoleDomain: null,
  replica: null,
  tableName: null,
  senders: { email: null, sms: null, call: null },
  watcherUrl: null,
  alarmUrl: null,
  drills: [],
}

/**
 * Cognito and CloudFront take a certificate of this region alone.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
 */
const edgeCertificateRegion = 'us-east-1'

const domainName = v.pipe(v.string(), v.regex(/^(?=.{4,253}$)([a-z0-9-]+\.)+[a-z]{2,}$/, 'is not a domain name'))

const domainWithCertificateIn = (region: string) =>
  v.nullable(
    v.strictObject({
      domainName,
      certificateArn: v.pipe(
        v.string(),
        v.regex(/^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/, 'is not the ARN of a certificate'),
        v.check((arn) => arn.split(':')[3] === region, `is of another region than ${region}`),
      ),
    }),
  )

/** Begins with mrk-. @see https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html */
const multiRegionKeyId = v.pipe(v.string(), v.regex(/^mrk-[0-9a-f]{32}$/, 'is not the id of a multi-Region key'))

const tableName = v.pipe(v.string(), v.regex(/^[\w.-]{3,255}$/, 'is not the name of a table'))

const originOf = (kinds: string) =>
  v.nullable(
    v.pipe(
      v.string(),
      v.regex(new RegExp(`^arn:aws:sms-voice:[a-z0-9-]+:\\d{12}:(${kinds})/[\\w/-]+$`), `is not the ARN of a ${kinds}`),
    ),
  )

const senders = v.strictObject({
  email: v.nullable(v.pipe(v.string(), v.regex(/^[\w.+-]+@([a-z0-9-]+\.)+[a-z]{2,}$/, 'is not an email address'))),
  sms: originOf('phone-number|sender-id|pool'),
  call: originOf('phone-number'),
})

const httpsUrl = v.nullable(
  v.pipe(
    v.string(),
    v.check((text) => URL.canParse(text) && new URL(text).protocol === 'https:', 'is not an https URL'),
  ),
)

const drills = v.array(
  v.strictObject({
    desk: v.picklist(desks),
    grade: v.picklist(grades),
    at: v.pipe(v.string(), v.regex(/^[\d*,/?\w#-]+( [\d*,/?\w#-]+){5}$/, 'is not the six fields of a cron expression')),
  }),
)

const replicaOf = (firstRegion: string) =>
  v.pipe(
    v.strictObject({
      region: v.pipe(
        v.string(),
        v.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'is not a region'),
        v.check((given) => given !== firstRegion, `is the first region, ${firstRegion}`),
      ),
      copies: v.nullable(
        v.strictObject({ envelopeKeyId: multiRegionKeyId, transportKeyId: multiRegionKeyId, tableName }),
      ),
      takesOver: v.boolean(),
    }),
    v.check(({ copies, takesOver }) => copies !== null || !takesOver, 'takes over only what it has: name its copies'),
  )

const settingsOf = ({ firstRegion, apiRegion }: { readonly firstRegion: string; readonly apiRegion: string }) =>
  v.strictObject({
    deletionProtection: v.boolean(),
    apiDomain: domainWithCertificateIn(apiRegion),
    signInDomain: domainWithCertificateIn(edgeCertificateRegion),
    consoleDomain: domainWithCertificateIn(edgeCertificateRegion),
    replica: v.nullable(replicaOf(firstRegion)),
    tableName: v.nullable(tableName),
    senders,
    watcherUrl: httpsUrl,
    alarmUrl: httpsUrl,
    drills,
  })

/** The region that takes over, if what was given says so; the rest of it is checked after this. */
const takeoverIn = (input: unknown): string | undefined => {
  const shape = v.looseObject({ replica: v.looseObject({ region: v.string(), takesOver: v.literal(true) }) })
  return v.is(shape, input) ? input.replica.region : undefined
}

/**
 * Checks settings that were read from outside.
 *
 * @param region - where the stage's stack stands while no replica takes over
 * @throws Error naming every setting that is missing, unknown or of the wrong form
 */
export const parseSettings = (input: unknown, region: string): Settings => {
  const schema = settingsOf({ firstRegion: region, apiRegion: takeoverIn(input) ?? region })
  const { issues, success, output } = v.safeParse(schema, input, { abortPipeEarly: true })
  if (success) return output
  const problems = issues.map((issue) => `${v.getDotPath(issue) ?? 'the file'} ${problemOf(issue)}`)
  throw new Error(`settings are not complete:\n  ${problems.join('\n  ')}`)
}

const problemOf = ({ type, message, received }: v.BaseIssue<unknown>): string => {
  if (type === 'regex' || type === 'check') return message
  if (type === 'strict_object') return received === 'undefined' ? 'is missing; null says none' : 'is not a setting'
  return 'is not of the right form'
}

/** Reads the settings of a stage from a JSON file. @throws Error as `parseSettings` does */
export const settingsFromFile = (file: string, region: string): Settings => parseSettings(parseJsonFile(file), region)

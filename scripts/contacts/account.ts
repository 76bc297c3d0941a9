import {
  DescribeAccountAttributesCommand,
  DescribePhoneNumbersCommand,
  DescribeSpendLimitsCommand,
  type PinpointSMSVoiceV2Client,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import {
  DescribeSecretCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { GetAccountCommand, GetEmailIdentityCommand, NotFoundException, type SESv2Client } from '@aws-sdk/client-sesv2'
import type { Channel, ContactEntry } from '../../shared/domain/contact.ts'
import type { StageSending } from './register.ts'

/** What asks the account. */
export interface AccountClients {
  readonly ses: SESv2Client
  readonly telephone: PinpointSMSVoiceV2Client
  readonly secrets: SecretsManagerClient
}

type Problems = readonly string[]

const isVerified = async (ses: SESv2Client, EmailIdentity: string): Promise<boolean> => {
  try {
    const { VerifiedForSendingStatus = false } = await ses.send(new GetEmailIdentityCommand({ EmailIdentity }))
    return VerifiedForSendingStatus
  } catch (error) {
    if (error instanceof NotFoundException) return false
    throw error
  }
}

/** SES sends from an address that is verified, or whose domain is. */
const emailProblems = async (ses: SESv2Client, from: string): Promise<Problems> => {
  if (from === '') return ['email: the stage has no sender; name one in its settings, senders.email']
  const account = await ses.send(new GetAccountCommand())
  const domain = from.slice(from.indexOf('@') + 1)
  const isSender = (await isVerified(ses, from)) || (await isVerified(ses, domain))
  return [
    ...(isSender ? [] : [`email: SES has not verified ${domain}; create that identity and its DNS records`]),
    ...(account.ProductionAccessEnabled === true
      ? []
      : ['email: SES is in its sandbox and sends to verified addresses only; request production access']),
    ...(account.SendingEnabled === true ? [] : ['email: SES has paused sending; see its console for the reason']),
  ]
}

/**
 * What a new account may spend a month, US dollars: a few messages.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/sandbox.html
 */
const firstSpendLimit = 1

const tierProblems = async (telephone: PinpointSMSVoiceV2Client): Promise<Problems> => {
  const { AccountAttributes = [] } = await telephone.send(new DescribeAccountAttributesCommand())
  const tier = AccountAttributes.find(({ Name }) => Name === 'ACCOUNT_TIER')?.Value
  const sandbox =
    'telephone: End User Messaging is in its sandbox and reaches verified numbers only; request production'
  return tier === 'PRODUCTION' ? [] : [sandbox]
}

const spendProblems = async (telephone: PinpointSMSVoiceV2Client, kind: 'TEXT' | 'VOICE'): Promise<Problems> => {
  const { SpendLimits = [] } = await telephone.send(new DescribeSpendLimitsCommand())
  const found = SpendLimits.find(({ Name }) => Name === `${kind}_MESSAGE_MONTHLY_SPEND_LIMIT`)
  const limit = (found?.Overridden === true ? found.EnforcedLimit : found?.MaxLimit) ?? 0
  const words = `${kind === 'TEXT' ? 'sms' : 'call'}: the account may spend $${limit} a month; raise its spending limit`
  return limit > firstSpendLimit ? [] : [words]
}

const isPhoneNumber = (arn: string): boolean => arn.includes(':phone-number/')

const numberProblems = async (
  telephone: PinpointSMSVoiceV2Client,
  channel: 'sms' | 'call',
  from: string,
): Promise<Problems> => {
  if (from === '') return [`${channel}: the stage has no sender; name one in its settings, senders.${channel}`]
  if (!isPhoneNumber(from)) return []
  const capability = channel === 'sms' ? 'SMS' : 'VOICE'
  const call = telephone.send(new DescribePhoneNumbersCommand({ PhoneNumberIds: [from] }))
  const { PhoneNumbers = [] } = await call.catch((error: unknown) => {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return { PhoneNumbers: [] }
    throw error
  })
  const [number] = PhoneNumbers
  if (number === undefined) return [`${channel}: the account has no such telephone number as senders.${channel} names`]
  return [
    ...(number.Status === 'ACTIVE' ? [] : [`${channel}: its telephone number is ${String(number.Status)}`]),
    ...(number.NumberCapabilities?.includes(capability)
      ? []
      : [`${channel}: its telephone number has no ${capability}`]),
  ]
}

const secretProblems = async (secrets: SecretsManagerClient, SecretId: string): Promise<Problems> => {
  try {
    const { DeletedDate } = await secrets.send(new DescribeSecretCommand({ SecretId }))
    return DeletedDate === undefined ? [] : [`secret ${SecretId} is about to be deleted`]
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return [`secret ${SecretId} is not in Secrets Manager`]
    throw error
  }
}

/** Returns what would keep the stage from sending to these contacts: only of channels that they use. */
export const accountProblems = async (
  clients: AccountClients,
  sending: StageSending,
  entries: readonly ContactEntry[],
): Promise<Problems> => {
  const { ses, telephone, secrets } = clients
  const { senders, secretPrefix } = sending
  const has = (...channels: readonly Channel[]) =>
    entries.some(({ channel, isEnabled }) => isEnabled && channels.includes(channel))
  const names = [...new Set(entries.flatMap(({ secretName }) => secretName ?? []))]
  const found = [
    has('email') ? await emailProblems(ses, senders.email) : [],
    has('sms', 'call') ? await tierProblems(telephone) : [],
    has('sms')
      ? [...(await numberProblems(telephone, 'sms', senders.sms)), ...(await spendProblems(telephone, 'TEXT'))]
      : [],
    has('call')
      ? [...(await numberProblems(telephone, 'call', senders.call)), ...(await spendProblems(telephone, 'VOICE'))]
      : [],
  ]
  for (const name of names) found.push(await secretProblems(secrets, `${secretPrefix}${name}`))
  return found.flat()
}

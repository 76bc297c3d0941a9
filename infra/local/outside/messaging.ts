import { createServer, type IncomingMessage, type Server, type ServerResponse, request as send } from 'node:http'
import { createRequire } from 'node:module'
import type { CallAccess } from '../iam/call-access.ts'
import { accessKeyIdOf, type Caller } from '../iam/caller.ts'
import { type Listening, listenLocally, toListener } from '../machine/listen.ts'
import { localAccount, localRegion } from '../machine/local-client.ts'
import { localSecretOf } from './local-secrets.ts'
import type { RecordMessage } from './outbox.ts'

/** A CommonJS module, whose `default` Node and vitest import differently. */
const { default: startSes } = createRequire(import.meta.url)('aws-ses-v2-local') as {
  readonly default: (config: { readonly host: string; readonly port: number }) => Promise<Server>
}

/** Whom the services of messages ask, and where they record. */
export interface MessagingDeps {
  readonly callerOf: (accessKeyId: string) => Caller | undefined
  readonly isAllowed: CallAccess
  readonly record: RecordMessage
}

interface Answer {
  readonly status: number
  readonly body: object
}

type Json = Readonly<Record<string, unknown>>

const refused: Answer = { status: 403, body: { __type: 'AccessDeniedException', message: 'not authorized' } }
const unknown: Answer = { status: 400, body: { __type: 'UnknownOperationException', message: 'not supported here' } }

const textIn = (value: unknown, ...path: readonly (string | number)[]): string => {
  const found = path.reduce<unknown>(
    (inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key],
    value,
  )
  return typeof found === 'string' ? found : ''
}

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/** Hands a request to the local SES as it came, and returns what it answered. */
const forwardTo = (sesUrl: string, request: IncomingMessage, body: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { method, headers, url = '/' } = request
    const forwarded = send(new URL(url, sesUrl), { method, headers }, async (answer) => {
      const text = await readBody(answer)
      resolve({ status: answer.statusCode ?? 500, body: text.startsWith('{') ? JSON.parse(text) : { message: text } })
    })
    forwarded.on('error', reject)
    forwarded.end(body)
  })

const sendEmail = async (
  request: IncomingMessage,
  body: string,
  { sesUrl, may, record }: Exchange,
): Promise<Answer> => {
  const email = JSON.parse(body) as Json
  const from = textIn(email, 'FromEmailAddress')
  const arnOf = (kind: string, name: string) => `arn:aws:ses:${localRegion}:${localAccount}:${kind}/${name}`
  const set = textIn(email, 'ConfigurationSetName')
  const needed = [arnOf('identity', from), ...(set === '' ? [] : [arnOf('configuration-set', set)])]
  if (!needed.every((resource) => may('ses:SendEmail', resource))) return refused
  const answer = await forwardTo(sesUrl, request, body)
  if (answer.status !== 200) return answer
  const tags = (email['EmailTags'] ?? []) as ReadonlyArray<{ readonly Name: string; readonly Value: string }>
  const digestId = tags.find(({ Name }) => Name === 'digestId')?.Value
  const text = textIn(email, 'Content', 'Simple', 'Body', 'Text', 'Data')
  for (const to of (email['Destination'] as { readonly ToAddresses?: readonly string[] } | undefined)?.ToAddresses ??
    []) {
    await record({ channel: 'email', to, text, digestId })
  }
  return answer
}

const telephoneActions: Readonly<Record<string, { readonly action: string; readonly channel: string }>> = {
  'PinpointSMSVoiceV2.SendTextMessage': { action: 'sms-voice:SendTextMessage', channel: 'sms' },
  'PinpointSMSVoiceV2.SendVoiceMessage': { action: 'sms-voice:SendVoiceMessage', channel: 'call' },
}

/** @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html */
const e164 = /^\+[1-9]\d{6,14}$/

const sendByTelephone = async (target: string, body: string, { may, record }: Exchange): Promise<Answer> => {
  const known = telephoneActions[target]
  if (known === undefined) return unknown
  const message = JSON.parse(body) as Json
  if (!may(known.action, textIn(message, 'OriginationIdentity'))) return refused
  const to = textIn(message, 'DestinationPhoneNumber')
  if (!e164.test(to)) {
    const Fields = [{ Name: 'DestinationPhoneNumber', Message: 'is not a telephone number' }]
    return {
      status: 400,
      body: { __type: 'ValidationException', Message: 'not valid', Reason: 'INVALID_PARAMETER', Fields },
    }
  }
  const digestId = textIn(message, 'Context', 'digestId')
  await record({ channel: known.channel, to, text: textIn(message, 'MessageBody'), digestId })
  return { status: 200, body: { MessageId: `local-${Date.now()}` } }
}

const readSecret = (target: string, body: string, { may }: Exchange): Answer => {
  if (target !== 'secretsmanager.GetSecretValue') return unknown
  const name = textIn(JSON.parse(body), 'SecretId')
  const arn = `arn:aws:secretsmanager:${localRegion}:${localAccount}:secret:${name}-AbCdEf`
  if (!may('secretsmanager:GetSecretValue', arn)) return refused
  const SecretString = localSecretOf(name.split('/').at(-1) ?? name)
  return { status: 200, body: { ARN: arn, Name: name, SecretString } }
}

interface Exchange {
  readonly sesUrl: string
  readonly may: (action: string, resource: string) => boolean
  readonly record: RecordMessage
}

const answerTo = async (request: IncomingMessage, exchange: Exchange): Promise<Answer> => {
  const target = String(request.headers['x-amz-target'] ?? '')
  const body = await readBody(request)
  if (target.startsWith('PinpointSMSVoiceV2.')) return sendByTelephone(target, body, exchange)
  if (target.startsWith('secretsmanager.')) return readSecret(target, body, exchange)
  const isEmail = request.method === 'POST' && request.url === '/v2/email/outbound-emails'
  return isEmail ? sendEmail(request, body, exchange) : unknown
}

/**
 * Starts the stand-ins for SES (aws-ses-v2-local, behind a door that asks the template's policies), End User Messaging
 * and Secrets Manager. Each secret of a contact exists here. Nothing leaves this machine.
 */
export const startMessaging = async ({ callerOf, isAllowed, record }: MessagingDeps): Promise<Listening> => {
  const ses = await startSes({ host: '127.0.0.1', port: 0 })
  const address = ses.address()
  const sesUrl = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const caller = callerOf(accessKeyIdOf(request))
    const may = (action: string, resource: string) => isAllowed(caller, { action, resource, context: {} })
    const { status, body } = await answerTo(request, { sesUrl, may, record })
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  const door = await listenLocally(createServer(toListener(answer)))
  return {
    url: door.url,
    close: async () => {
      await door.close()
      ses.closeAllConnections()
      ses.close()
    },
  }
}

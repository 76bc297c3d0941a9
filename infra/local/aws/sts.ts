import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { isPermitted } from '../iam/access.ts'
import { accessKeyIdOf, type Caller, prefixed, principalContext, sessionTokenOf, temporary } from '../iam/caller.ts'
import type { RequestContext } from '../iam/condition-keys.ts'
import { policiesOf, roleArnOf } from '../iam/template-policies.ts'
import { type Listening, listenLocally, toListener } from '../machine/listen.ts'
import type { Stack } from '../template/template.ts'

interface Session extends Caller {
  /** Real time, milliseconds since 1970. */
  readonly endsAt: number
}

/** Who has temporary credentials. In memory: nobody's session outlives a restart. */
export interface Sessions {
  /** Returns who an access key id stands for: a session that has not ended, or the role whose logical id it is. */
  callerOf(accessKeyId: string): Caller | undefined
  add(session: Session): { readonly accessKeyId: string }
}

/** Creates an empty list of sessions. */
export const createSessions = (): Sessions => {
  const sessions = new Map<string, Session>()
  return {
    callerOf: (accessKeyId) => {
      if (accessKeyId === '') return undefined
      if (!accessKeyId.startsWith(temporary)) return { role: accessKeyId, tags: {} }
      const session = sessions.get(accessKeyId)
      return session !== undefined && session.endsAt > Date.now() ? session : undefined
    },
    add: (session) => {
      const accessKeyId = temporary + randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase()
      sessions.set(accessKeyId, session)
      return { accessKeyId }
    },
  }
}

/** What AssumeRole was asked. */
interface Asked {
  readonly roleArn: string
  readonly sessionName: string
  readonly sourceIdentity: string | undefined
  readonly tags: ReadonlyArray<readonly [key: string, value: string]>
  readonly seconds: number
}

const toAsked = (form: URLSearchParams): Asked => {
  const tags: Array<readonly [string, string]> = []
  for (let index = 1; form.has(`Tags.member.${index}.Key`); index += 1) {
    tags.push([form.get(`Tags.member.${index}.Key`) ?? '', form.get(`Tags.member.${index}.Value`) ?? ''])
  }
  return {
    roleArn: form.get('RoleArn') ?? '',
    sessionName: form.get('RoleSessionName') ?? '',
    sourceIdentity: form.get('SourceIdentity') ?? undefined,
    tags,
    seconds: Number(form.get('DurationSeconds') ?? 3600),
  }
}

const name = /^[\w+=,.@-]{2,64}$/

/** A role that assumes another gets an hour at most, whatever the other role allows. */
const longestSeconds = 3600

/**
 * Names the parameter that STS would not take; undefined when it takes all.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
const wrongIn = ({ sessionName, sourceIdentity, tags, seconds }: Asked): string | undefined => {
  if (!name.test(sessionName)) return 'RoleSessionName'
  if (sourceIdentity !== undefined && !name.test(sourceIdentity)) return 'SourceIdentity'
  if (!(seconds >= 900 && seconds <= longestSeconds)) return 'DurationSeconds'
  const keys = new Set(tags.map(([key]) => key.toLowerCase()))
  const isTag = ([key, value]: readonly [string, string]) => key.length > 0 && key.length <= 128 && value.length <= 256
  if (tags.length > 50 || keys.size < tags.length || !tags.every(isTag)) return 'Tags'
  return undefined
}

/** AWS judges each action of one call by itself. */
const actionsOf = ({ tags, sourceIdentity }: Asked): readonly string[] => [
  'sts:AssumeRole',
  ...(tags.length > 0 ? ['sts:TagSession'] : []),
  ...(sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
]

/** Returns what the call says. Each action sees its own keys of it alone. @see ../iam/condition-keys.json */
const toContext = (caller: Caller, { sessionName, sourceIdentity, tags }: Asked): RequestContext => ({
  ...principalContext(caller),
  'sts:RoleSessionName': sessionName,
  ...(sourceIdentity === undefined ? {} : { 'sts:SourceIdentity': sourceIdentity }),
  ...(tags.length === 0 ? {} : { 'aws:TagKeys': tags.map(([key]) => key) }),
  ...prefixed('aws:RequestTag/', Object.fromEntries(tags)),
})

/** Decides as AWS does: the caller's own policies and the trust policy of the role must both allow each action. */
const createTrust = (stack: Stack) => {
  const policies = policiesOf(stack)
  return (caller: Caller, asked: Asked): boolean => {
    const principal = { roleArn: roleArnOf(caller.role) }
    const call = { resource: asked.roleArn, context: toContext(caller, asked) }
    return actionsOf(asked).every((action) => isPermitted(policies, principal, { action, ...call }))
  }
}

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/'

const toError = (code: string, message: string): string =>
  `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>${code}</Code>` +
  `<Message>${message}</Message></Error></ErrorResponse>`

const toCredentials = (accessKeyId: string, endsAt: number): string =>
  `<AssumeRoleResponse xmlns="${namespace}"><AssumeRoleResult><Credentials><AccessKeyId>${accessKeyId}</AccessKeyId>` +
  `<SecretAccessKey>local</SecretAccessKey><SessionToken>${sessionTokenOf(accessKeyId)}</SessionToken>` +
  `<Expiration>${new Date(endsAt).toISOString()}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`

const readForm = async (request: IncomingMessage): Promise<URLSearchParams> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}

/**
 * Starts a small, strict STS on 127.0.0.1: AssumeRole alone, by the template's policies and trust policies.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const startLocalSts = async (stack: Stack, sessions: Sessions): Promise<Listening> => {
  const isTrusted = createTrust(stack)
  const answer = async (request: IncomingMessage): Promise<readonly [status: number, body: string]> => {
    const form = await readForm(request)
    if (form.get('Action') !== 'AssumeRole')
      return [400, toError('InvalidAction', 'the local STS knows AssumeRole only')]
    const caller = sessions.callerOf(accessKeyIdOf(request))
    const asked = toAsked(form)
    const wrong = wrongIn(asked)
    if (wrong !== undefined) return [400, toError('ValidationError', `${wrong} is not what STS takes`)]
    if (caller === undefined || !isTrusted(caller, asked))
      return [403, toError('AccessDenied', 'not authorized to assume the role')]
    const endsAt = Date.now() + asked.seconds * 1000
    const role = asked.roleArn.split('/').at(-1) ?? ''
    const { sourceIdentity, tags } = asked
    const { accessKeyId } = sessions.add({
      role,
      tags: Object.fromEntries(tags),
      endsAt,
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    })
    return [200, toCredentials(accessKeyId, endsAt)]
  }
  const listener = toListener(async (request, response) => {
    const [status, body] = await answer(request)
    response.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-requestid': randomUUID() }).end(body)
  })
  return listenLocally(createServer(listener))
}

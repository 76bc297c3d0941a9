import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { accessKeyIdOf, type Caller } from '../iam/caller.ts'
import { isAllowed, type PolicyRequest } from '../iam/policy-evaluator.ts'
import { isFor, type PrincipalStatement, roleArnOf, roleStatementsOf, statementsOf } from '../iam/role-policies.ts'
import { type Listening, listenLocally } from '../machine/listen.ts'
import type { Stack } from '../template/template.ts'

interface Session extends Caller {
  /** Real time, milliseconds since 1970. */
  readonly endsAt: number
}

/** Who has temporary credentials. In memory: nobody's session outlives a restart. */
export interface Sessions {
  /** Gives who an access key id stands for: a session that has not ended, or the role whose logical id it is. */
  callerOf(accessKeyId: string): Caller | undefined
  add(session: Session): { readonly accessKeyId: string }
}

const temporary = 'ASIA'

/** Creates an empty list of sessions. */
export const createSessions = (): Sessions => {
  const sessions = new Map<string, Session>()
  return {
    callerOf: (accessKeyId) => {
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
  readonly tags: Readonly<Record<string, string>>
  readonly seconds: number
}

const toAsked = (form: URLSearchParams): Asked => {
  const tags: Record<string, string> = {}
  for (let index = 1; form.has(`Tags.member.${index}.Key`); index += 1) {
    tags[form.get(`Tags.member.${index}.Key`) ?? ''] = form.get(`Tags.member.${index}.Value`) ?? ''
  }
  return {
    roleArn: form.get('RoleArn') ?? '',
    sessionName: form.get('RoleSessionName') ?? '',
    sourceIdentity: form.get('SourceIdentity') ?? undefined,
    tags,
    seconds: Number(form.get('DurationSeconds') ?? 3600),
  }
}

const actionsOf = ({ tags, sourceIdentity }: Asked): readonly string[] => [
  'sts:AssumeRole',
  ...(Object.keys(tags).length > 0 ? ['sts:TagSession'] : []),
  ...(sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
]

const toRequest = (action: string, { roleArn, sessionName, sourceIdentity, tags }: Asked): PolicyRequest => ({
  action,
  resource: roleArn,
  context: {
    'sts:RoleSessionName': sessionName,
    ...(sourceIdentity === undefined ? {} : { 'sts:SourceIdentity': sourceIdentity }),
    ...(Object.keys(tags).length === 0 ? {} : { 'aws:TagKeys': Object.keys(tags) }),
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
  },
})

/** Decides as AWS does: the caller's own policies and the trust policy of the role must both allow each action. */
const createTrust = (stack: Stack) => {
  const ofRoles = roleStatementsOf(stack)
  const trusts = new Map(
    stack
      .resourcesOf('AWS::IAM::Role')
      .map(({ logicalId, properties }) => [
        roleArnOf(logicalId),
        statementsOf<PrincipalStatement>(properties['AssumeRolePolicyDocument']),
      ]),
  )
  return (caller: Caller, asked: Asked): boolean => {
    const own = ofRoles.get(caller.role) ?? []
    const trust = (trusts.get(asked.roleArn) ?? [])
      .filter((statement) => isFor(statement, roleArnOf(caller.role)))
      .map((statement) => ({ ...statement, Resource: '*' }))
    return actionsOf(asked).every((action) => {
      const request = toRequest(action, asked)
      return isAllowed(own, request) && isAllowed(trust, request)
    })
  }
}

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/'

const toError = (code: string, message: string): string =>
  `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`

const toCredentials = (accessKeyId: string, endsAt: number): string =>
  `<AssumeRoleResponse xmlns="${namespace}"><AssumeRoleResult><Credentials><AccessKeyId>${accessKeyId}</AccessKeyId>` +
  `<SecretAccessKey>local</SecretAccessKey><SessionToken>local</SessionToken><Expiration>${new Date(endsAt).toISOString()}</Expiration>` +
  '</Credentials></AssumeRoleResult></AssumeRoleResponse>'

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
    if (caller === undefined || !isTrusted(caller, asked))
      return [403, toError('AccessDenied', 'not authorized to assume the role')]
    const endsAt = Date.now() + asked.seconds * 1000
    const role = asked.roleArn.split('/').at(-1) ?? ''
    const { sourceIdentity, tags } = asked
    const { accessKeyId } = sessions.add({
      role,
      tags,
      endsAt,
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    })
    return [200, toCredentials(accessKeyId, endsAt)]
  }
  const server = createServer(async (request, response) => {
    const [status, body] = await answer(request)
    response.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-requestid': randomUUID() }).end(body)
  })
  return listenLocally(server)
}

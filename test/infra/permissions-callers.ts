import type { Principal } from '../../infra/local/iam/access.ts'
import { principalContext } from '../../infra/local/iam/caller.ts'
import type { RequestContext } from '../../infra/local/iam/condition-keys.ts'
import { roleArnOf } from '../../infra/local/iam/template-policies.ts'
import { idOfThe, resources, stack, strangers } from './permissions-stack.ts'
import { ownerOf } from './synthesised.ts'

/** Someone who calls, with what AWS knows about them. */
export interface Caller {
  readonly name: string
  readonly principal: Principal
  readonly context: RequestContext
}

const roleCaller = (name: string, role: string, tags: Readonly<Record<string, string>> = {}): Caller => ({
  name,
  principal: { roleArn: roleArnOf(role) },
  context: principalContext({ role, tags }),
})

/**
 * A session of the reader role has its desk as a tag; one without, or with a tag that is no desk, cannot come from STS.
 * A role can also be tagged by whoever administers the account.
 */
const tags = ['division-p', 'child-protection', 'unrouted']
const tagged = ['DutyReader', 'Stranger']

/** Every role of the stack, by the construct that it is of, and the strangers. */
export const roleCallers: readonly Caller[] = [
  ...stack.resourcesOf('AWS::IAM::Role').map(({ logicalId }) => ({ name: ownerOf(logicalId), role: logicalId })),
  ...Object.keys(strangers).map((name) => ({ name, role: name })),
].flatMap(({ name, role }) => [
  roleCaller(name, role),
  ...(tagged.includes(name) ? tags.map((desk) => roleCaller(`${name} of ${desk}`, role, { desk })) : []),
])

const serviceCaller = (service: string, from: string, source: RequestContext): Caller => ({
  name: `${service} ${from}`,
  principal: { service: `${service}.amazonaws.com` },
  context: { 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': `${service}.amazonaws.com`, ...source },
})

const ofAccount = (account: string, SourceArn?: string): RequestContext => ({
  'aws:SourceAccount': account,
  ...(SourceArn === undefined ? {} : { 'aws:SourceArn': SourceArn }),
})

const [own, foreign] = ['000000000000', '111111111111']

const pathOf = (resourceId: string): string => {
  const found = stack.resourcesOf('AWS::ApiGateway::Resource').find(({ logicalId }) => logicalId === resourceId)
  return found === undefined
    ? ''
    : `${pathOf(String(found.properties['ParentId']))}/${String(found.properties['PathPart'])}`
}

/** Every method of the API that calls a function, with an address that fits it, and the function. */
export const methods = stack.resourcesOf('AWS::ApiGateway::Method').flatMap(({ properties }) => {
  const { Uri } = properties['Integration'] as { readonly Uri?: string }
  const [, functionArn] = /functions\/(arn:[^/]+)\/invocations/.exec(Uri ?? '') ?? []
  if (functionArn === undefined) return []
  const path = pathOf(String(properties['ResourceId'])).replaceAll(/\{\w+\}/g, '7F3K')
  const request = `${String(properties['HttpMethod'])}${path}`
  return [{ request, reaches: ownerOf(functionArn.split(':').at(-1) ?? '') }]
})

const apiArn = (ofApi: string, ofStage: string, request: string) =>
  `arn:aws:execute-api:eu-west-2:${own}:${ofApi}/${ofStage}/${request}`

const api = idOfThe('AWS::ApiGateway::RestApi')
const stage = idOfThe('AWS::ApiGateway::Stage')

/** Every service of AWS that calls something of the stack, and the same service on behalf of something else. */
export const serviceCallers: readonly Caller[] = [
  serviceCaller('lambda', 'for a function', ofAccount(own)),
  serviceCaller('cloudwatch', 'for an alarm', ofAccount(own)),
  serviceCaller('cloudwatch', 'for an alarm of another account', ofAccount(foreign)),
  ...resources.topics.map(({ name, arn }) => serviceCaller('sns', `for ${name}`, ofAccount(own, arn))),
  serviceCaller('sns', 'for a topic elsewhere', ofAccount(foreign, `arn:aws:sns:eu-west-2:${foreign}:topic`)),
  ...resources.rules.map(({ name, arn }) => serviceCaller('events', `for ${name}`, ofAccount(own, arn))),
  serviceCaller('events', 'for a rule elsewhere', ofAccount(foreign, `arn:aws:events:eu-west-2:${foreign}:rule/a`)),
  serviceCaller('events', 'for another rule', ofAccount(own, `arn:aws:events:eu-west-2:${own}:rule/other`)),
  ...methods.map(({ request }) =>
    serviceCaller('apigateway', `for ${request}`, ofAccount(own, apiArn(api, stage, request))),
  ),
  serviceCaller('apigateway', 'of another API', ofAccount(own, apiArn('other', stage, 'POST/reports'))),
  serviceCaller('apigateway', 'itself', ofAccount(own)),
]

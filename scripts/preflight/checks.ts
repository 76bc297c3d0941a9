import { ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm'
import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { type CloudTrailClient, DescribeTrailsCommand, GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail'
import { GetServiceQuotaCommand, type ServiceQuotasClient } from '@aws-sdk/client-service-quotas'
import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm'
import type { Settings } from '../../infra/settings.ts'
import { logsKind } from './trail-events.ts'

/** What a check found: `to do` says what to do before the deployment. */
export interface Finding {
  readonly state: 'ok' | 'to do'
  readonly detail: string
}

/** One thing that a deployment needs. It changes nothing. */
export interface Check {
  readonly name: string
  /** @throws when it could not be checked */
  readonly run: () => Promise<Finding>
}

/** What the checks call, all in the region of the stack. */
export interface PreflightClients {
  readonly ssm: SSMClient
  readonly trails: CloudTrailClient
  readonly quotas: ServiceQuotasClient
  readonly stacks: CloudFormationClient
}

const ok = (detail: string): Finding => ({ state: 'ok', detail })
const toDo = (detail: string): Finding => ({ state: 'to do', detail })
const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name

/** Where `cdk bootstrap` writes its version. @see https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html */
const bootstrapParameter = '/cdk-bootstrap/hnb659fds/version'

const checkBootstrap = async (ssm: SSMClient): Promise<Finding> => {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: bootstrapParameter }))
    return ok(`version ${Parameter?.Value}`)
  } catch (error) {
    if (isNamed(error, 'ParameterNotFound')) return toDo('run npx cdk bootstrap once for this account and region')
    throw error
  }
}

/**
 * Lambda's quota "Concurrent executions".
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const concurrency = { ServiceCode: 'lambda', QuotaCode: 'L-B99A9384' }

/** AWS gives new accounts as few as 10. 18 queues with 2 consumers each, and the API, need more. */
const leastConcurrency = 200

const checkConcurrency = async (quotas: ServiceQuotasClient): Promise<Finding> => {
  const { Quota } = await quotas.send(new GetServiceQuotaCommand(concurrency))
  const value = Quota?.Value ?? 0
  if (value >= leastConcurrency) return ok(`${value} functions at once`)
  return toDo(`only ${value} functions may run at once: ask Service Quotas for ${leastConcurrency} or more`)
}

const loggingTrails = async (trails: CloudTrailClient) => {
  const { trailList = [] } = await trails.send(new DescribeTrailsCommand({ includeShadowTrails: true }))
  const logging = await Promise.all(
    trailList.map(async ({ TrailARN }) => {
      if (TrailARN === undefined) return []
      const { IsLogging } = await trails.send(new GetTrailStatusCommand({ Name: TrailARN }))
      return IsLogging === true ? [TrailARN] : []
    }),
  )
  return logging.flat()
}

const checkTrail = async (trails: CloudTrailClient, kind: 'management' | 'DynamoDB data'): Promise<Finding> => {
  const logging = await loggingTrails(trails)
  const fits = await Promise.all(logging.map((arn) => logsKind(trails, arn, kind)))
  if (fits.includes(true)) return ok('a trail logs them')
  const why =
    kind === 'management' ? 'without them no alarm rings when a key is changed' : 'they say who read the table'
  return toDo(`make a trail that logs ${kind} events: ${why}`)
}

const checkStack = async (stacks: CloudFormationClient, stackName: string): Promise<Finding> => {
  try {
    const { Stacks = [] } = await stacks.send(new DescribeStacksCommand({ StackName: stackName }))
    const status = Stacks[0]?.StackStatus ?? 'unknown'
    if (status === 'ROLLBACK_COMPLETE')
      return toDo(`${stackName} failed to be created: delete it before you deploy again`)
    return /FAILED|IN_PROGRESS/.test(status) ? toDo(`${stackName} is ${status}: wait or fix it first`) : ok(status)
  } catch (error) {
    // CloudFormation has no name of its own for this. @see its API reference, DescribeStacks
    if (error instanceof Error && /does not exist/.test(error.message)) return ok('not deployed yet')
    throw error
  }
}

const checkCertificate = async (arn: string): Promise<Finding> => {
  const region = arn.split(':')[3] ?? ''
  const { Certificate } = await new ACMClient({ region }).send(new DescribeCertificateCommand({ CertificateArn: arn }))
  const status = Certificate?.Status ?? 'unknown'
  return status === 'ISSUED' ? ok('issued') : toDo(`the certificate is ${status}: finish its validation in ${region}`)
}

/** Every check of an account, in the order in which the deployment needs them. */
export const accountChecks = (
  { ssm, trails, quotas, stacks }: PreflightClients,
  { stackName, settings }: { readonly stackName: string; readonly settings: Settings | undefined },
): readonly Check[] => [
  { name: 'CDK is bootstrapped', run: () => checkBootstrap(ssm) },
  { name: 'CloudTrail logs management events', run: () => checkTrail(trails, 'management') },
  { name: 'CloudTrail logs data events of DynamoDB', run: () => checkTrail(trails, 'DynamoDB data') },
  { name: 'enough functions may run at once', run: () => checkConcurrency(quotas) },
  { name: `the stack ${stackName} can be deployed`, run: () => checkStack(stacks, stackName) },
  ...[settings?.apiDomain, settings?.signInDomain, settings?.consoleDomain].flatMap((domain) =>
    domain == null
      ? []
      : [{ name: `the certificate of ${domain.domainName}`, run: () => checkCertificate(domain.certificateArn) }],
  ),
]

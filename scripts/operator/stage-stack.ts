import { homeRegion, toStage } from '../../infra/config.ts'

/** The stack of a stage. */
export interface StageStack {
  readonly region: string
  readonly stackName: string
}

/**
 * Returns the stack of a stage: in the home region, or in the region that `AWS_REGION` names, where it is the replica
 * that took over.
 *
 * @throws Error for a stage that is none
 */
export const stackOf = (stage: string | undefined): StageStack => {
  const region = process.env['AWS_REGION'] || homeRegion
  const stackName = `Harbour-${toStage(stage)}`
  return { region, stackName: region === homeRegion ? stackName : `${stackName}-replica` }
}

/**
 * Reads the outputs of a stack. The client is loaded only here: who tries Harbour on one machine may not have it.
 *
 * @throws Error in one line when there is no such stack, or it has no outputs yet
 */
export const outputsOf = async ({ region, stackName }: StageStack): Promise<ReadonlyMap<string, string>> => {
  const { CloudFormationClient, DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation')
  const client = new CloudFormationClient({ region })
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stackName }))
  const outputs = Stacks[0]?.Outputs ?? []
  return new Map(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]))
}

/** Returns the value of an output. CDK puts letters and digits behind the name of one that a construct has. */
export const findOutput = (outputs: ReadonlyMap<string, string>, name: string): string | undefined =>
  [...outputs].find(([key]) => new RegExp(`^${name}[0-9A-F]{0,8}$`).test(key))?.[1]

/** The same, which must be there. @throws Error in one line when the stack has none of that name */
export const outputNamed = ({ stackName }: StageStack, outputs: ReadonlyMap<string, string>, name: string): string => {
  const value = findOutput(outputs, name)
  if (!value) throw new Error(`${stackName} has no output ${name}; deploy it first`)
  return value
}

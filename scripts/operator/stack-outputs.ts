import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'

/**
 * Reads the outputs of a stack.
 *
 * @throws Error in one line when there is no such stack, or it has no outputs yet
 */
export const outputsOf = async (
  cloudFormation: CloudFormationClient,
  stackName: string,
): Promise<ReadonlyMap<string, string>> => {
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }))
  const outputs = Stacks[0]?.Outputs ?? []
  return new Map(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]))
}

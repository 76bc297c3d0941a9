import {
  type AdvancedEventSelector,
  type CloudTrailClient,
  type EventSelector,
  GetEventSelectorsCommand,
} from '@aws-sdk/client-cloudtrail'

/** What a trail may log, as far as a deployment needs it. */
export type EventKind = 'management' | 'DynamoDB data'

const dynamoDb = 'AWS::DynamoDB::Table'

const basicLogs = ({ IncludeManagementEvents, DataResources = [] }: EventSelector, kind: EventKind): boolean =>
  kind === 'management' ? IncludeManagementEvents === true : DataResources.some(({ Type }) => Type === dynamoDb)

const advancedLogs = ({ FieldSelectors = [] }: AdvancedEventSelector, kind: EventKind): boolean => {
  const valuesOf = (field: string) => FieldSelectors.find(({ Field }) => Field === field)?.Equals ?? []
  return kind === 'management'
    ? valuesOf('eventCategory').includes('Management')
    : valuesOf('resources.type').includes(dynamoDb)
}

/** True when a trail logs events of a kind. @see CloudTrail's API reference, GetEventSelectors */
export const logsKind = async (trails: CloudTrailClient, trailArn: string, kind: EventKind): Promise<boolean> => {
  const { EventSelectors = [], AdvancedEventSelectors = [] } = await trails.send(
    new GetEventSelectorsCommand({ TrailName: trailArn }),
  )
  return (
    EventSelectors.some((selector) => basicLogs(selector, kind)) ||
    AdvancedEventSelectors.some((selector) => advancedLogs(selector, kind))
  )
}

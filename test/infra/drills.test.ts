import { expect, test } from 'vitest'
import { exampleConfig } from '../../infra/config.ts'
import { idOf, idsIn, ownerOf, type PolicyDocument, synthesise } from './synthesised.ts'

interface Schedule {
  readonly ScheduleExpression: string
  readonly ScheduleExpressionTimezone: string
  readonly Target: {
    readonly Arn: unknown
    readonly RoleArn: unknown
    readonly Input: string
    readonly RetryPolicy: { readonly MaximumEventAgeInSeconds: number }
  }
}

const drills = [
  { desk: 'division-p', grade: 'immediate', at: '0 10 ? * TUE *' },
  { desk: 'duty-control', grade: 'prompt', at: '30 3 1 * ? *' },
] as const
const stack = synthesise(exampleConfig('prod', { drills }))
const schedules = stack.of<Schedule>('AWS::Scheduler::Schedule').map(({ properties }) => properties)

test('drills begin at the times of the settings, by the clock of London, and not long after them', () => {
  expect(schedules.map(({ ScheduleExpression }) => ScheduleExpression)).toEqual([
    'cron(0 10 ? * TUE *)',
    'cron(30 3 1 * ? *)',
  ])
  for (const { ScheduleExpressionTimezone, Target } of schedules) {
    expect(ScheduleExpressionTimezone).toBe('Europe/London')
    expect(ownerOf(idsIn(Target.Arn)[0] ?? '')).toBe('StartDrill')
    expect(Target.RetryPolicy.MaximumEventAgeInSeconds).toBe(900)
  }
})

test('each names its desk and grade, and an id that is the same when the call is made again', () => {
  expect(schedules.map(({ Target }) => JSON.parse(Target.Input))).toEqual(
    drills.map(({ desk, grade }) => ({ id: '<aws.scheduler.execution-id>', desk, grade })),
  )
})

test('the schedules may call the function that starts drills, and do nothing else', () => {
  const roles = new Set(schedules.map(({ Target }) => idOf(Target.RoleArn)))
  expect(roles.size).toBe(1)
  const policies = stack
    .of<{ PolicyDocument: PolicyDocument; Roles: readonly unknown[] }>('AWS::IAM::Policy')
    .filter(({ properties }) => properties.Roles.some((role) => roles.has(idOf(role))))
  const statements = policies.flatMap(({ properties }) => properties.PolicyDocument.Statement)
  expect(statements.map(({ Action }) => Action)).toEqual(['lambda:InvokeFunction'])
  const called = statements.flatMap(({ Resource }) => idsIn(Resource))
  expect(new Set(called.map(ownerOf))).toEqual(new Set(['StartDrill']))
})

test('a stage without drills in its settings has no schedule', () => {
  expect(synthesise().all.filter(({ type }) => type === 'AWS::Scheduler::Schedule')).toEqual([])
})

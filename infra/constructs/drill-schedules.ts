import { Aws, Duration } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler'
import { Construct } from 'constructs'
import type { DrillSetting } from '../settings.ts'
import type { HarbourFunction } from './harbour-function.ts'

/** What begins drills, and when. */
export interface DrillSchedulesProps {
  readonly startDrill: HarbourFunction<readonly string[]>
  readonly drills: readonly DrillSetting[]
}

/** What the scheduler puts in the place of its name: the same each time that one call is made again. */
const executionId = '<aws.scheduler.execution-id>'

/**
 * Begins drills at the times of the stage's settings, by the clock of London, summer and winter. A drill that cannot
 * begin within a quarter of an hour is left out: nobody is woken at another time than the force chose.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export class DrillSchedules extends Construct {
  constructor(scope: Construct, id: string, { startDrill, drills }: DrillSchedulesProps) {
    super(scope, id)
    if (drills.length === 0) return
    const caller = this.#createCaller(startDrill)
    for (const [index, { desk, grade, at }] of drills.entries()) {
      new CfnSchedule(this, `${desk}-${index}`, {
        description: `Harbour: drill of ${desk}`,
        scheduleExpression: `cron(${at})`,
        scheduleExpressionTimezone: 'Europe/London',
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: startDrill.lambda.functionArn,
          roleArn: caller.roleArn,
          input: JSON.stringify({ id: executionId, desk, grade }),
          retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: Duration.minutes(15).toSeconds() },
        },
      })
    }
  }

  /** CDK's own target would let the schedules call every version of the function too. */
  #createCaller({ lambda }: HarbourFunction<readonly string[]>): Role {
    const scheduler = new ServicePrincipal('scheduler.amazonaws.com')
    const assumedBy = scheduler.withConditions({ StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } })
    const caller = new Role(this, 'Caller', { assumedBy })
    caller.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [lambda.functionArn] }))
    return caller
  }
}

import { Duration, Validations } from 'aws-cdk-lib'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { Construct } from 'constructs'
import type { HarbourFunction } from './harbour-function.ts'

/** Looks every minute for what is due. A missed minute is made up by the next: what is due stays due. */
export class Deadlines extends Construct {
  constructor(scope: Construct, id: string, props: { readonly watchDeadlines: HarbourFunction<readonly string[]> }) {
    super(scope, id)
    const everyMinute = new Rule(this, 'EveryMinute', { schedule: Schedule.rate(Duration.minutes(1)) })
    Validations.of(everyMinute).acknowledge({
      id: 'Serverless::Serverless-EventBusDLQ',
      reason: 'a missed minute is made up by the next, and OldestOverdueReport rings when none comes',
    })
    everyMinute.addTarget(
      new LambdaFunction(props.watchDeadlines.lambda, { retryAttempts: 0, maxEventAge: Duration.minutes(1) }),
    )
  }
}

import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { env as acceptReportEnv } from '../functions/accept-report/env.ts'
import type { env as followUpEnv } from '../functions/follow-up/env.ts'
import type { env as keepDigestEnv } from '../functions/keep-digest/env.ts'
import type { env as notifyTeamEnv } from '../functions/notify-team/env.ts'
import type { env as publicInfoEnv } from '../functions/public-info/env.ts'
import type { env as routeReportEnv } from '../functions/route-report/env.ts'
import type { env as watchDeadlinesEnv } from '../functions/watch-deadlines/env.ts'
import { intakeOperations } from '../shared/contract/operations/intake.ts'
import { publicOperations } from '../shared/contract/operations/public.ts'
import { reporterOperations } from '../shared/contract/operations/reporters.ts'
import type { StageConfig } from './config.ts'
import { Alarms } from './constructs/alarms.ts'
import { Deadlines } from './constructs/deadlines.ts'
import { Duty } from './constructs/duty.ts'
import { HarbourFunction } from './constructs/harbour-function.ts'
import { Intake } from './constructs/intake.ts'
import { EnvelopeKey, TransportKey } from './constructs/keys.ts'
import { LogDigest } from './constructs/log-digest.ts'
import { Notification } from './constructs/notification.ts'
import { ReportStore } from './constructs/report-store.ts'
import { Routing } from './constructs/routing.ts'

/** What makes the stack of one stage. */
export interface HarbourStackProps extends StackProps {
  readonly config: StageConfig
}

/** How long a function that a queue feeds may take. */
const consumerTimeout = Duration.seconds(30)

/** The whole of Harbour: constructs passed to each other, in the order that a report goes. */
export class HarbourStack extends Stack {
  constructor(scope: Construct, id: string, { config, ...props }: HarbourStackProps) {
    super(scope, id, props)
    const contacts = config.contacts()
    const transportKey = new TransportKey(this, 'TransportKey')
    const envelopeKey = new EnvelopeKey(this, 'EnvelopeKey')
    const reports = new ReportStore(this, 'Reports', { transportKey })
    const routing = new Routing(this, 'Routing', { transportKey, consumerTimeout })
    const notification = new Notification(this, 'Notification', { transportKey, contacts })
    const intake = new Intake(this, 'Intake', config)

    const shared = { transportKey, logRetentionDays: config.logRetentionDays }
    const REPORT_TABLE = reports.tableName
    const ENVELOPE_KEY_ARN = envelopeKey.keyArn
    const ROUTING_QUEUE_URL = routing.routingQueue.queue.queueUrl
    const DESK_QUEUE_URLS = routing.deskQueueUrls

    const acceptReport = new HarbourFunction<typeof acceptReportEnv>(this, 'AcceptReport', {
      ...shared,
      name: 'accept-report',
      timeoutSeconds: 15,
      environment: { REPORT_TABLE, ENVELOPE_KEY_ARN, ROUTING_QUEUE_URL },
    })
    envelopeKey.grantSeal(acceptReport)
    reports.grantAccept(acceptReport)
    routing.routingQueue.grantSend(acceptReport)
    routing.routingQueue.grantAsk(acceptReport)
    const reportsNotStored = intake.route(intakeOperations['POST /reports'], acceptReport)

    const routeReport = new HarbourFunction<typeof routeReportEnv>(this, 'RouteReport', {
      ...shared,
      name: 'route-report',
      timeoutSeconds: consumerTimeout.toSeconds(),
      environment: { REPORT_TABLE, ENVELOPE_KEY_ARN, DESK_QUEUE_URLS },
    })
    envelopeKey.grantReaddress(routeReport)
    reports.grantAdvance(routeReport)
    routing.grantSendDesk(routeReport)
    routing.routingQueue.feed(routeReport, 10)

    const notifyTeam = new HarbourFunction<typeof notifyTeamEnv>(this, 'NotifyTeam', {
      ...shared,
      name: 'notify-team',
      timeoutSeconds: consumerTimeout.toSeconds(),
      environment: {
        REPORT_TABLE,
        DESK_TOPIC_ARNS: notification.deskTopicArns,
        CONSOLE_URL: config.consoleUrl,
      },
    })
    reports.grantAdvance(notifyTeam)
    notification.grantPublish(notifyTeam)
    routing.feedDesks(notifyTeam)

    const watchDeadlines = new HarbourFunction<typeof watchDeadlinesEnv>(this, 'WatchDeadlines', {
      ...shared,
      name: 'watch-deadlines',
      timeoutSeconds: 55,
      environment: { REPORT_TABLE, ROUTING_QUEUE_URL, DESK_QUEUE_URLS },
    })
    reports.grantAdvance(watchDeadlines)
    reports.grantFindDue(watchDeadlines)
    routing.routingQueue.grantSend(watchDeadlines)
    routing.grantSendDesk(watchDeadlines)
    new Deadlines(this, 'Deadlines', { watchDeadlines })

    const publicInfo = new HarbourFunction<typeof publicInfoEnv>(this, 'PublicInfo', {
      ...shared,
      name: 'public-info',
      timeoutSeconds: 10,
      environment: { REPORT_TABLE },
    })
    reports.grantFindDue(publicInfo)
    for (const operation of Object.values(publicOperations)) intake.route(operation, publicInfo)

    const followUp = new HarbourFunction<typeof followUpEnv>(this, 'FollowUp', {
      ...shared,
      name: 'follow-up',
      timeoutSeconds: 15,
      environment: { REPORT_TABLE, ENVELOPE_KEY_ARN, ROUTING_QUEUE_URL, DESK_QUEUE_URLS },
    })
    envelopeKey.grantSeal(followUp)
    reports.grantAdvance(followUp)
    reports.grantPutText(followUp)
    reports.grantReadLog(followUp)
    routing.routingQueue.grantSend(followUp)
    routing.grantSendDesk(followUp)
    for (const operation of Object.values(reporterOperations)) intake.route(operation, followUp)

    new Duty(this, 'Duty', { ...shared, envelopeKey, reports, routing, intake, consoleUrl: config.consoleUrl })

    const logDigest = new LogDigest(this, 'LogDigest', { transportKey })
    const keepDigest = new HarbourFunction<typeof keepDigestEnv>(this, 'KeepDigest', {
      ...shared,
      name: 'keep-digest',
      timeoutSeconds: 300,
      environment: { REPORT_TABLE, DIGEST_BUCKET: logDigest.bucketName },
    })
    reports.grantReadNewestHashes(keepDigest)
    logDigest.grantKeep(keepDigest)
    logDigest.runDaily(keepDigest)

    new Alarms(this, 'Alarms', {
      ...{ routing, notification, reportsNotStored, watchDeadlines, keepDigest, transportKey, contacts },
    })
    new CfnOutput(this, 'ApiUrl', { value: intake.api.url })
  }
}

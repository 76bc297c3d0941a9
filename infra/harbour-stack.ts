import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { env as acceptReportEnv } from '../functions/accept-report/env.ts'
import type { env as followUpEnv } from '../functions/follow-up/env.ts'
import type { env as keepDigestEnv } from '../functions/keep-digest/env.ts'
import type { env as notifyTeamEnv } from '../functions/notify-team/env.ts'
import type { env as publicInfoEnv } from '../functions/public-info/env.ts'
import type { env as routeReportEnv } from '../functions/route-report/env.ts'
import type { env as watchDeadlinesEnv } from '../functions/watch-deadlines/env.ts'
import type { StageConfig } from './config.ts'
import { Alarms } from './constructs/alarms.ts'
import { ApiDomain } from './constructs/api-domain.ts'
import { Deadlines } from './constructs/deadlines.ts'
import { Duty } from './constructs/duty.ts'
import { HarbourFunction } from './constructs/harbour-function.ts'
import { Intake } from './constructs/intake.ts'
import { KeyWatch } from './constructs/key-watch.ts'
import { EnvelopeKey, TransportKey } from './constructs/keys.ts'
import { LogDigest } from './constructs/log-digest.ts'
import { Notification } from './constructs/notification.ts'
import { OperatorTopic } from './constructs/operator-topic.ts'
import { ReportStore } from './constructs/report-store.ts'
import { Routing } from './constructs/routing.ts'
import type { Placement } from './placement.ts'

/** What makes the stack of one stage. */
export interface HarbourStackProps extends StackProps {
  readonly config: StageConfig
  readonly placement: Placement
}

/** How long a function that a queue feeds may take. */
const consumerTimeout = Duration.seconds(30)

/** The whole of Harbour: constructs passed to each other, in the order that a report goes. */
export class HarbourStack extends Stack {
  constructor(scope: Construct, id: string, { config, placement, ...props }: HarbourStackProps) {
    super(scope, id, props)
    const { stage, title, contacts, settings } = config
    const transportKey = new TransportKey(this, 'TransportKey', placement.transportKey)
    const envelopeKey = new EnvelopeKey(this, 'EnvelopeKey', placement.envelopeKey)
    const reports = new ReportStore(this, 'Reports', {
      transportKey,
      deletionProtection: settings.deletionProtection,
      existingTable: placement.existingTable,
      replica: placement.tableReplica,
    })
    const routing = new Routing(this, 'Routing', { transportKey, consumerTimeout })
    const notification = new Notification(this, 'Notification', { transportKey, contacts, title })
    const intake = new Intake(this, 'Intake', config)

    const shared = { transportKey, logRetentionDays: config.logRetentionDays, stage }
    const REPORT_TABLE = reports.tableName
    const ENVELOPE_KEY_ARN = envelopeKey.keyArn
    const ROUTING_QUEUE_URL = routing.routingQueue.queue.queueUrl
    const DESK_QUEUE_URLS = routing.deskQueueUrls

    const acceptReport = new HarbourFunction<typeof acceptReportEnv>(this, 'AcceptReport', {
      ...shared,
      name: 'accept-report',
      impact: 'a victim may be told to send a report again',
      timeoutSeconds: 15,
      environment: { REPORT_TABLE, ENVELOPE_KEY_ARN, ROUTING_QUEUE_URL },
    })
    envelopeKey.grantSeal(acceptReport)
    reports.grantAccept(acceptReport)
    routing.routingQueue.grantSend(acceptReport)
    routing.routingQueue.grantAsk(acceptReport)
    intake.route('POST', '/reports', acceptReport)

    const routeReport = new HarbourFunction<typeof routeReportEnv>(this, 'RouteReport', {
      ...shared,
      name: 'route-report',
      impact: 'a new report waits to reach its desk',
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
      impact: 'a desk is not notified of a report',
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
      impact: 'a report may wait unseen past its due time',
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
      impact: 'a victim sees no guidance',
      timeoutSeconds: 10,
      environment: { REPORT_TABLE },
    })
    reports.grantFindDue(publicInfo)
    for (const path of ['/guidance', '/health', '/openapi.json']) intake.route('GET', path, publicInfo)

    const followUp = new HarbourFunction<typeof followUpEnv>(this, 'FollowUp', {
      ...shared,
      name: 'follow-up',
      impact: 'a victim cannot ask, add or withdraw',
      timeoutSeconds: 15,
      environment: { REPORT_TABLE, ENVELOPE_KEY_ARN, ROUTING_QUEUE_URL, DESK_QUEUE_URLS },
    })
    envelopeKey.grantSeal(followUp)
    reports.grantAdvance(followUp)
    reports.grantPutText(followUp)
    reports.grantReadLog(followUp)
    routing.routingQueue.grantSend(followUp)
    routing.grantSendDesk(followUp)
    for (const call of ['status', 'additions', 'withdrawal']) {
      intake.route('POST', `/reports/{reference}/${call}`, followUp)
    }

    const { consoleUrl } = config
    new Duty(this, 'Duty', { ...shared, envelopeKey, reports, routing, intake, consoleUrl, settings })

    const logDigest = new LogDigest(this, 'LogDigest', { transportKey, digestLock: config.digestLock })
    const keepDigest = new HarbourFunction<typeof keepDigestEnv>(this, 'KeepDigest', {
      ...shared,
      name: 'keep-digest',
      impact: 'a log that was rewritten today might not be seen',
      timeoutSeconds: 300,
      environment: { REPORT_TABLE, DIGEST_BUCKET: logDigest.bucketName },
    })
    reports.grantReadNewestHashes(keepDigest)
    logDigest.grantKeep(keepDigest)
    logDigest.runDaily(keepDigest)

    const { undelivered } = notification
    const addresses = contacts['duty-control'].supervisor
    const operators = new OperatorTopic(this, 'Operators', { title, transportKey, undelivered, addresses })
    new Alarms(this, 'Alarms', { stage, operators, routing, undelivered, intake, reports })
    const keyArns = [envelopeKey.keyArn, transportKey.key.keyArn]
    new KeyWatch(this, 'KeyWatch', { title, keyArns, operators, undelivered })

    const { apiDomain } = settings
    const domain = apiDomain && new ApiDomain(this, 'ApiDomain', { api: intake.api, ...apiDomain })
    new CfnOutput(this, 'ApiUrl', { value: domain?.url ?? intake.api.url })
    new CfnOutput(this, 'Stage', { value: stage })
    new CfnOutput(this, 'DeletionProtection', { value: String(settings.deletionProtection) })
    // What the settings name for a second region.
    new CfnOutput(this, 'EnvelopeKeyId', { value: envelopeKey.keyId })
    new CfnOutput(this, 'TransportKeyId', { value: transportKey.key.keyId })
    new CfnOutput(this, 'TableName', { value: reports.tableName })
  }
}

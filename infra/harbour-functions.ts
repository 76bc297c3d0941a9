import { Duration } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { env as acceptReportEnv } from '../functions/accept-report/env.ts'
import type { env as deliverEnv } from '../functions/deliver/env.ts'
import type { env as followUpEnv } from '../functions/follow-up/env.ts'
import type { env as notifyTeamEnv } from '../functions/notify-team/env.ts'
import type { env as publicInfoEnv } from '../functions/public-info/env.ts'
import type { env as routeReportEnv } from '../functions/route-report/env.ts'
import type { env as watchDeadlinesEnv } from '../functions/watch-deadlines/env.ts'
import { intakeOperations } from '../shared/contract/operations/intake.ts'
import { backPages, formPages } from '../shared/contract/operations/pages.ts'
import { publicOperations } from '../shared/contract/operations/public.ts'
import { reporterOperations } from '../shared/contract/operations/reporters.ts'
import type { CanaryWay } from './constructs/canary-way.ts'
import type { ContactStore } from './constructs/contact-store.ts'
import { Deadlines } from './constructs/deadlines.ts'
import type { Deliveries } from './constructs/deliveries.ts'
import { HarbourFunction, type HarbourFunctionProps } from './constructs/harbour-function.ts'
import type { Intake } from './constructs/intake.ts'
import type { EnvelopeKey } from './constructs/keys.ts'
import type { LogDigest } from './constructs/log-digest.ts'
import type { Messaging } from './constructs/messaging.ts'
import type { ReportStore } from './constructs/report-store.ts'
import type { Routing } from './constructs/routing.ts'
import type { DrillSetting } from './settings.ts'

/** How long a function that a queue feeds may take. */
export const consumerTimeout = Duration.seconds(30)

/** How long deliver may take: longer than every channel, and the marks of a large digest after it. */
export const deliverTimeout = Duration.seconds(15)

/** What the functions are made of: the constructs that grant, and what every function has. */
export interface Parts {
  readonly shared: Pick<HarbourFunctionProps<readonly string[]>, 'transportKey' | 'logRetentionDays' | 'stage'>
  readonly envelopeKey: EnvelopeKey
  readonly reports: ReportStore
  readonly routing: Routing
  readonly deliveries: Deliveries
  readonly intake: Intake
  readonly logDigest: LogDigest
  readonly consoleUrl: string
  readonly watcherUrl: string | null
  readonly drills: readonly DrillSetting[]
  readonly canaryWay: CanaryWay
  /** Where front ends reach the API. */
  readonly apiUrl: string
  readonly contactStore: ContactStore
  readonly messaging: Messaging
}

/** Makes what takes a report: it seals, stores and sends on, and reads back no more than proves a retry. */
export const createAcceptReport = (scope: Construct, parts: Parts): void => {
  const { shared, envelopeKey, reports, routing, intake, canaryWay } = parts
  const acceptReport = new HarbourFunction<typeof acceptReportEnv>(scope, 'AcceptReport', {
    ...shared,
    name: 'accept-report',
    impact: 'a victim may be told to send a report again',
    timeoutSeconds: 15,
    environment: {
      REPORT_TABLE: reports.tableName,
      ENVELOPE_KEY_ARN: envelopeKey.keyArn,
      ROUTING_QUEUE_URL: routing.routingQueue.queue.queueUrl,
      CANARY_KEY_ARN: canaryWay.keyArn,
    },
  })
  canaryWay.grantVerify(acceptReport)
  envelopeKey.grantSeal(acceptReport)
  reports.grantAccept(acceptReport)
  routing.routingQueue.grantSend(acceptReport)
  routing.routingQueue.grantAsk(acceptReport)
  for (const call of Object.values({ ...intakeOperations, ...formPages })) intake.route(call, acceptReport)
}

/** Makes what decides a report's desk and re-addresses its text to it. */
export const createRouteReport = (scope: Construct, { shared, envelopeKey, reports, routing }: Parts): void => {
  const routeReport = new HarbourFunction<typeof routeReportEnv>(scope, 'RouteReport', {
    ...shared,
    name: 'route-report',
    impact: 'a new report waits to reach its desk',
    timeoutSeconds: consumerTimeout.toSeconds(),
    environment: {
      REPORT_TABLE: reports.tableName,
      ENVELOPE_KEY_ARN: envelopeKey.keyArn,
      DESK_QUEUE_URLS: routing.deskQueueUrls,
    },
  })
  envelopeKey.grantReaddress(routeReport)
  reports.grantAdvance(routeReport)
  routing.grantSendDesk(routeReport)
  routing.routingQueue.feed(routeReport, { maxConcurrency: 10 })
}

/** Makes what notifies a desk. */
export const createNotifyTeam = (scope: Construct, parts: Parts): void => {
  const { shared, reports, routing, contactStore, deliveries, consoleUrl } = parts
  const notifyTeam = new HarbourFunction<typeof notifyTeamEnv>(scope, 'NotifyTeam', {
    ...shared,
    name: 'notify-team',
    impact: 'a desk is not notified of a report',
    timeoutSeconds: consumerTimeout.toSeconds(),
    environment: {
      REPORT_TABLE: reports.tableName,
      CONTACT_TABLE: contactStore.tableName,
      DELIVERY_TABLE: deliveries.tableName,
      DELIVERY_QUEUE_URL: deliveries.queue.queue.queueUrl,
      CONSOLE_URL: consoleUrl,
    },
  })
  reports.grantAdvance(notifyTeam)
  contactStore.grantRead(notifyTeam)
  deliveries.grantQueue(notifyTeam)
  routing.feedDesks(notifyTeam)
}

/** Makes what sends a digest to a contact. */
export const createDeliver = (scope: Construct, parts: Parts): void => {
  const { shared, reports, contactStore, deliveries, messaging, consoleUrl } = parts
  const deliver = new HarbourFunction<typeof deliverEnv>(scope, 'Deliver', {
    ...shared,
    name: 'deliver',
    impact: 'a contact is not notified, or later',
    timeoutSeconds: deliverTimeout.toSeconds(),
    environment: {
      REPORT_TABLE: reports.tableName,
      CONTACT_TABLE: contactStore.tableName,
      DELIVERY_TABLE: deliveries.tableName,
      DELIVERY_QUEUE_URL: deliveries.queue.queue.queueUrl,
      PSEUDONYM_KEY_ARN: deliveries.pseudonymKeyArn,
      CONFIGURATION_SET: messaging.configurationSetName,
      SENDERS: messaging.senders,
      SECRET_PREFIX: messaging.secretPrefix,
      CONSOLE_URL: consoleUrl,
    },
  })
  reports.grantAdvance(deliver)
  contactStore.grantRead(deliver)
  contactStore.grantMark(deliver)
  messaging.grantSend(deliver)
  deliveries.grantDeliver(deliver)
  deliveries.feed(deliver)
}

/** Makes what finds reports that are due, and moves them on. */
export const createWatchDeadlines = (scope: Construct, parts: Parts): void => {
  const { shared, reports, routing, watcherUrl } = parts
  const watchDeadlines = new HarbourFunction<typeof watchDeadlinesEnv>(scope, 'WatchDeadlines', {
    ...shared,
    name: 'watch-deadlines',
    impact: 'a report may wait unseen past its due time',
    timeoutSeconds: 55,
    environment: {
      REPORT_TABLE: reports.tableName,
      ROUTING_QUEUE_URL: routing.routingQueue.queue.queueUrl,
      DESK_QUEUE_URLS: routing.deskQueueUrls,
      WATCHER_URL: watcherUrl ?? 'none',
    },
  })
  reports.grantAdvance(watchDeadlines)
  reports.grantFindDue(watchDeadlines)
  reports.grantFindShelves(watchDeadlines)
  routing.routingQueue.grantSend(watchDeadlines)
  routing.grantSendDesk(watchDeadlines)
  new Deadlines(scope, 'Deadlines', { watchDeadlines })
}

/** Makes what answers questions about Harbour itself. */
export const createPublicInfo = (scope: Construct, { shared, reports, intake }: Parts): void => {
  const publicInfo = new HarbourFunction<typeof publicInfoEnv>(scope, 'PublicInfo', {
    ...shared,
    name: 'public-info',
    impact: 'a victim sees no guidance',
    timeoutSeconds: 10,
    environment: { REPORT_TABLE: reports.tableName },
  })
  reports.grantFindDue(publicInfo)
  for (const operation of Object.values(publicOperations)) intake.route(operation, publicInfo)
}

/** Makes what a reporter comes back to. */
export const createFollowUp = (scope: Construct, { shared, envelopeKey, reports, routing, intake }: Parts): void => {
  const followUp = new HarbourFunction<typeof followUpEnv>(scope, 'FollowUp', {
    ...shared,
    name: 'follow-up',
    impact: 'a victim cannot ask, add or withdraw',
    timeoutSeconds: 15,
    environment: {
      REPORT_TABLE: reports.tableName,
      ENVELOPE_KEY_ARN: envelopeKey.keyArn,
      ROUTING_QUEUE_URL: routing.routingQueue.queue.queueUrl,
      DESK_QUEUE_URLS: routing.deskQueueUrls,
    },
  })
  envelopeKey.grantSeal(followUp)
  reports.grantAdvance(followUp)
  reports.grantPutText(followUp)
  reports.grantReadLog(followUp)
  routing.routingQueue.grantSend(followUp)
  routing.grantSendDesk(followUp)
  for (const call of Object.values({ ...reporterOperations, ...backPages })) intake.route(call, followUp)
}

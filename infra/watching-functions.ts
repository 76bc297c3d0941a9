import type { Construct } from 'constructs'
import type { env as canaryEnv } from '../functions/canary/env.ts'
import type { env as keepDigestEnv } from '../functions/keep-digest/env.ts'
import type { env as noteDeliveryEnv } from '../functions/note-delivery/env.ts'
import type { env as notifyOperatorsEnv } from '../functions/notify-operators/env.ts'
import type { env as startDrillEnv } from '../functions/start-drill/env.ts'
import type { env as watchContactsEnv } from '../functions/watch-contacts/env.ts'
import { policy } from '../shared/domain/policy.ts'
import { ContactWatch } from './constructs/contact-watch.ts'
import { DrillSchedules } from './constructs/drill-schedules.ts'
import { HarbourFunction } from './constructs/harbour-function.ts'
import type { OperatorTopic } from './constructs/operator-topic.ts'
import type { Parts } from './harbour-functions.ts'

/** Makes what keeps the end of every log once a day. */
export const createKeepDigest = (scope: Construct, { shared, reports, logDigest }: Parts): void => {
  const keepDigest = new HarbourFunction<typeof keepDigestEnv>(scope, 'KeepDigest', {
    ...shared,
    name: 'keep-digest',
    impact: 'a log that was rewritten today might not be seen',
    timeoutSeconds: 300,
    environment: { REPORT_TABLE: reports.tableName, DIGEST_BUCKET: logDigest.bucketName },
  })
  reports.grantReadNewestHashes(keepDigest)
  logDigest.grantKeep(keepDigest)
  logDigest.runDaily(keepDigest)
}

/**
 * How long canary may take, seconds: it follows a report, and each of its calls may take as long as API Gateway waits.
 */
const canarySeconds = policy.canaryFollowSeconds + 90

/** Makes what sends Harbour a report, and follows it. It may do nothing that a front end may not, but tag it. */
export const createCanary = (scope: Construct, { shared, canaryWay, apiUrl }: Parts): void => {
  const canary = new HarbourFunction<typeof canaryEnv>(scope, 'Canary', {
    ...shared,
    name: 'canary',
    impact: 'nobody tries whether a report arrives, or an officer is notified of a test',
    timeoutSeconds: canarySeconds,
    environment: { API_URL: apiUrl, CANARY_KEY_ARN: canaryWay.keyArn },
  })
  canaryWay.grantTag(canary)
  canaryWay.run(canary)
}

/** Makes what watches the contacts: what became of messages, and whether somebody hears for each desk. */
export const createContactWatch = (scope: Construct, parts: Parts): void => {
  const { shared, contactStore, deliveries, messaging, consoleUrl } = parts
  const noteDelivery = new HarbourFunction<typeof noteDeliveryEnv>(scope, 'NoteDelivery', {
    ...shared,
    name: 'note-delivery',
    impact: 'nobody hears that a contact could not be reached',
    timeoutSeconds: 15,
    environment: { CONTACT_TABLE: contactStore.tableName },
  })
  contactStore.grantMark(noteDelivery)
  const watchContacts = new HarbourFunction<typeof watchContactsEnv>(scope, 'WatchContacts', {
    ...shared,
    name: 'watch-contacts',
    impact: 'nobody looks whether each desk can be reached',
    timeoutSeconds: 15,
    environment: {
      CONTACT_TABLE: contactStore.tableName,
      DELIVERY_TABLE: deliveries.tableName,
      DELIVERY_QUEUE_URL: deliveries.queue.queue.queueUrl,
      CONSOLE_URL: consoleUrl,
    },
  })
  contactStore.grantRead(watchContacts)
  contactStore.grantMark(watchContacts)
  deliveries.grantQueue(watchContacts)
  new ContactWatch(scope, 'ContactWatch', { stage: shared.stage, messaging, noteDelivery, watchContacts })
}

/** Makes what says alarms to the operators by the channels of reports. CloudWatch's own ways to them stay. */
export const createNotifyOperators = (scope: Construct, parts: Parts, operators: OperatorTopic): void => {
  const { shared, contactStore, deliveries } = parts
  const notifyOperators = new HarbourFunction<typeof notifyOperatorsEnv>(scope, 'NotifyOperators', {
    ...shared,
    name: 'notify-operators',
    impact: 'operators hear of an alarm by mail alone',
    timeoutSeconds: 15,
    environment: {
      CONTACT_TABLE: contactStore.tableName,
      DELIVERY_TABLE: deliveries.tableName,
      DELIVERY_QUEUE_URL: deliveries.queue.queue.queueUrl,
    },
  })
  contactStore.grantRead(notifyOperators)
  deliveries.grantQueue(notifyOperators)
  operators.sayBy(notifyOperators)
}

/** Makes what begins a drill, and the times when it does. */
export const createStartDrill = (scope: Construct, { shared, reports, routing, drills }: Parts): void => {
  const startDrill = new HarbourFunction<typeof startDrillEnv>(scope, 'StartDrill', {
    ...shared,
    name: 'start-drill',
    impact: 'a desk is not drilled: nobody tries whether it answers',
    timeoutSeconds: 15,
    environment: { REPORT_TABLE: reports.tableName, DESK_QUEUE_URLS: routing.deskQueueUrls },
  })
  reports.grantStartDrill(startDrill)
  routing.grantSendDesk(startDrill)
  new DrillSchedules(scope, 'Drills', { startDrill, drills })
}

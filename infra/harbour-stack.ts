import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { StageConfig } from './config.ts'
import { Alarms } from './constructs/alarms.ts'
import { ApiDomain } from './constructs/api-domain.ts'
import { CanaryWay } from './constructs/canary-way.ts'
import { ConsoleSite } from './constructs/console-site.ts'
import { ContactStore } from './constructs/contact-store.ts'
import { Deliveries } from './constructs/deliveries.ts'
import { Duty } from './constructs/duty.ts'
import { Intake } from './constructs/intake.ts'
import { KeyWatch } from './constructs/key-watch.ts'
import { EnvelopeKey, TransportKey } from './constructs/keys.ts'
import { LogDigest } from './constructs/log-digest.ts'
import { Messaging } from './constructs/messaging.ts'
import { OperatorTopic } from './constructs/operator-topic.ts'
import { ReportStore } from './constructs/report-store.ts'
import { Routing } from './constructs/routing.ts'
import { Undelivered } from './constructs/undelivered.ts'
import {
  consumerTimeout,
  createAcceptReport,
  createDeliver,
  createFollowUp,
  createNotifyTeam,
  createPublicInfo,
  createRouteReport,
  createWatchDeadlines,
  deliverTimeout,
} from './harbour-functions.ts'
import type { Placement } from './placement.ts'
import {
  createCanary,
  createContactWatch,
  createKeepDigest,
  createNotifyOperators,
  createStartDrill,
} from './watching-functions.ts'

/** What makes the stack of one stage. */
export interface HarbourStackProps extends StackProps {
  readonly config: StageConfig
  readonly placement: Placement
}

/** The whole of Harbour: constructs passed to each other, in the order that a report goes. */
export class HarbourStack extends Stack {
  constructor(scope: Construct, id: string, { config, placement, ...props }: HarbourStackProps) {
    super(scope, id, props)
    const { stage, title, operators: addresses, settings } = config
    const transportKey = new TransportKey(this, 'TransportKey', placement.transportKey)
    const envelopeKey = new EnvelopeKey(this, 'EnvelopeKey', placement.envelopeKey)
    const reports = new ReportStore(this, 'Reports', {
      transportKey,
      deletionProtection: settings.deletionProtection,
      existingTable: placement.existingTable,
      replica: placement.tableReplica,
    })
    const contactStore = new ContactStore(this, 'Contacts', {
      transportKey,
      deletionProtection: settings.deletionProtection,
    })
    const routing = new Routing(this, 'Routing', { transportKey, consumerTimeout })
    const deliveries = new Deliveries(this, 'Deliveries', {
      transportKey,
      consumerTimeout: deliverTimeout,
      deletionProtection: settings.deletionProtection,
    })
    const intake = new Intake(this, 'Intake', config)
    const logDigest = new LogDigest(this, 'LogDigest', { transportKey, digestLock: config.digestLock })

    const canaryWay = new CanaryWay(this, 'CanaryWay')
    const { apiDomain, consoleDomain } = settings
    const domain = apiDomain && new ApiDomain(this, 'ApiDomain', { api: intake.api, ...apiDomain })
    const apiUrl = config.apiUrl ?? domain?.url ?? intake.api.url

    const shared = { transportKey, logRetentionDays: config.logRetentionDays, stage }
    const messaging = new Messaging(this, 'Messaging', { stage, senders: settings.senders })
    const stores = { envelopeKey, reports, logDigest, contactStore, messaging }
    const parts = {
      shared,
      ...stores,
      routing,
      deliveries,
      intake,
      canaryWay,
      apiUrl,
      consoleUrl: config.consoleUrl,
      watcherUrl: settings.watcherUrl,
      drills: settings.drills,
    }
    createAcceptReport(this, parts)
    createRouteReport(this, parts)
    createNotifyTeam(this, parts)
    createDeliver(this, parts)
    createWatchDeadlines(this, parts)
    createPublicInfo(this, parts)
    createFollowUp(this, parts)
    const duty = new Duty(this, 'Duty', { ...shared, ...parts, settings })
    createKeepDigest(this, parts)
    createContactWatch(this, parts)
    createStartDrill(this, parts)
    createCanary(this, parts)

    const undelivered = new Undelivered(this, 'Undelivered', transportKey)
    const operators = new OperatorTopic(this, 'Operators', {
      title,
      transportKey,
      undelivered,
      addresses,
      alarmUrl: settings.alarmUrl,
    })
    createNotifyOperators(this, parts, operators)
    new Alarms(this, 'Alarms', { stage, operators, routing, deliveries, intake, reports })
    const keyArns = [canaryWay.keyArn, deliveries.pseudonymKeyArn, envelopeKey.keyArn, transportKey.key.keyArn]
    new KeyWatch(this, 'KeyWatch', { title, keyArns, operators, undelivered })

    if (consoleDomain !== null) {
      const callable = [domain?.origin ?? intake.origin, duty.signInUrl]
      new ConsoleSite(this, 'Console', { ...consoleDomain, callable })
    }
    this.#say({
      ApiUrl: apiUrl,
      ConsoleUrl: config.consoleUrl,
      Stage: stage,
      DeletionProtection: String(settings.deletionProtection),
      // What the settings name for a second region.
      EnvelopeKeyId: envelopeKey.keyId,
      TransportKeyId: transportKey.key.keyId,
      TableName: reports.tableName,
      ContactTableName: contactStore.tableName,
      ConfigurationSetName: messaging.configurationSetName,
      Senders: messaging.senders,
      ContactSecretPrefix: messaging.secretPrefix,
    })
  }

  #say(outputs: Readonly<Record<string, string>>): void {
    for (const [id, value] of Object.entries(outputs)) new CfnOutput(this, id, { value })
  }
}

import { CfnOutput } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import type { env as dutyApiEnv } from '../../functions/duty-api/env.ts'
import { dutyOperations } from '../../shared/contract/operations/duty.ts'
import type { ContactStore } from './contact-store.ts'
import type { Deliveries } from './deliveries.ts'
import { HarbourFunction, type HarbourFunctionProps } from './harbour-function.ts'
import type { Intake } from './intake.ts'
import type { EnvelopeKey } from './keys.ts'
import { Officers, type OfficersProps } from './officers.ts'
import { ReaderRole } from './reader-role.ts'
import type { ReportStore } from './report-store.ts'
import type { Routing } from './routing.ts'

/** What the officers' side is made with. */
export interface DutyProps
  extends Pick<HarbourFunctionProps<readonly string[]>, 'transportKey' | 'logRetentionDays' | 'stage'> {
  readonly envelopeKey: EnvelopeKey
  readonly reports: ReportStore
  readonly contactStore: ContactStore
  readonly routing: Routing
  readonly deliveries: Deliveries
  readonly intake: Intake
  readonly consoleUrl: string
  readonly settings: OfficersProps['settings']
}

/** The duty API: its officers, its function, and the role that alone opens reports. */
export class Duty extends Construct {
  /** The origin of the officers' sign-in pages. */
  readonly signInUrl: string

  constructor(scope: Construct, id: string, props: DutyProps) {
    super(scope, id)
    const {
      transportKey,
      logRetentionDays,
      stage,
      envelopeKey,
      reports,
      routing,
      deliveries,
      intake,
      consoleUrl,
      settings,
    } = props
    const officers = new Officers(this, 'Officers', { consoleUrl, settings })
    const readerRole = new ReaderRole(this, 'Reader', { envelopeKey })
    const dutyApi = new HarbourFunction<typeof dutyApiEnv>(this, 'Api', {
      transportKey,
      logRetentionDays,
      stage,
      impact: 'an officer cannot read or answer a report',
      name: 'duty-api',
      timeoutSeconds: 15,
      environment: {
        REPORT_TABLE: reports.tableName,
        DELIVERY_QUEUE_URL: deliveries.queue.queue.queueUrl,
        CONTACT_TABLE: props.contactStore.tableName,
        ENVELOPE_KEY_ARN: envelopeKey.keyArn,
        READER_ROLE_ARN: readerRole.roleArn,
        DESK_QUEUE_URLS: routing.deskQueueUrls,
        OFFICER_ISSUER: officers.issuer,
        OFFICER_CLIENT_IDS: officers.clientIds.join(' '),
      },
    })
    readerRole.grantAssume(dutyApi)
    envelopeKey.grantSealForDesk(dutyApi)
    reports.grantAdvance(dutyApi)
    reports.grantPutText(dutyApi)
    reports.grantReadText(dutyApi)
    reports.grantReadLog(dutyApi)
    reports.grantListDesk(dutyApi)
    reports.grantFindDue(dutyApi)
    props.contactStore.grantRead(dutyApi)
    deliveries.queue.grantSend(dutyApi)
    routing.grantSendDesk(dutyApi)

    this.signInUrl = officers.signInUrl
    const authorizer = officers.createAuthorizer(intake.api)
    for (const operation of Object.values(dutyOperations)) intake.route(operation, dutyApi, authorizer)
    new CfnOutput(this, 'Issuer', { value: officers.issuer })
    new CfnOutput(this, 'ClientId', { value: officers.consoleClientId })
    new CfnOutput(this, 'CommandLineClientId', { value: officers.commandLineClientId })
    new CfnOutput(this, 'SignInUrl', { value: officers.signInUrl })
  }
}

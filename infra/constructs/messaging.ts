import { ArnFormat, Stack, Validations } from 'aws-cdk-lib'
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { ConfigurationSet } from 'aws-cdk-lib/aws-ses'
import { Construct, type IConstruct } from 'constructs'
import type { Senders } from '../settings.ts'

/** What messages are sent with. */
export interface MessagingProps {
  readonly stage: string
  readonly senders: Senders
}

/** Who messages come from, and what may send them: SES, End User Messaging, and the secrets of on-call engines. */
export class Messaging extends Construct {
  /** Where SES drops nothing unseen, and whose events come back. */
  readonly configurationSet: ConfigurationSet
  /** Stands before the name of each secret that a contact names. */
  readonly secretPrefix: string
  readonly #props: MessagingProps

  constructor(scope: Construct, id: string, props: MessagingProps) {
    super(scope, id)
    this.#props = props
    // Account suppression would let SES accept a message and drop it, for an address that once bounced.
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', { disableSuppressionList: true })
    this.secretPrefix = `${Stack.of(this).stackName}/contacts/`
  }

  get configurationSetName(): string {
    return this.configurationSet.configurationSetName
  }

  /** The senders as JSON: `email`, `sms` and `call`; an empty text where there is none. */
  get senders(): string {
    const { email, sms, call } = this.#props.senders
    return JSON.stringify({ email: email ?? '', sms: sms ?? '', call: call ?? '' })
  }

  /** May send by every sender of the stage, and read the secrets that contacts name. */
  grantSend(grantee: IGrantable & IConstruct): void {
    const { email, sms, call } = this.#props.senders
    if (email !== null) this.#allow(grantee, 'ses:SendEmail', this.#identitiesOf(email))
    if (sms !== null) this.#allow(grantee, 'sms-voice:SendTextMessage', [sms])
    if (call !== null) this.#allow(grantee, 'sms-voice:SendVoiceMessage', [call])
    const secrets = this.#arnOf('secretsmanager', 'secret', `${this.secretPrefix}*`)
    this.#allow(grantee, 'secretsmanager:GetSecretValue', [secrets])
    const { account, partition } = Stack.of(this)
    const readable = secrets.replace(account, '<AWS::AccountId>').replace(partition, 'aws')
    Validations.of(grantee).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${readable}]`,
      reason: 'the contacts name their secrets, each under the prefix of this stage',
    })
  }

  /** SES asks for the identity that it finds for the sender, the address or its domain, and the configuration set. */
  #identitiesOf(email: string): string[] {
    const names = [email, email.slice(email.indexOf('@') + 1)]
    const set = this.#arnOf('ses', 'configuration-set', this.configurationSetName)
    return [...names.map((name) => this.#arnOf('ses', 'identity', name)), set]
  }

  #arnOf(service: string, resource: string, resourceName: string): string {
    const arnFormat = service === 'secretsmanager' ? ArnFormat.COLON_RESOURCE_NAME : ArnFormat.SLASH_RESOURCE_NAME
    return Stack.of(this).formatArn({ service, resource, resourceName, arnFormat })
  }

  #allow(grantee: IGrantable, action: string, resources: string[]): void {
    grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: [action], resources }))
  }
}

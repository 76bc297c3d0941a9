import { Stack } from 'aws-cdk-lib'
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import { type Desk, desks } from '../../shared/domain/desk.ts'
import type { Contacts } from '../contacts.ts'
import type { TransportKey } from './keys.ts'
import { Undelivered } from './undelivered.ts'

/**
 * One topic a desk, with its officers and its supervisors subscribed; each publication says which of them it is for.
 */
export class Notification extends Construct {
  /** Alerts that SNS could not deliver; the ladder goes on without them. */
  readonly undelivered: Undelivered
  readonly #topics: Readonly<Record<Desk, Topic>>
  readonly #transportKey: TransportKey

  constructor(
    scope: Construct,
    id: string,
    props: { readonly transportKey: TransportKey; readonly contacts: Contacts; readonly title: string },
  ) {
    super(scope, id)
    this.#transportKey = props.transportKey
    this.undelivered = new Undelivered(this, 'Undelivered', props.transportKey)
    const topics = desks.map((desk) => [desk, this.#createTopic(desk, props)] as const)
    this.#topics = Object.fromEntries(topics) as Record<Desk, Topic>
  }

  /** Desk id to topic ARN, as JSON. */
  get deskTopicArns(): string {
    return Stack.of(this).toJsonString(Object.fromEntries(desks.map((desk) => [desk, this.#topics[desk].topicArn])))
  }

  /** May publish to any desk's topic. */
  grantPublish(grantee: IGrantable): void {
    const resources = desks.map((desk) => this.#topics[desk].topicArn)
    grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: ['sns:Publish'], resources }))
    this.#transportKey.grantThrough(grantee, 'sns')
  }

  #createTopic(desk: Desk, { contacts, title }: { readonly contacts: Contacts; readonly title: string }): Topic {
    const topic = new Topic(this, `Desk-${desk}`, {
      displayName: title,
      masterKey: this.#transportKey.key,
      enforceSSL: true,
    })
    for (const recipients of ['duty', 'supervisor'] as const) {
      const filterPolicy = { recipients: SubscriptionFilter.stringFilter({ allowlist: [recipients] }) }
      for (const address of contacts[desk][recipients]) this.undelivered.subscribe(topic, address, filterPolicy)
    }
    return topic
  }
}

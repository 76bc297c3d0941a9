import { Aws, RemovalPolicy } from 'aws-cdk-lib'
import {
  AccountRootPrincipal,
  AnyPrincipal,
  Effect,
  type IGrantable,
  PolicyDocument,
  PolicyStatement,
} from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'

/** What an account administrator may do with the envelope key: manage it, never use it. */
const administration = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListAliases',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:RevokeGrant',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
]

/** Every use of the key; each must say for which report and which desk. */
const uses = [
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
]

const contextKey = (name: string) => `kms:EncryptionContext:${name}`

const denyWithout = (name: string) =>
  new PolicyStatement({
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: uses,
    resources: ['*'],
    conditions: { Null: { [contextKey(name)]: 'true' } },
  })

/** Whoever may re-address a data key may not carry it off to a key whose policy is not ours. */
const denyOtherKeys = () =>
  new PolicyStatement({
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['kms:ReEncryptFrom', 'kms:ReEncryptTo'],
    resources: ['*'],
    conditions: { Bool: { 'kms:ReEncryptOnSameKey': 'false' } },
  })

/**
 * The key of report text. Its policy names each role that may use it and what for: the account itself may manage it and never use it,
 * so no IAM policy elsewhere can add a reader.
 */
export class EnvelopeKey extends Construct {
  readonly keyArn: string
  readonly #key: Key

  constructor(scope: Construct, id: string) {
    super(scope, id)
    const manage = new PolicyStatement({
      principals: [new AccountRootPrincipal()],
      actions: administration,
      resources: ['*'],
    })
    this.#key = new Key(this, 'Key', {
      description: 'Harbour: seals what reporters typed',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
      policy: new PolicyDocument({
        statements: [manage, denyWithout('reportId'), denyWithout('desk'), denyOtherKeys()],
      }),
    })
    this.keyArn = this.#key.keyArn
  }

  /** May make data keys that are addressed to no desk yet. Never opens one. */
  grantSeal(grantee: IGrantable): void {
    this.#allow(grantee, ['kms:GenerateDataKey'], {
      StringEquals: { [contextKey('app')]: 'harbour', [contextKey('desk')]: 'unrouted' },
    })
  }

  /** May re-address a data key from no desk to a desk, inside KMS. Never opens one. */
  grantReaddress(grantee: IGrantable): void {
    const harbour = { [contextKey('app')]: 'harbour' }
    this.#allow(grantee, ['kms:ReEncryptFrom'], { StringEquals: { ...harbour, [contextKey('desk')]: 'unrouted' } })
    this.#allow(grantee, ['kms:ReEncryptTo'], {
      StringEquals: harbour,
      StringNotEquals: { [contextKey('desk')]: 'unrouted' },
    })
  }

  /** May make data keys that are addressed to a desk, for an officer's note. Never opens one. */
  grantSealForDesk(grantee: IGrantable): void {
    this.#allow(grantee, ['kms:GenerateDataKey'], {
      StringEquals: { [contextKey('app')]: 'harbour' },
      StringNotEquals: { [contextKey('desk')]: 'unrouted' },
    })
  }

  /** May open, and re-address from, the desk that its session tag names, and no other. */
  grantRead(grantee: IGrantable): void {
    const harbour = { [contextKey('app')]: 'harbour' }
    const ownDesk = { [contextKey('desk')]: '${aws:PrincipalTag/desk}' }
    this.#allow(grantee, ['kms:Decrypt', 'kms:ReEncryptFrom'], { StringEquals: { ...harbour, ...ownDesk } })
    this.#allow(grantee, ['kms:ReEncryptTo'], {
      StringEquals: harbour,
      StringNotEquals: { [contextKey('desk')]: 'unrouted' },
    })
  }

  #allow(grantee: IGrantable, actions: string[], conditions: Record<string, Record<string, string>>): void {
    this.#key.addToResourcePolicy(
      new PolicyStatement({ principals: [grantee.grantPrincipal], actions, resources: ['*'], conditions }),
    )
  }
}

/** The key of tables, queues and topics at rest. */
export class TransportKey extends Construct {
  readonly key: Key

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.key = new Key(this, 'Key', {
      description: 'Harbour: tables, queues and topics at rest',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
  }

  /** May use the key, but only through a service of this region, such as `dynamodb` or `sqs`. */
  grantThrough(grantee: IGrantable, service: 'dynamodb' | 'sqs' | 'sns' | 's3'): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [this.key.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `${service}.${Aws.REGION}.amazonaws.com` } },
      }),
    )
  }
}

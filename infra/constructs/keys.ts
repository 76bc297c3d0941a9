import { Aws } from 'aws-cdk-lib'
import {
  AccountRootPrincipal,
  AnyPrincipal,
  Effect,
  type IGrantable,
  PolicyDocument,
  PolicyStatement,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import { app, unrouted } from '../../shared/domain/report.ts'
import { createKey, type KeyOrigin, replicaRegionOf } from './multi-region-key.ts'

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

/** What the encryption context of every envelope says. */
const ofHarbour = { [contextKey('app')]: app }

const denyWithout = (name: string) =>
  new PolicyStatement({
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: uses,
    resources: ['*'],
    conditions: { Null: { [contextKey(name)]: 'true' } },
  })

/**
 * Whoever may re-address a data key may not carry it off to a key whose policy is not ours. ReEncrypt finds both keys
 * in the region that it is called in, so a copy in another region is never its destination; whether KMS takes a copy
 * for the key that sealed is not documented, and if it does not, a copy refuses too much and never too little
 * (docs/recovery.md says when to try it).
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-reencrypt-on-same-key
 */
const denyOtherKeys = () =>
  new PolicyStatement({
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['kms:ReEncryptFrom', 'kms:ReEncryptTo'],
    resources: ['*'],
    conditions: { Bool: { 'kms:ReEncryptOnSameKey': 'false' } },
  })

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-replica-region */
const toReplicaRegion = (operator: 'StringEquals' | 'StringNotEquals', region: string | undefined) =>
  region === undefined ? {} : { conditions: { [operator]: { 'kms:ReplicaRegion': region } } }

/** The envelope key's policy before anyone is granted a use of it: the same for the key and for its copy. */
const envelopePolicy = (origin: KeyOrigin): PolicyDocument => {
  const principals = [new AccountRootPrincipal()]
  const manage = new PolicyStatement({ principals, actions: administration, resources: ['*'] })
  const replicaRegion = replicaRegionOf(origin)
  const replicate = new PolicyStatement({
    principals,
    actions: ['kms:ReplicateKey'],
    resources: ['*'],
    ...toReplicaRegion('StringEquals', replicaRegion),
  })
  const refusals = [denyWithout('reportId'), denyWithout('desk'), denyOtherKeys()]
  return new PolicyDocument({ statements: [manage, ...(replicaRegion === undefined ? [] : [replicate]), ...refusals] })
}

/**
 * The key of report text. Its policy names each role that may use it and what for: the account itself may manage it and
 * never use it, so no IAM policy elsewhere can add a reader.
 */
export class EnvelopeKey extends Construct {
  readonly keyArn: string
  readonly keyId: string
  readonly #policy: PolicyDocument

  constructor(scope: Construct, id: string, origin: KeyOrigin) {
    super(scope, id)
    this.#policy = envelopePolicy(origin)
    const description = 'Harbour: seals what reporters typed'
    const key = createKey(this, { origin, description, policy: this.#policy })
    this.keyArn = key.keyArn
    this.keyId = key.keyId
  }

  /** May make data keys that are addressed to no desk yet. Never opens one. */
  grantSeal(grantee: IGrantable): void {
    this.#allow(grantee, ['kms:GenerateDataKey'], {
      StringEquals: { ...ofHarbour, [contextKey('desk')]: unrouted },
    })
  }

  /** May re-address a data key from no desk to a desk, inside KMS. Never opens one. */
  grantReaddress(grantee: IGrantable): void {
    this.#allow(grantee, ['kms:ReEncryptFrom'], { StringEquals: { ...ofHarbour, [contextKey('desk')]: unrouted } })
    this.#allow(grantee, ['kms:ReEncryptTo'], {
      StringEquals: ofHarbour,
      StringNotEquals: { [contextKey('desk')]: unrouted },
    })
  }

  /** May make data keys that are addressed to a desk, for an officer's note. Never opens one. */
  grantSealForDesk(grantee: IGrantable): void {
    this.#allow(grantee, ['kms:GenerateDataKey'], {
      StringEquals: ofHarbour,
      StringNotEquals: { [contextKey('desk')]: unrouted },
    })
  }

  /** May open, and re-address from, the desk that its session tag names, and no other. */
  grantRead(grantee: IGrantable): void {
    const ownDesk = { [contextKey('desk')]: '${aws:PrincipalTag/desk}' }
    this.#allow(grantee, ['kms:Decrypt', 'kms:ReEncryptFrom'], { StringEquals: { ...ofHarbour, ...ownDesk } })
    this.#allow(grantee, ['kms:ReEncryptTo'], {
      StringEquals: ofHarbour,
      StringNotEquals: { [contextKey('desk')]: unrouted },
    })
  }

  #allow(grantee: IGrantable, actions: string[], conditions: Record<string, Record<string, string>>): void {
    this.#policy.addStatements(
      new PolicyStatement({ principals: [grantee.grantPrincipal], actions, resources: ['*'], conditions }),
    )
  }
}

/** The transport key's policy: the account decides by IAM, but for where the key may be copied to. */
const transportPolicy = (origin: KeyOrigin): PolicyDocument => {
  const decide = new PolicyStatement({ principals: [new AccountRootPrincipal()], actions: ['kms:*'], resources: ['*'] })
  const denyElsewhere = new PolicyStatement({
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['kms:ReplicateKey'],
    resources: ['*'],
    ...toReplicaRegion('StringNotEquals', replicaRegionOf(origin)),
  })
  return new PolicyDocument({ statements: [decide, denyElsewhere] })
}

/** The key of tables, queues and topics at rest. */
export class TransportKey extends Construct {
  readonly key: IKey
  readonly #policy: PolicyDocument

  constructor(scope: Construct, id: string, origin: KeyOrigin) {
    super(scope, id)
    this.#policy = transportPolicy(origin)
    const description = 'Harbour: tables, queues and topics at rest'
    this.key = createKey(this, { origin, description, policy: this.#policy })
  }

  /**
   * Lets a service of AWS that comes with no role of ours put messages into our topics and queues. EventBridge does not
   * say for whose account it calls: a condition on that would lose each of its messages unseen.
   *
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
   */
  grantService(service: 'cloudwatch' | 'events' | 'sns'): void {
    const principals = [new ServicePrincipal(`${service}.amazonaws.com`)]
    const actions = ['kms:Decrypt', 'kms:GenerateDataKey']
    const ofAccount = { conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } } }
    const conditions = service === 'cloudwatch' ? ofAccount : {}
    this.#policy.addStatements(new PolicyStatement({ principals, actions, resources: ['*'], ...conditions }))
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

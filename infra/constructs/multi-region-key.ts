import { RemovalPolicy } from 'aws-cdk-lib'
import type { PolicyDocument } from 'aws-cdk-lib/aws-iam'
import { CfnReplicaKey, type IKey, Key } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'

/**
 * Where a key stands: in the first region, from where it may be copied to one other, or in that other region as the
 * copy.
 *
 * A copy has the first one's key material and a policy of its own, which AWS never synchronises.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-auth.html
 */
export type KeyOrigin =
  | { readonly kind: 'primary'; readonly replicaRegion?: string | undefined }
  | { readonly kind: 'replica'; readonly primaryKeyArn: string }

/** Returns the region that a key may be copied to; undefined where it may be copied to none. */
export const replicaRegionOf = (origin: KeyOrigin): string | undefined =>
  origin.kind === 'primary' ? origin.replicaRegion : undefined

/** What a key is made with. */
export interface KeyContent {
  readonly origin: KeyOrigin
  readonly description: string
  readonly policy: PolicyDocument
}

const removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE

const createKeyResource = (scope: Construct, { origin, description, policy }: KeyContent): string => {
  if (origin.kind === 'primary') {
    const shape = { multiRegion: true, enableKeyRotation: true }
    return new Key(scope, 'Key', { ...shape, description, policy, removalPolicy }).keyArn
  }
  const { primaryKeyArn } = origin
  const replica = new CfnReplicaKey(scope, 'Replica', { description, primaryKeyArn, keyPolicy: policy })
  replica.applyRemovalPolicy(removalPolicy)
  return replica.attrArn
}

/**
 * Makes a key or its copy, with this very policy. Returns a reference to it, so that no construct of CDK adds a
 * statement of its own. A key cannot become a multi-Region key later.
 */
export const createKey = (scope: Construct, content: KeyContent): IKey =>
  Key.fromKeyArn(scope, 'Reference', createKeyResource(scope, content))

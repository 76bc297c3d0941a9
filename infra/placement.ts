import { Arn, Aws } from 'aws-cdk-lib'
import type { KeyOrigin } from './constructs/multi-region-key.ts'
import type { ReportStoreProps } from './constructs/report-store.ts'
import type { Replica, Settings } from './settings.ts'

/** What a stack has of its own and what it has of another region or of an earlier time. */
export interface Placement {
  readonly envelopeKey: KeyOrigin
  readonly transportKey: KeyOrigin
  readonly existingTable?: ReportStoreProps['existingTable']
  readonly tableReplica?: ReportStoreProps['replica']
}

/** The second region, once the first has made what is copied. */
export interface ReplicaWithCopies extends Replica {
  readonly copies: NonNullable<Replica['copies']>
}

/** Returns the second region's settings; undefined before there is anything to copy. */
export const replicaWithCopies = ({ replica }: Settings): ReplicaWithCopies | undefined =>
  replica === null || replica.copies === null ? undefined : { ...replica, copies: replica.copies }

/**
 * Related multi-Region keys differ in the region of their ARN alone.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
 */
const keyArn = (region: string, keyId: string): string =>
  Arn.format({
    partition: 'aws',
    service: 'kms',
    region,
    account: Aws.ACCOUNT_ID,
    resource: 'key',
    resourceName: keyId,
  })

/** The first region: its own keys, and its own table unless the settings name one that exists. */
export const firstRegion = (settings: Settings): Placement => {
  const key = { kind: 'primary', replicaRegion: settings.replica?.region } as const
  const replica = replicaWithCopies(settings)
  return {
    envelopeKey: key,
    transportKey: key,
    existingTable: settings.tableName ?? undefined,
    tableReplica: replica && {
      region: replica.region,
      transportKeyArn: keyArn(replica.region, replica.copies.transportKeyId),
    },
  }
}

/** The second region: copies of the first one's keys, and the copy of its table, which has the same name. */
export const secondRegion = (firstRegionName: string, { copies }: ReplicaWithCopies): Placement => {
  const copyOf = (keyId: string) => ({ kind: 'replica', primaryKeyArn: keyArn(firstRegionName, keyId) }) as const
  return {
    envelopeKey: copyOf(copies.envelopeKeyId),
    transportKey: copyOf(copies.transportKeyId),
    existingTable: copies.tableName,
  }
}

import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts'
import type { Desk } from '../domain/desk.ts'
import type { DeskReader } from '../ports/desk-reader.ts'
import { createKmsCalls, type KmsCalls } from './aws-calls.ts'
import type { AwsEnvironment } from './aws-signer.ts'
import { openText } from './envelope.ts'
import { createKmsReaddress, toEncryptionContext } from './kms-sealer.ts'

/** Whose role reads, and with which key. */
export interface DeskReaderConfig {
  readonly sts: STSClient
  /** Where KMS is; the officer's session calls it with credentials of its own. */
  readonly environment: AwsEnvironment
  readonly readerRoleArn: string
  readonly keyArn: string
}

/** The shortest that STS gives, seconds; a request takes a fraction of it. */
const sessionSeconds = 900

/** What STS takes as a session name and a source identity. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const identity = /^[\w+=,.@-]{2,64}$/

/**
 * Reads as one officer of one desk: the reader role is assumed for one request with session tag `desk` and the officer as source identity,
 * so that the key refuses other desks and CloudTrail names officer, desk and report.
 */
export const createDeskReader = ({ sts, environment, readerRoleArn, keyArn }: DeskReaderConfig): DeskReader => {
  const assume = async (desk: Desk, subject: string): Promise<KmsCalls> => {
    if (!identity.test(subject)) throw new Error('officer subject is not 2 to 64 letters, digits and =,.@-_')
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: readerRoleArn,
        RoleSessionName: subject,
        SourceIdentity: subject,
        Tags: [{ Key: 'desk', Value: desk }],
        DurationSeconds: sessionSeconds,
      }),
    )
    const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials ?? {}
    if (!AccessKeyId || !SecretAccessKey || !SessionToken) throw new Error('STS gave no credentials')
    return createKmsCalls({
      ...environment,
      AWS_ACCESS_KEY_ID: AccessKeyId,
      AWS_SECRET_ACCESS_KEY: SecretAccessKey,
      AWS_SESSION_TOKEN: SessionToken,
    })
  }

  return {
    begin: async (asked, officer) => {
      const desk = officer.desks.includes(asked) ? asked : officer.desks[0]
      if (desk === undefined) throw new Error('officer serves no desk')
      const kms = await assume(desk, officer.subject)
      const { readdress } = createKmsReaddress({ kms, keyArn })
      return {
        open: async (binding, wrappedKey, sealed) => {
          const EncryptionContext = toEncryptionContext(binding.reportId, desk)
          const { Plaintext } = await kms('Decrypt', { KeyId: keyArn, CiphertextBlob: wrappedKey, EncryptionContext })
          if (Plaintext === undefined) throw new Error('KMS opened no data key')
          try {
            return openText(Plaintext, binding, sealed)
          } finally {
            Plaintext.fill(0)
          }
        },
        readdress: (reportId, wrappedKey, to) => readdress(reportId, wrappedKey, desk, to),
      }
    },
  }
}

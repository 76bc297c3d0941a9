import { DecryptCommand, type KMSClient } from '@aws-sdk/client-kms'
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts'
import type { ReportDesk } from '../domain/desk.ts'
import type { DeskReader } from '../ports/desk-reader.ts'
import { openText } from './envelope.ts'
import { createKmsReaddress, toEncryptionContext } from './kms-sealer.ts'

/** What the session of one officer signs with. */
export interface SessionCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
}

/** Whose role reads, and with which key. */
export interface DeskReaderConfig {
  readonly sts: STSClient
  /** Creates the KMS client of one officer's session. */
  readonly kmsFor: (credentials: SessionCredentials) => KMSClient
  readonly readerRoleArn: string
  readonly keyArn: string
}

/** The shortest session that STS grants, seconds. A request takes a fraction of it. */
const sessionSeconds = 900

/**
 * What STS takes as a session name and a source identity.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
const identity = /^[\w+=,.@-]{2,64}$/

/**
 * Reads as one officer of one desk: the reader role is assumed for one request with session tag `desk` and the officer
 * as source identity, so that the key refuses other desks and CloudTrail names officer, desk and report.
 */
export const createDeskReader = ({ sts, kmsFor, readerRoleArn, keyArn }: DeskReaderConfig): DeskReader => {
  const assume = async (desk: ReportDesk, subject: string): Promise<KMSClient> => {
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
    if (!AccessKeyId || !SecretAccessKey || !SessionToken) throw new Error('STS returned no credentials')
    return kmsFor({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken })
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
          const { Plaintext } = await kms.send(
            new DecryptCommand({ KeyId: keyArn, CiphertextBlob: wrappedKey, EncryptionContext }),
          )
          if (Plaintext === undefined) throw new Error('KMS returned no data key')
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

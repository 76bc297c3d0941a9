import { randomBytes } from 'node:crypto'
import { KMSClient } from '@aws-sdk/client-kms'
import { STSClient } from '@aws-sdk/client-sts'
import { describe, expect, it } from 'vitest'
import { sealText } from '../../shared/adapters/envelope.ts'
import { createDeskReader } from '../../shared/adapters/sts-desk-reader.ts'
import { answer, useScriptedAws } from './scripted-aws.ts'

const { received, answers, client } = useScriptedAws()
const officer = {
  subject: 'officer-1',
  desks: ['division-p', 'division-e'],
  supervises: [],
  isOperator: false,
} as const
const session = answer(
  200,
  '<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>s</SecretAccessKey>' +
    '<SessionToken>t</SessionToken><Expiration>2026-11-27T12:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>',
)

const createReader = (used: unknown[] = []) =>
  createDeskReader({
    sts: new STSClient(client()),
    kmsFor: (credentials) => {
      used.push(credentials)
      return new KMSClient({ ...client(), credentials })
    },
    readerRoleArn: 'arn:aws:iam::000000000000:role/Reader',
    keyArn: 'arn:aws:kms:eu-west-2:000000000000:key/1',
  })

const asked = (index: number) => Object.fromEntries(new URLSearchParams(received[index]?.body))

describe('an officer’s session', () => {
  it('names the officer to AWS twice, as session and as source identity, with one tag: the desk', async () => {
    answers.push(session)
    await createReader().begin('division-e', officer)
    expect(asked(0)).toMatchObject({
      Action: 'AssumeRole',
      RoleArn: 'arn:aws:iam::000000000000:role/Reader',
      RoleSessionName: 'officer-1',
      SourceIdentity: 'officer-1',
      'Tags.member.1.Key': 'desk',
      'Tags.member.1.Value': 'division-e',
      DurationSeconds: '900',
    })
    expect(asked(0)).not.toHaveProperty('Tags.member.2.Key')
  })

  it('is of a desk of the officer’s own when another desk is asked for', async () => {
    answers.push(session)
    await createReader().begin('child-protection', officer)
    expect(asked(0)).toHaveProperty('Tags.member.1.Value', 'division-p')
  })

  it('opens with the credentials of that session alone, and tells KMS the report and the desk', async () => {
    const used: unknown[] = []
    const dataKey = randomBytes(32)
    const binding = { reportId: 'R1', receivedAt: '2026-11-24T12:00:00.000Z', label: 'report' }
    const sealed = sealText(dataKey, binding, 'they have my video')
    answers.push(session, answer(200, JSON.stringify({ Plaintext: dataKey.toString('base64') })))
    const reader = await createReader(used).begin('division-p', officer)
    expect(await reader.open(binding, Buffer.of(1), sealed)).toBe('they have my video')
    expect(used).toMatchObject([{ accessKeyId: 'ASIA1', secretAccessKey: 's', sessionToken: 't' }])
    expect(JSON.parse(received[1]?.body ?? '')).toMatchObject({
      KeyId: 'arn:aws:kms:eu-west-2:000000000000:key/1',
      EncryptionContext: { app: 'harbour', v: '1', reportId: 'R1', desk: 'division-p' },
    })
  })

  it('wipes the data key once the text is open, and when it cannot be opened', async () => {
    const dataKey = randomBytes(32)
    const binding = { reportId: 'R1', receivedAt: '2026-11-24T12:00:00.000Z', label: 'report' }
    const sealed = sealText(dataKey, binding, 'they have my video')
    for (const label of ['report', 'another']) {
      answers.push(session)
      const Plaintext = Uint8Array.from(dataKey)
      const kms = new KMSClient(client())
      kms.send = async () => ({ Plaintext })
      const config = { sts: new STSClient(client()), kmsFor: () => kms, readerRoleArn: 'arn', keyArn: 'key' }
      const reader = await createDeskReader(config).begin('division-p', officer)
      await Promise.allSettled([reader.open({ ...binding, label }, Buffer.of(1), sealed)])
      expect(Plaintext).toEqual(new Uint8Array(32))
    }
  })

  it.each(['', 'a', 'two words', 'x'.repeat(65)])(
    'is refused for the subject %j before AWS is asked',
    async (subject) => {
      await expect(createReader().begin('division-p', { ...officer, subject })).rejects.toThrow('2 to 64')
      expect(received).toEqual([])
    },
  )
})

import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSessions, startLocalSts } from '../../../infra/local/aws/sts.ts'
import { localRegion } from '../../../infra/local/machine/local-client.ts'
import { createStack, type Resource } from '../../../infra/local/template/template.ts'

const roleArn = (role: string) => `arn:aws:iam::000000000000:role/${role}`
const actions = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity']

const trusting = (Condition: object): Resource => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Action: actions, Principal: { AWS: roleArn('Caller') }, Condition }],
    },
  },
})

const mayAssume = (role: string, allowed: readonly string[] = actions): Resource => ({
  Type: 'AWS::IAM::Policy',
  Properties: {
    Roles: [role],
    PolicyDocument: { Statement: [{ Effect: 'Allow', Action: allowed, Resource: roleArn('Reader') }] },
  },
})

const Resources: Record<string, Resource> = {
  Reader: trusting({
    StringEquals: { 'aws:RequestTag/desk': ['division-p', 'division-e'] },
    'ForAllValues:StringEquals': { 'aws:TagKeys': ['desk'] },
    Null: { 'sts:SourceIdentity': 'false' },
  }),
  Other: trusting({}),
  CallerPolicy: mayAssume('Caller'),
  StrangerPolicy: mayAssume('Stranger'),
  PlainPolicy: mayAssume('Plain', ['sts:AssumeRole']),
}

const sessions = createSessions()
let sts: Awaited<ReturnType<typeof startLocalSts>>

beforeAll(async () => {
  const place = { region: localRegion, account: '000000000000', queueUrl: (name: string) => name }
  sts = await startLocalSts(createStack({ Resources }, place), sessions)
})
afterAll(() => sts.close())

const wanted: AssumeRoleCommandInput = {
  RoleArn: roleArn('Reader'),
  RoleSessionName: 'officer-1',
  SourceIdentity: 'officer-1',
  Tags: [{ Key: 'desk', Value: 'division-p' }],
  DurationSeconds: 900,
}

const assume = async (change: Partial<AssumeRoleCommandInput> = {}, accessKeyId = 'Caller') => {
  const credentials = { accessKeyId, secretAccessKey: 'local' }
  const client = new STSClient({ endpoint: sts.url, region: localRegion, credentials })
  const { Credentials } = await client.send(new AssumeRoleCommand({ ...wanted, ...change }))
  return Credentials
}

describe('assuming a role', () => {
  test('gives a session that has the tag and the source identity', async () => {
    const credentials = await assume()
    expect(sessions.callerOf(credentials?.AccessKeyId ?? '')).toMatchObject({
      role: 'Reader',
      tags: { desk: 'division-p' },
      sourceIdentity: 'officer-1',
    })
    expect(credentials?.SessionToken).toBeTruthy()
    expect(credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now())
  })

  test.each<[string, Partial<AssumeRoleCommandInput>, string?]>([
    ['without the tag', { Tags: [] }],
    ['with a desk that does not exist', { Tags: [{ Key: 'desk', Value: 'division-x' }] }],
    ['with another tag beside', { Tags: [...(wanted.Tags ?? []), { Key: 'admin', Value: 'yes' }] }],
    ['without a source identity', { SourceIdentity: undefined }],
    ['by one whom the role does not trust', {}, 'Stranger'],
    ['by one whose own policy does not allow the tag', {}, 'Plain'],
    ['by nobody', {}, 'ASIA0000'],
    ['of a role that the caller has no policy for', { RoleArn: roleArn('Other') }],
    ['of a role that does not exist', { RoleArn: roleArn('Nothing') }],
  ])('is refused %s', async (_name, change, caller) => {
    await expect(assume(change, caller)).rejects.toThrow(expect.objectContaining({ name: 'AccessDenied' }))
  })

  test('gives nobody for an id that was never issued, or whose session has ended', async () => {
    expect(sessions.callerOf('ASIA1234')).toBeUndefined()
    const { accessKeyId } = sessions.add({ role: 'Reader', tags: {}, endsAt: Date.now() })
    expect(sessions.callerOf(accessKeyId)).toBeUndefined()
  })
})

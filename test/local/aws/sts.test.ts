import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSessions, startLocalSts } from '../../../infra/local/aws/sts.ts'
import { accessKeyIdOf } from '../../../infra/local/iam/caller.ts'
import { localRegion } from '../../../infra/local/machine/local-client.ts'
import { createStack, type Resource } from '../../../infra/local/template/template.ts'

const roleArn = (role: string) => `arn:aws:iam::000000000000:role/${role}`
const oneDesk = {
  StringEquals: { 'aws:RequestTag/desk': ['division-p', 'division-e'] },
  'ForAllValues:StringEquals': { 'aws:TagKeys': ['desk'] },
}
const officerNamed = { Null: { 'sts:SourceIdentity': 'false' } }

interface Allowed {
  readonly Action: string | readonly string[]
  readonly Condition?: object
}

/** As AWS asks for it: one statement an action, with the keys that the action has. */
const oneByOne: readonly Allowed[] = [
  { Action: 'sts:AssumeRole', Condition: { ...oneDesk, ...officerNamed } },
  { Action: 'sts:TagSession', Condition: oneDesk },
  { Action: 'sts:SetSourceIdentity', Condition: officerNamed },
]
/**
 * Harbour once had this. The stack was created, and STS then refused every officer, for no action but the first has all
 * these keys.
 */
const allInOne: readonly Allowed[] = [
  { Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'], Condition: { ...oneDesk, ...officerNamed } },
]
const withoutConditions: readonly Allowed[] = oneByOne.map(({ Action }) => ({ Action }))
const Version = '2012-10-17'

const trusting = (allowed: readonly Allowed[]): Resource => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version,
      Statement: allowed.map((each) => ({ Effect: 'Allow', Principal: { AWS: roleArn('Caller') }, ...each })),
    },
  },
})

const mayAssume = (caller: string, role: string, allowed: readonly Allowed[] = withoutConditions): Resource => ({
  Type: 'AWS::IAM::Policy',
  Properties: {
    Roles: [caller],
    PolicyDocument: {
      Version,
      Statement: allowed.map((each) => ({ Effect: 'Allow', Resource: roleArn(role), ...each })),
    },
  },
})

const Resources: Record<string, Resource> = {
  Reader: trusting(oneByOne),
  ReaderOfOneStatement: trusting(allInOne),
  Other: trusting(withoutConditions),
  CallerPolicy: mayAssume('Caller', 'Reader', oneByOne),
  CallerPolicyForOneStatement: mayAssume('Caller', 'ReaderOfOneStatement'),
  StrangerPolicy: mayAssume('Stranger', 'Reader'),
  PlainPolicy: mayAssume('Plain', 'Reader', [{ Action: 'sts:AssumeRole' }]),
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
    ['by a role whose trust has one statement for all three actions', { RoleArn: roleArn('ReaderOfOneStatement') }],
    ['of a role that the caller has no policy for', { RoleArn: roleArn('Other') }],
    ['of a role that does not exist', { RoleArn: roleArn('Nothing') }],
  ])('is refused %s', async (_name, change, caller) => {
    await expect(assume(change, caller)).rejects.toThrow(expect.objectContaining({ name: 'AccessDenied' }))
  })

  test.each<[string, Partial<AssumeRoleCommandInput>]>([
    ['for more than the hour that one role may have another', { DurationSeconds: 3601 }],
    ['for less than a quarter of an hour', { DurationSeconds: 899 }],
    ['under a name with a space', { RoleSessionName: 'officer 1' }],
    ['with a source identity of one character', { SourceIdentity: 'o' }],
    ['with one tag twice', { Tags: [...(wanted.Tags ?? []), { Key: 'Desk', Value: 'division-p' }] }],
  ])('is not valid %s', async (_name, change) => {
    await expect(assume(change)).rejects.toThrow(expect.objectContaining({ name: 'ValidationError' }))
  })

  test('issues an access key that is worth nothing without its token', async () => {
    const { AccessKeyId = '', SessionToken = '' } = (await assume()) ?? {}
    const authorization = `AWS4-HMAC-SHA256 Credential=${AccessKeyId}/20261127/eu-west-2/kms/aws4_request`
    expect(accessKeyIdOf({ headers: { authorization, 'x-amz-security-token': SessionToken } })).toBe(AccessKeyId)
    expect(accessKeyIdOf({ headers: { authorization } })).toBe('')
    expect(sessions.callerOf('')).toBeUndefined()
  })

  test('gives nobody for an id that was never issued, or whose session has ended', async () => {
    expect(sessions.callerOf('ASIA1234')).toBeUndefined()
    const { accessKeyId } = sessions.add({ role: 'Reader', tags: {}, endsAt: Date.now() })
    expect(sessions.callerOf(accessKeyId)).toBeUndefined()
  })
})

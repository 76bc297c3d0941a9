import { describe, expect, test } from 'vitest'
import { desks } from '../../shared/domain/desk.ts'
import { synthesise } from './synthesised.ts'

const stack = synthesise()

describe('the officers', () => {
  const [pool] = stack.of<Readonly<Record<string, unknown>>>('AWS::Cognito::UserPool')
  const [client] = stack.of<Readonly<Record<string, unknown>>>('AWS::Cognito::UserPoolClient')

  test('cannot sign themselves up, need a second factor, and may use a passkey', () => {
    expect(pool?.properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      WebAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
      WebAuthnUserVerification: 'required',
      DeletionProtection: 'ACTIVE',
    })
    expect(pool?.kept).toBe(true)
  })

  test('get access tokens for 15 minutes, by the code flow alone, from a client that has no secret', () => {
    expect(client?.properties).toMatchObject({
      AccessTokenValidity: 15,
      TokenValidityUnits: { AccessToken: 'minutes' },
      AllowedOAuthFlows: ['code'],
      GenerateSecret: false,
      EnableTokenRevocation: true,
      PreventUserExistenceErrors: 'ENABLED',
    })
  })

  test('belong to groups that are the desks, and no others', () => {
    const groups = stack
      .of<{ GroupName: string }>('AWS::Cognito::UserPoolGroup')
      .map(({ properties }) => properties.GroupName)
    expect(groups.toSorted()).toEqual([...desks].toSorted())
  })

  test('sign in on managed pages that are styled, for without a style they are not served', () => {
    const [domain] = stack.of<{ ManagedLoginVersion: number }>('AWS::Cognito::UserPoolDomain')
    expect(domain?.properties.ManagedLoginVersion).toBe(2)
    expect(stack.of('AWS::Cognito::ManagedLoginBranding')).toHaveLength(1)
  })
})

describe('the daily digest', () => {
  test('is in a bucket that nobody can change, open or reach without TLS', () => {
    const [bucket] = stack.of<Readonly<Record<string, unknown>>>('AWS::S3::Bucket')
    expect(bucket?.properties).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 6 * 365 } } },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      VersioningConfiguration: { Status: 'Enabled' },
    })
    expect(bucket?.kept).toBe(true)
    const policies = JSON.stringify(stack.of('AWS::S3::BucketPolicy'))
    expect(policies).toContain('"aws:SecureTransport":"false"')
  })
})

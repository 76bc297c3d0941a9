import { describe, expect, test } from 'vitest'
import { exampleConfig } from '../../infra/config.ts'
import type { Settings } from '../../infra/settings.ts'
import { desks } from '../../shared/domain/desk.ts'
import { idOf, synthesise } from './synthesised.ts'

const stack = synthesise()

describe('the officers', () => {
  const [pool] = stack.of<Readonly<Record<string, unknown>>>('AWS::Cognito::UserPool')
  const clients = stack.of<Readonly<Record<string, unknown>>>('AWS::Cognito::UserPoolClient')

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

  test('have a week to use their temporary password', () => {
    expect(pool?.properties['Policies']).toMatchObject({ PasswordPolicy: { TemporaryPasswordValidityDays: 7 } })
  })

  test('sign in by the console or by their command line, which has one address', () => {
    expect(clients.map(({ properties }) => properties['CallbackURLs'])).toEqual([
      ['https://console.example.org/'],
      // Of plain http Cognito takes localhost alone.
      ['http://localhost:8765/callback'],
    ])
    const functions = stack.of<{ Environment: { Variables: Record<string, unknown> } }>('AWS::Lambda::Function')
    const taken = functions.map(({ properties }) => properties.Environment.Variables['OFFICER_CLIENT_IDS'])
    expect(taken.filter((each) => each !== undefined)).toEqual([
      { 'Fn::Join': ['', [{ Ref: clients[0]?.id }, ' ', { Ref: clients[1]?.id }]] },
    ])
  })

  test.each(clients)(
    'get access tokens for 15 minutes, by the code flow alone, from $id, which has no secret',
    ({ properties }) => {
      expect(properties).toMatchObject({
        AccessTokenValidity: 15,
        TokenValidityUnits: { AccessToken: 'minutes' },
        AllowedOAuthFlows: ['code'],
        GenerateSecret: false,
        EnableTokenRevocation: true,
        PreventUserExistenceErrors: 'ENABLED',
        // The authenticator app or a passkey, as the officer chooses.
        ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      })
    },
  )

  test('belong to groups that are the desks, their supervisors and the operators, and no others', () => {
    const groups = stack
      .of<{ GroupName: string }>('AWS::Cognito::UserPoolGroup')
      .map(({ properties }) => properties.GroupName)
    expect(groups.toSorted()).toEqual([...desks, ...desks.map((desk) => `supervisor-${desk}`), 'operators'].toSorted())
  })

  test('sign in on managed pages that are styled, for without a style they are not served', () => {
    const [domain] = stack.of<{ ManagedLoginVersion: number }>('AWS::Cognito::UserPoolDomain')
    expect(domain?.properties.ManagedLoginVersion).toBe(2)
    const styles = stack.of<{ ClientId: unknown }>('AWS::Cognito::ManagedLoginBranding')
    expect(styles.map(({ properties }) => idOf(properties.ClientId))).toEqual(clients.map(({ id }) => id))
  })
})

describe('the sign-in pages', () => {
  interface Domain {
    readonly Domain: unknown
    readonly CustomDomainConfig?: { readonly CertificateArn: string }
  }
  const signInOf = (signInDomain: Settings['signInDomain']) => {
    const made = synthesise(exampleConfig('prod', { signInDomain }))
    const [pool] = made.of<{ WebAuthnRelyingPartyID: unknown }>('AWS::Cognito::UserPool')
    const [domain] = made.of<Domain>('AWS::Cognito::UserPoolDomain')
    return { relyingParty: pool?.properties.WebAuthnRelyingPartyID, domain: domain?.properties }
  }
  const account = { Ref: 'AWS::AccountId' }

  test('have a name of Cognito, which passkeys are bound to, when none of our own is set', () => {
    const { relyingParty, domain } = signInOf(null)
    expect(domain).toMatchObject({ Domain: { 'Fn::Join': ['', ['harbour-prod-', account]] } })
    expect(relyingParty).toEqual({
      'Fn::Join': ['', ['harbour-prod-', account, '.auth.', { Ref: 'AWS::Region' }, '.amazoncognito.com']],
    })
  })

  test('have the name of our own that is set, which passkeys are then bound to', () => {
    const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/one'
    const { relyingParty, domain } = signInOf({ domainName: 'sign-in.police.harbour', certificateArn })
    expect([relyingParty, domain?.Domain, domain?.CustomDomainConfig]).toEqual([
      'sign-in.police.harbour',
      'sign-in.police.harbour',
      { CertificateArn: certificateArn },
    ])
  })
})

describe('the daily digest', () => {
  test.each([
    ['prod', 'COMPLIANCE'],
    ['dev', 'GOVERNANCE'],
  ] as const)('is locked on %s by %s', (stage, mode) => {
    const [bucket] = synthesise(exampleConfig(stage)).of('AWS::S3::Bucket')
    expect(bucket?.properties).toMatchObject({
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: mode, Days: 6 * 365 } } },
    })
  })

  test('is in a bucket that nobody can change, open or reach without TLS', () => {
    const [bucket] = stack.of<Readonly<Record<string, unknown>>>('AWS::S3::Bucket')
    expect(bucket?.properties).toMatchObject({
      ObjectLockEnabled: true,
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      VersioningConfiguration: { Status: 'Enabled' },
    })
    expect(bucket?.kept).toBe(true)
    const policies = JSON.stringify(stack.of('AWS::S3::BucketPolicy'))
    expect(policies).toContain('"aws:SecureTransport":"false"')
  })
})

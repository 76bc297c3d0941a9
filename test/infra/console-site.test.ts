import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { exampleConfig } from '../../infra/config.ts'
import { createHarbourApp } from '../../infra/harbour-app.ts'
import { addRules } from '../../infra/validation.ts'
import { idOf, idsIn, listOf, type PolicyDocument, synthesise } from './synthesised.ts'

const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/one'
const settings = { consoleDomain: { domainName: 'console.police.harbour', certificateArn } }
const stack = synthesise(exampleConfig('prod', settings))

type Properties = Readonly<Record<string, unknown>>

const [distribution] = stack.of<{ readonly DistributionConfig: Properties }>('AWS::CloudFront::Distribution')
const files = stack.of<Properties>('AWS::S3::Bucket').find(({ id }) => id.startsWith('ConsoleFiles'))

afterEach(() => void vi.unstubAllEnvs())

test('the console has a host of its own, which speaks TLS 1.3 alone', () => {
  expect(distribution?.properties.DistributionConfig).toMatchObject({
    Aliases: ['console.police.harbour'],
    ViewerCertificate: { AcmCertificateArn: certificateArn, MinimumProtocolVersion: 'TLSv1.3_2025' },
    DefaultRootObject: 'index.html',
    DefaultCacheBehavior: { ViewerProtocolPolicy: 'https-only', AllowedMethods: ['GET', 'HEAD'] },
  })
})

test('only the distribution reads the files, and nobody reads them in public', () => {
  expect(files?.properties['PublicAccessBlockConfiguration']).toEqual({
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  })
  const policy = stack
    .of<{ readonly Bucket: unknown; readonly PolicyDocument: PolicyDocument }>('AWS::S3::BucketPolicy')
    .find(({ properties }) => idOf(properties.Bucket) === files?.id)
  const allowed = policy?.properties.PolicyDocument.Statement.filter(({ Effect }) => Effect === 'Allow') ?? []
  expect(allowed).toHaveLength(1)
  expect(allowed[0]).toMatchObject({ Principal: { Service: 'cloudfront.amazonaws.com' } })
  expect(listOf(allowed[0]?.Action)).toEqual(['s3:GetObject'])
  expect(idsIn(allowed[0]?.Condition)).toContain(distribution?.id)
})

test('its pages may call the API and the sign-in pages, and load nothing from anywhere else', () => {
  const [headers] = stack.of<{ readonly ResponseHeadersPolicyConfig: Properties }>(
    'AWS::CloudFront::ResponseHeadersPolicy',
  )
  const text = JSON.stringify(headers?.properties)
  expect(text).toContain("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ")
  expect(text).toContain('require-trusted-types-for')
  expect(idsIn(headers?.properties).some((id) => id.startsWith('IntakeApi'))).toBe(true)
  expect(text).toContain('amazoncognito.com')
  expect(text).not.toContain('unsafe')
})

test('the pages sign in and out at the address where they are served', () => {
  const client = stack
    .of<{ readonly CallbackURLs: readonly string[]; readonly LogoutURLs?: readonly string[] }>(
      'AWS::Cognito::UserPoolClient',
    )
    .find(({ id }) => id.includes('Console'))
  // The address of the configuration; a stage derives it from its settings.
  expect(client?.properties.CallbackURLs).toEqual(client?.properties.LogoutURLs)
})

test('a stack without a name for its console serves none', () => {
  expect(synthesise(exampleConfig('prod')).all.some(({ type }) => type.startsWith('AWS::CloudFront'))).toBe(false)
})

test('the site passes cdk-nag and the validation of CDK', () => {
  vi.stubEnv('CDK_VALIDATION', 'true')
  const outdir = mkdtempSync(join(tmpdir(), 'harbour-console-'))
  const { app } = createHarbourApp(exampleConfig('prod', settings), {
    outdir,
    context: { 'aws:cdk:disable-asset-staging': true },
  })
  addRules(app)
  expect(() => app.synth()).not.toThrow()
  rmSync(outdir, { recursive: true })
})

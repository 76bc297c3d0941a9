import { describe, expect, test } from 'vitest'
import { createKeyAccess } from '../../../infra/local/iam/key-access.ts'
import { createStack, type Resource } from '../../../infra/local/template/template.ts'

const roleArn = (role: string) => `arn:aws:iam::000000000000:role/${role}`
const Version = '2012-10-17'
const root = 'arn:aws:iam::000000000000:root'
const keyArn = 'arn:aws:kms:eu-west-2:000000000000:key/local-key'

const allow = (principal: string, action: string) => ({
  Effect: 'Allow',
  Principal: { AWS: principal },
  Action: action,
  Resource: '*',
})

const policyOf = (role: string, effect: string, action: string): Resource => ({
  Type: 'AWS::IAM::Policy',
  Properties: {
    Roles: [role],
    PolicyDocument: { Version, Statement: [{ Effect: effect, Action: action, Resource: keyArn }] },
  },
})

const accessOf = (keyStatements: readonly object[], policies: Readonly<Record<string, Resource>> = {}) => {
  const key: Resource = { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version, Statement: keyStatements } } }
  const place = { region: 'eu-west-2', account: '000000000000', queueUrl: (name: string) => name }
  const stack = createStack({ Resources: { Key: key, ...policies } }, place)
  const decide = createKeyAccess(stack, (role) => ({ role, tags: {} }))
  return (accessKeyId: string, action: string, encryptionContext: Readonly<Record<string, string>> = {}) =>
    decide({ accessKeyId, action, keyArn, encryptionContext })
}

describe('who may use a key', () => {
  test('a role that the key names may, without a policy of its own', () => {
    const may = accessOf([allow(roleArn('Accept'), 'kms:GenerateDataKey')])
    expect(may('Accept', 'kms:GenerateDataKey')).toBe(true)
    expect(may('Accept', 'kms:Decrypt')).toBe(false)
    expect(may('Other', 'kms:GenerateDataKey')).toBe(false)
  })

  test('a role whose own policy allows it may, only where the key allows the account', () => {
    const policies = { Policy: policyOf('Accept', 'Allow', 'kms:Decrypt') }
    expect(accessOf([allow(root, 'kms:*')], policies)('Accept', 'kms:Decrypt')).toBe(true)
    expect(accessOf([allow(root, 'kms:DescribeKey')], policies)('Accept', 'kms:Decrypt')).toBe(false)
    expect(accessOf([allow(root, 'kms:*')])('Accept', 'kms:Decrypt')).toBe(false)
  })

  test('a deny of the role wins over an allow of the key', () => {
    const may = accessOf([allow(roleArn('Accept'), 'kms:*')], { Policy: policyOf('Accept', 'Deny', 'kms:Decrypt') })
    expect(may('Accept', 'kms:GenerateDataKey')).toBe(true)
    expect(may('Accept', 'kms:Decrypt')).toBe(false)
  })

  test('the key refuses a call that does not say for which report', () => {
    const deny = {
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 'kms:*',
      Resource: '*',
      Condition: { Null: { 'kms:EncryptionContext:reportId': 'true' } },
    }
    const may = accessOf([allow(roleArn('Accept'), 'kms:*'), deny])
    expect(may('Accept', 'kms:Decrypt', { reportId: '7F3K' })).toBe(true)
    expect(may('Accept', 'kms:Decrypt', { desk: 'unrouted' })).toBe(false)
  })

  test('nobody may use a key that has no policy for them', () => {
    expect(accessOf([])('Accept', 'kms:Decrypt')).toBe(false)
  })
})

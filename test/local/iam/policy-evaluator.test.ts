import { describe, expect, test } from 'vitest'
import { isPermitted } from '../../../infra/local/iam/access.ts'
import { contextFor, hasKey, type RequestContext } from '../../../infra/local/iam/condition-keys.ts'
import type { Conditions } from '../../../infra/local/iam/conditions.ts'
import { effectsOf, type PolicyStatement } from '../../../infra/local/iam/policy-evaluator.ts'
import type { PrincipalStatement } from '../../../infra/local/iam/template-policies.ts'

const allow = (more: Partial<PolicyStatement> = {}): PolicyStatement => ({
  Effect: 'Allow',
  Action: 'kms:Decrypt',
  Resource: '*',
  ...more,
})
const isMeant = (
  statement: PolicyStatement,
  action: string,
  context: RequestContext = {},
  resource = 'arn:aws:kms:::key/1',
) => effectsOf([statement], { action, resource, context }).size > 0

/**
 * Every row is a sentence of the IAM user guide.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
describe('a condition', () => {
  const desk = 'kms:EncryptionContext:desk'
  const keys = 'kms:EncryptionContextKeys'
  const held = (condition: Conditions, context: RequestContext = {}) =>
    isMeant(allow({ Condition: condition }), 'kms:Decrypt', context)

  test.each<[string, Conditions, boolean]>([
    ['StringEquals', { StringEquals: { [desk]: 'a' } }, false],
    ['StringEqualsIfExists', { StringEqualsIfExists: { [desk]: 'a' } }, true],
    ['StringNotEquals', { StringNotEquals: { [desk]: 'a' } }, true],
    ['StringLike', { StringLike: { [desk]: '*' } }, false],
    ['StringNotLike', { StringNotLike: { [desk]: '*' } }, true],
    ['Null: true', { Null: { [desk]: 'true' } }, true],
    ['Null: false', { Null: { [desk]: 'false' } }, false],
    ['Bool', { Bool: { 'kms:ReEncryptOnSameKey': 'false' } }, false],
    ['ForAllValues', { 'ForAllValues:StringEquals': { [keys]: ['desk'] } }, true],
    ['ForAnyValue', { 'ForAnyValue:StringEquals': { [keys]: ['desk'] } }, false],
    ['ForAnyValue negated', { 'ForAnyValue:StringNotEquals': { [keys]: ['desk'] } }, false],
  ])('%s on a key that the call does not have', (_operator, condition, expected) => {
    expect(held(condition)).toBe(expected)
  })

  test.each<[Conditions, RequestContext, boolean]>([
    [{ StringEquals: { [desk]: ['a', 'b'] } }, { [desk]: 'b' }, true],
    [{ StringEquals: { [desk]: 'a*' } }, { [desk]: 'ab' }, false],
    [{ StringEquals: { [desk]: 'A' } }, { [desk]: 'a' }, false],
    [{ StringEquals: { [desk.toUpperCase()]: 'a' } }, { [desk]: 'a' }, true],
    [{ StringLike: { [desk]: 'a?c*' } }, { [desk]: 'abcd' }, true],
    [{ StringNotEquals: { [desk]: ['a', 'b'] } }, { [desk]: 'b' }, false],
    [{ StringEquals: { [desk]: 'a' }, Null: { [keys]: 'true' } }, { [desk]: 'a', [keys]: ['desk'] }, false],
    [{ 'ForAllValues:StringEquals': { [keys]: ['desk', 'app'] } }, { [keys]: ['desk', 'v'] }, false],
    [{ 'ForAllValues:StringNotEquals': { [keys]: ['desk'] } }, { [keys]: ['v', 'desk'] }, false],
    [{ 'ForAnyValue:StringEquals': { [keys]: ['desk'] } }, { [keys]: ['v', 'desk'] }, true],
    [{ StringEquals: { [desk]: '${aws:PrincipalTag/desk}' } }, { [desk]: 'a', 'aws:PrincipalTag/desk': 'a' }, true],
    [{ StringEquals: { [desk]: '${aws:PrincipalTag/desk}' } }, { [desk]: 'a' }, false],
    [{ StringNotEquals: { [desk]: '${aws:PrincipalTag/desk}' } }, { [desk]: 'a' }, false],
    [{ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:1:a' } }, { 'aws:SourceArn': 'arn:aws:sns:eu:1:a' }, true],
    [{ ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:*:a' } }, { 'aws:SourceArn': 'arn:aws:sns:eu:1:a' }, false],
  ])('%j with %j', (condition, context, expected) => {
    expect(held(condition, context)).toBe(expected)
  })

  test('is refused where it would have to be guessed', () => {
    expect(() => held({ DateLessThan: { 'aws:CurrentTime': 'x' } })).toThrow('DateLessThan is not known')
    expect(() => held({ StringEquals: { [keys]: 'desk' } }, { [keys]: ['desk'] })).toThrow('needs a quantifier')
    expect(() => held({}, { [desk]: ['a'] })).toThrow('holds one value')
  })
})

describe('an action', () => {
  test('is handed its own keys and the global ones, and no other', () => {
    const known = {
      'aws:RequestTag/desk': 'a',
      'aws:TagKeys': ['desk'],
      'sts:SourceIdentity': 'o',
      'aws:PrincipalArn': 'r',
    }
    const handed = (action: string) => Object.keys(contextFor(action, known)).toSorted()
    expect(handed('sts:AssumeRole')).toEqual(Object.keys(known).toSorted())
    expect(handed('sts:TagSession')).toEqual(['aws:PrincipalArn', 'aws:RequestTag/desk', 'aws:TagKeys'])
    expect(handed('sts:SetSourceIdentity')).toEqual(['aws:PrincipalArn', 'sts:SourceIdentity'])
    expect(hasKey('kms:Decrypt', 'kms:ReEncryptOnSameKey')).toBe(false)
    expect(hasKey('kms:GenerateMac', 'kms:EncryptionContext:desk')).toBe(false)
  })

  test('that the table does not know is refused', () => {
    expect(() => isMeant(allow(), 'kms:Open')).toThrow('kms:Open is not in condition-keys.json')
  })

  test('is named in any case, by a pattern, or by not being excepted', () => {
    expect(isMeant(allow({ Action: 'KMS:de*' }), 'kms:Decrypt')).toBe(true)
    expect(isMeant(allow({ Action: undefined, NotAction: 'kms:Encrypt' } as object), 'kms:Decrypt')).toBe(true)
    expect(isMeant(allow({ Action: undefined, NotAction: 'kms:Dec*' } as object), 'kms:Decrypt')).toBe(false)
  })
})

describe('within one account', () => {
  const roleArn = 'arn:aws:iam::000000000000:role/Reader'
  const account = 'arn:aws:iam::000000000000:root'
  const permitted = (
    resource: string,
    ofRole: readonly PolicyStatement[],
    ofResource: readonly PrincipalStatement[],
  ) => {
    const action = resource.startsWith('arn:aws:kms:')
      ? 'kms:Decrypt'
      : resource.includes('iam')
        ? 'sts:AssumeRole'
        : 'sqs:SendMessage'
    const policies = { ofRoles: new Map([[roleArn, ofRole]]), ofResources: new Map([[resource, ofResource]]) }
    return isPermitted(policies, { roleArn }, { action, resource, context: {} })
  }
  const any = allow({ Action: '*' })
  const deny: PrincipalStatement = { ...any, Effect: 'Deny', Principal: '*' }
  const toRole: PrincipalStatement = { ...any, Principal: { AWS: roleArn } }
  const toAccount: PrincipalStatement = { ...any, Principal: { AWS: account } }
  const toService: PrincipalStatement = { ...any, Principal: { Service: 'sns.amazonaws.com' } }
  const key = 'arn:aws:kms:eu-west-2:000000000000:key/1'
  const role = 'arn:aws:iam::000000000000:role/Other'
  const queue = 'arn:aws:sqs:eu-west-2:000000000000:queue'

  test.each<[string, string, readonly PolicyStatement[], readonly PrincipalStatement[], boolean]>([
    ['a key: its policy by name', key, [], [toRole], true],
    ['a key: the role alone', key, [any], [], false],
    ['a key: the account alone', key, [], [toAccount], false],
    ['a key: the account and the role', key, [any], [toAccount], true],
    ['a key: a deny for all', key, [any], [toRole, deny], false],
    ['a role: its trust alone', role, [], [toRole], false],
    ['a role: the caller alone', role, [any], [], false],
    ['a role: both', role, [any], [toRole], true],
    ['a queue: the role alone', queue, [any], [], true],
    ['a queue: its policy alone', queue, [], [toRole], true],
    ['a queue: the account alone', queue, [], [toAccount], false],
    ['a queue: its policy for a service', queue, [], [toService], false],
    ['a queue: a deny of the role', queue, [{ ...any, Effect: 'Deny' }], [toRole], false],
  ])('%s', (_name, resource, ofRole, ofResource, expected) => {
    expect(permitted(resource, ofRole, ofResource)).toBe(expected)
  })

  test('an object is under the policy of its bucket, and a service under that of the resource alone', () => {
    const object = { action: 's3:PutObject', resource: 'arn:aws:s3:::bucket/a/b', context: {} }
    const policies = { ofRoles: new Map([[roleArn, [any]]]), ofResources: new Map([['arn:aws:s3:::bucket', [deny]]]) }
    expect(isPermitted(policies, { roleArn }, object)).toBe(false)
    const ofQueue = { ofRoles: new Map(), ofResources: new Map([[queue, [toService]]]) }
    const send = { action: 'sqs:SendMessage', resource: queue, context: {} }
    expect(isPermitted(ofQueue, { service: 'sns.amazonaws.com' }, send)).toBe(true)
    expect(isPermitted(ofQueue, { service: 'events.amazonaws.com' }, send)).toBe(false)
  })
})

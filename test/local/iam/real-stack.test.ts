import { basename } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { isPermitted } from '../../../infra/local/iam/access.ts'
import { createKeyAccess } from '../../../infra/local/iam/key-access.ts'
import type { PolicyRequest } from '../../../infra/local/iam/policy-evaluator.ts'
import { policiesOf, roleArnOf } from '../../../infra/local/iam/template-policies.ts'
import { type SynthesisedStack, synthesiseLocalStack } from '../../../infra/local/template/synthesise.ts'
import { createStack, type Stack } from '../../../infra/local/template/template.ts'
import { desks } from '../../../shared/domain/desk.ts'

const place = {
  issuer: 'http://127.0.0.1:1',
  region: 'eu-west-2',
  account: '000000000000',
  queueUrl: (name: string) => `http://sqs/${name}`,
}

/** Gives the logical id of the role of each function, by the function's folder. */
const rolesOf = (stack: Stack, { codeDirectoryOf }: SynthesisedStack): ReadonlyMap<string, string> =>
  new Map(
    stack.resourcesOf('AWS::Lambda::Function').map(({ properties }) => {
      const { S3Key } = properties['Code'] as { readonly S3Key: string }
      return [basename(codeDirectoryOf(S3Key)), String(properties['Role']).split('/').at(-1) ?? '']
    }),
  )

describe('the envelope key of the real stack', () => {
  let may: (name: string, action: string, context: Readonly<Record<string, string>>) => boolean
  let names: readonly string[]
  let allRoles: readonly string[]
  let readerRole: string
  let mayTouch: (name: string, action: string, context: PolicyRequest['context']) => boolean

  beforeAll(async () => {
    const synthesised = await synthesiseLocalStack()
    const stack = createStack(synthesised.template, place)
    const roles = rolesOf(stack, synthesised)
    names = [...roles.keys()]
    const variable = (name: string): string =>
      stack
        .resourcesOf('AWS::Lambda::Function')
        .map(({ properties }) => properties['Environment'] as { readonly Variables: Readonly<Record<string, string>> })
        .flatMap(({ Variables }) => Variables[name] ?? [])[0] ?? ''
    const reader = variable('READER_ROLE_ARN').split('/').at(-1) ?? ''
    allRoles = stack.resourcesOf('AWS::IAM::Role').map(({ logicalId }) => logicalId)
    readerRole = reader
    const decide = createKeyAccess(stack, (id) => {
      const [role = '', desk] = id.split('@')
      return { role: roles.get(role) ?? role, tags: desk === undefined ? {} : { desk } }
    })
    const policies = policiesOf(stack)
    const resource = stack.attributeOf(variable('REPORT_TABLE'), 'Arn')
    mayTouch = (name, action, context) => {
      const roleArn = roleArnOf(roles.get(name) ?? '')
      return isPermitted(policies, { roleArn }, { action, resource, context })
    }
    const keyArn = variable('ENVELOPE_KEY_ARN')
    may = (accessKeyId, action, encryptionContext) => decide({ accessKeyId, action, keyArn, encryptionContext })
  })

  const unrouted = { app: 'harbour', v: '1', reportId: '7F3K', desk: 'unrouted' }
  const routed = { ...unrouted, desk: 'division-p' }

  test('lets accept-report seal for no desk, and never open', () => {
    expect(may('accept-report', 'kms:GenerateDataKey', unrouted)).toBe(true)
    expect(may('accept-report', 'kms:GenerateDataKey', routed)).toBe(false)
    expect(may('accept-report', 'kms:Decrypt', unrouted)).toBe(false)
  })

  test('lets route-report re-address from no desk to a desk, and never open', () => {
    expect(may('route-report', 'kms:ReEncryptFrom', unrouted)).toBe(true)
    expect(may('route-report', 'kms:ReEncryptTo', routed)).toBe(true)
    expect(may('route-report', 'kms:ReEncryptFrom', routed)).toBe(false)
    expect(may('route-report', 'kms:Decrypt', routed)).toBe(false)
  })

  test('lets the reader role alone open, and only what is addressed to the desk of its session', () => {
    expect(allRoles).toContain(readerRole)
    for (const desk of desks) {
      const context = { ...unrouted, desk }
      for (const role of allRoles) {
        for (const tag of [...desks, 'unrouted']) {
          expect(may(`${role}@${tag}`, 'kms:Decrypt', context)).toBe(role === readerRole && tag === desk)
        }
      }
      expect(may(readerRole, 'kms:Decrypt', context)).toBe(false)
      expect(may(`${readerRole}@${desk}`, 'kms:ReEncryptFrom', context)).toBe(true)
      expect(may(`${readerRole}@other`, 'kms:ReEncryptFrom', context)).toBe(false)
      expect(may(`${readerRole}@${desk}`, 'kms:GenerateDataKey', context)).toBe(false)
    }
    expect(may(`${readerRole}@unrouted`, 'kms:ReEncryptTo', unrouted)).toBe(false)
    expect(may(`${readerRole}@division-p`, 'kms:ReEncryptTo', routed)).toBe(true)
  })

  test('lets duty-api itself seal a note for a desk, and never open or re-address', () => {
    expect(may('duty-api', 'kms:GenerateDataKey', routed)).toBe(true)
    expect(may('duty-api', 'kms:GenerateDataKey', unrouted)).toBe(false)
    for (const action of ['kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:Encrypt']) {
      expect(may('duty-api@division-p', action, routed)).toBe(false)
    }
    expect(may('follow-up', 'kms:GenerateDataKey', unrouted)).toBe(true)
    expect(may('follow-up', 'kms:Decrypt', unrouted)).toBe(false)
  })

  test('lets accept-report put a report and prove a retry, and never read a report back', () => {
    const asking = (...attributes: readonly string[]) => ({
      'dynamodb:Attributes': attributes,
      'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
    })
    const get = (context: PolicyRequest['context']) => mayTouch('accept-report', 'dynamodb:GetItem', context)
    expect(get(asking('reportId', 'keyHash', 'submissionHash'))).toBe(true)
    for (const attribute of ['sealed', 'wrappedKey', 'facts', 'log', 'followUpCodeHash']) {
      expect(get(asking('reportId', attribute))).toBe(false)
    }
    expect(get({})).toBe(false)
    expect(get({ ...asking('reportId'), 'dynamodb:Select': 'ALL_ATTRIBUTES' })).toBe(false)
    expect(mayTouch('accept-report', 'dynamodb:PutItem', {})).toBe(true)
    expect(mayTouch('accept-report', 'dynamodb:PutItem', { 'dynamodb:ReturnValues': 'ALL_OLD' })).toBe(false)
    for (const action of ['Query', 'Scan', 'UpdateItem', 'DeleteItem', 'BatchGetItem']) {
      expect(mayTouch('accept-report', `dynamodb:${action}`, asking('reportId'))).toBe(false)
    }
    expect(mayTouch('keep-digest', 'dynamodb:Scan', asking('reportId', 'seq', 'hash'))).toBe(true)
    expect(mayTouch('keep-digest', 'dynamodb:Scan', asking('reportId', 'sealed'))).toBe(false)
    expect(mayTouch('keep-digest', 'dynamodb:Scan', {})).toBe(false)
  })

  test('refuses a call that does not say for which report and desk', () => {
    const { desk, ...withoutDesk } = unrouted
    const { reportId, ...withoutReport } = unrouted
    expect([desk, reportId]).toEqual(['unrouted', '7F3K'])
    expect(may('accept-report', 'kms:GenerateDataKey', withoutDesk)).toBe(false)
    expect(may('accept-report', 'kms:GenerateDataKey', withoutReport)).toBe(false)
  })

  test('lets notify-team, watch-deadlines, public-info and keep-digest do nothing', () => {
    const others = ['notify-team', 'watch-deadlines', 'public-info', 'keep-digest']
    expect(names).toEqual(expect.arrayContaining(others))
    const actions = ['kms:GenerateDataKey', 'kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo']
    for (const name of others) for (const action of actions) expect(may(name, action, unrouted)).toBe(false)
  })
})

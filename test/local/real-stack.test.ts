import { basename } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { SynthesisedStack } from '../../infra/local/harbour.ts'
import { createKeyAccess } from '../../infra/local/key-access.ts'
import { synthesiseLocalStack } from '../../infra/local/synthesise.ts'
import { createStack, type Stack } from '../../infra/local/template.ts'

const place = { region: 'eu-west-2', account: '000000000000', queueUrl: (name: string) => `http://sqs/${name}` }

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

  beforeAll(async () => {
    const synthesised = await synthesiseLocalStack()
    const stack = createStack(synthesised.template, place)
    const arnOf = (logicalId: string) => stack.attributeOf(logicalId, 'Arn')
    const roles = rolesOf(stack, synthesised)
    names = [...roles.keys()]
    const [keyArn] = stack
      .resourcesOf('AWS::Lambda::Function')
      .map(({ properties }) => properties['Environment'] as { readonly Variables: Readonly<Record<string, string>> })
      .flatMap(({ Variables }) => Variables['ENVELOPE_KEY_ARN'] ?? [])
    const decide = createKeyAccess(stack, arnOf)
    may = (name, action, encryptionContext) =>
      decide({ accessKeyId: roles.get(name) ?? '', action, keyArn: keyArn ?? '', encryptionContext })
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

  test('refuses a call that does not say for which report and desk', () => {
    const { desk, ...withoutDesk } = unrouted
    const { reportId, ...withoutReport } = unrouted
    expect([desk, reportId]).toEqual(['unrouted', '7F3K'])
    expect(may('accept-report', 'kms:GenerateDataKey', withoutDesk)).toBe(false)
    expect(may('accept-report', 'kms:GenerateDataKey', withoutReport)).toBe(false)
  })

  test('lets notify-team, watch-deadlines and public-info do nothing', () => {
    const others = ['notify-team', 'watch-deadlines', 'public-info']
    expect(names).toEqual(expect.arrayContaining(others))
    const actions = ['kms:GenerateDataKey', 'kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo']
    for (const name of others) for (const action of actions) expect(may(name, action, unrouted)).toBe(false)
  })
})

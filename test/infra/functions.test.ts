import { describe, expect, test } from 'vitest'
import { functionNames } from '../../infra/bundle.ts'
import { idOf, ownerOf, synthesise } from './synthesised.ts'

const stack = synthesise()

interface Function {
  readonly Runtime: string
  readonly Architectures: readonly string[]
  readonly Handler: string
  readonly Timeout: number
  readonly MemorySize: number
  readonly Role: unknown
  readonly LoggingConfig: { readonly LogFormat: string; readonly LogGroup: unknown }
  readonly TracingConfig?: unknown
  readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> }
}

const functions = stack.of<Function>('AWS::Lambda::Function')
const folderOf = (id: string) =>
  ownerOf(id)
    .replace(/(?<=[a-z])(?=[A-Z])/g, '-')
    .toLowerCase()

/**
 * The most that Lambda takes for all variables together, bytes.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const environmentBytes = 4096

/** The longest URL of a queue that CloudFormation names: 80 characters of name, region and account. */
const longestReference = 'https://sqs.eu-west-2.amazonaws.com/123456789012/'.length + 80

const bytesOf = (value: unknown): number => {
  if (typeof value === 'string') return value.length
  if (idOf(value) !== undefined) return longestReference
  const { 'Fn::Join': join } = value as { 'Fn::Join': readonly [string, readonly unknown[]] }
  return join[1].reduce<number>((sum, part) => sum + bytesOf(part), 0)
}

test('every function of ours is deployed', () => {
  expect(functions.map(({ id }) => folderOf(id)).toSorted()).toEqual(functionNames().toSorted())
})

describe.each(functions)('$id', ({ id, properties }) => {
  test('runs on Node 24 and arm64', () => {
    expect([properties.Runtime, properties.Architectures, properties.Handler]).toEqual([
      'nodejs24.x',
      ['arm64'],
      'index.handler',
    ])
  })

  test('has every variable that its env.ts names, the stage for its log, and no other', async () => {
    const { env } = (await import(`../../functions/${folderOf(id)}/env.ts`)) as { env: readonly string[] }
    expect(Object.keys(properties.Environment.Variables).toSorted()).toEqual([...new Set([...env, 'STAGE'])].toSorted())
  })

  test('has variables that fit Lambda, however long CloudFormation makes the names', () => {
    const sizes = Object.entries(properties.Environment.Variables).map(([name, value]) => name.length + bytesOf(value))
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(environmentBytes)
  })

  test('logs JSON lines to a group of its own, with a role of its own, untraced', () => {
    expect(properties.LoggingConfig.LogFormat).toBe('JSON')
    expect(idOf(properties.LoggingConfig.LogGroup)).toMatch(new RegExp(`^${ownerOf(id)}Logs`))
    expect(idOf(properties.Role)).toMatch(new RegExp(`^${ownerOf(id)}Role`))
    expect(properties.TracingConfig).toBeUndefined()
  })

  test('ends before API Gateway (29 s) or the next minute would give up on it', () => {
    // keep-digest reads every report once a day, and canary follows one; nobody waits for them.
    const waitedForByNobody: Readonly<Record<string, number>> = { KeepDigest: 301, Canary: 300 }
    expect(properties.Timeout).toBeLessThan(waitedForByNobody[ownerOf(id)] ?? 60)
    expect(properties.MemorySize).toBeGreaterThanOrEqual(512)
  })
})

test('no function comes before the rights that its queue and its first call need', () => {
  for (const { id, dependsOn } of functions) {
    expect(dependsOn.some((each) => each.startsWith(`${ownerOf(id)}RoleDefaultPolicy`))).toBe(true)
  }
})

describe('watch-deadlines', () => {
  interface Rule {
    readonly ScheduleExpression?: string
    readonly State: string
    readonly Targets: ReadonlyArray<{ readonly Arn: unknown }>
  }

  test('is called every minute; the only others that are called by themselves are the watch on contacts, the canary and the daily digest', () => {
    const rules = stack
      .of<Rule>('AWS::Events::Rule')
      .filter(({ properties }) => properties.ScheduleExpression !== undefined)
      .map(({ properties: { ScheduleExpression, State, Targets } }) => ({
        ScheduleExpression,
        State,
        targets: Targets.map(({ Arn }) => ownerOf(idOf(Arn) ?? '')),
      }))
    expect(rules.toSorted((a, b) => b.targets.join().localeCompare(a.targets.join()))).toEqual([
      { ScheduleExpression: 'rate(1 minute)', State: 'ENABLED', targets: ['WatchDeadlines'] },
      { ScheduleExpression: 'rate(1 minute)', State: 'ENABLED', targets: ['WatchContacts'] },
      { ScheduleExpression: 'rate(1 day)', State: 'ENABLED', targets: ['KeepDigest'] },
      { ScheduleExpression: 'rate(5 minutes)', State: 'ENABLED', targets: ['Canary'] },
    ])
  })
})

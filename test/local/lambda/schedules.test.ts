import { describe, expect, test } from 'vitest'
import { rateMs, runOnSchedule, schedulesOf } from '../../../infra/local/lambda/schedules.ts'
import { createClock } from '../../../infra/local/machine/clock.ts'
import { stackOf } from '../fixture/stack-of.ts'

describe('the schedules of the template', () => {
  test.each([
    ['rate(1 minute)', 60_000],
    ['rate(5 minutes)', 300_000],
    ['rate(1 hour)', 3_600_000],
  ])('%s is read as milliseconds', (expression, ms) => {
    expect(rateMs(expression)).toBe(ms)
  })

  test('a schedule that is no rate is not supported', () => {
    expect(() => rateMs('cron(0 12 * * ? *)')).toThrow('cron(0 12 * * ? *) is not supported by the local stack')
  })

  test('a rule and a schedule both invoke their function', () => {
    const stack = stackOf({
      F: { Type: 'AWS::Lambda::Function' },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          ScheduleExpression: 'rate(1 minute)',
          Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['F', 'Arn'] } }],
        },
      },
      Schedule: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: { ScheduleExpression: 'rate(2 minutes)', Target: { Arn: { 'Fn::GetAtt': ['F', 'Arn'] } } },
      },
    })
    expect(schedulesOf(stack)).toEqual([
      { functionName: 'F', everyMs: 120_000 },
      { functionName: 'F', everyMs: 60_000 },
    ])
  })
})

describe('a running schedule', () => {
  const everyMinute = { functionName: 'F', everyMs: 60_000 }

  test('the function is invoked at once, and then whenever its rate has passed by the functions clock', async () => {
    const clock = createClock({ speed: 0 })
    const stopping = new AbortController()
    const invokedAt: number[] = []
    const start = clock.now().getTime()
    const run = async () => void invokedAt.push((clock.now().getTime() - start) / 60_000)
    const ended = runOnSchedule(everyMinute, { clock, run, signal: stopping.signal })
    await expect.poll(() => invokedAt).toEqual([0])
    clock.advance(1)
    await expect.poll(() => invokedAt).toEqual([0, 1])
    clock.advance(5)
    await expect.poll(() => invokedAt).toEqual([0, 1, 6])
    stopping.abort()
    await ended
  })

  test('a schedule that is stopped resolves only when its last invocation has ended', async () => {
    const stopping = new AbortController()
    const invocation = Promise.withResolvers<void>()
    const run = () => invocation.promise
    const steps: string[] = []
    const ended = runOnSchedule(everyMinute, { clock: createClock({ speed: 0 }), run, signal: stopping.signal })
    stopping.abort()
    const watched = ended.then(() => steps.push('schedule'))
    await new Promise(setImmediate)
    steps.push('invocation')
    invocation.resolve()
    await watched
    expect(steps).toEqual(['invocation', 'schedule'])
  })
})

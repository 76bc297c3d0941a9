import { describe, expect, it, vi } from 'vitest'
import { readEnv, readEnvRecord } from '../../shared/lambda/env.ts'
import { createLog, toFaultFields } from '../../shared/lambda/log.ts'

describe('what is logged of a fault', () => {
  const faultOf = (work: () => unknown): unknown => {
    try {
      return work()
    } catch (error) {
      return error
    }
  }

  /** The SDK puts `$metadata` on any error that comes up while it reads an answer. */
  const asSdkMarks = (work: () => unknown): never => {
    throw Object.assign(faultOf(work) as Error, { $metadata: { httpStatusCode: 200 } })
  }

  it.each([
    ['a JSON parse', () => JSON.parse('kestrel narrative')],
    ['an answer of AWS that is not JSON', () => asSdkMarks(() => JSON.parse('kestrel narrative'))],
    ['a time zone', () => new Intl.DateTimeFormat('en', { timeZone: 'kestrel/zone' })],
    ['a URL', () => new URL('kestrel narrative')],
    [
      'a thrown string',
      () => {
        throw 'kestrel'
      },
    ],
  ])('the log of a fault leaves out what %s quotes', (_, work) => {
    const fields = toFaultFields(new Error('outer', { cause: faultOf(work) }))
    expect(fields.errorMessage).toBe('outer')
    expect(JSON.stringify([fields, toFaultFields(faultOf(work))])).not.toContain('kestrel')
  })

  it('the log of a fault keeps our own message and where it came from', () => {
    const fields = toFaultFields(new Error('stored report has no valid desk'))
    expect(fields.errorMessage).toBe('stored report has no valid desk')
    expect(fields.errorStack).toContain('log.test.ts')
  })
})

describe('the log', () => {
  it('the log writes a metric that CloudWatch reads from the line', () => {
    const lines: string[] = []
    createLog(
      'watch-deadlines',
      () => new Date(5),
      (line) => lines.push(line),
    ).metric('OldestOverdueSeconds', 7)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      OldestOverdueSeconds: 7,
      functionName: 'watch-deadlines',
      _aws: {
        Timestamp: 5,
        CloudWatchMetrics: [{ Namespace: 'Harbour', Metrics: [{ Name: 'OldestOverdueSeconds', Unit: 'Seconds' }] }],
      },
    })
  })

  it('the log says the stage on each line, and counts by it, so that one stage never answers for another', () => {
    vi.stubEnv('STAGE', 'prod')
    const lines: string[] = []
    const log = createLog(
      'watch-deadlines',
      () => new Date(5),
      (line) => lines.push(line),
    )
    log.event('report.routed')
    log.metric('OldestOverdueSeconds', 7)
    vi.unstubAllEnvs()
    expect(lines.map((line) => JSON.parse(line).stage)).toEqual(['prod', 'prod'])
    expect(JSON.parse(lines[1] ?? '')._aws.CloudWatchMetrics[0].Dimensions).toEqual([['stage', 'functionName']])
  })
})

describe('the environment', () => {
  it('one error names every variable that the environment lacks', () => {
    expect(() => readEnv(['A', 'B', 'C'], { B: 'set', C: '' })).toThrow('missing environment variables: A, C')
  })

  it('one error names every key that a record of the environment lacks', () => {
    expect(() => readEnvRecord('URLS', ['x', 'y', 'z'], '{"x":"1","y":""}')).toThrow('URLS has no value for: y, z')
    expect(readEnvRecord('URLS', ['x'], '{"x":"1"}')).toEqual({ x: '1' })
  })
})

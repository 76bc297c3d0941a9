import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Harbour, startHarbour } from '../../infra/local/harbour.ts'
import { synthesiseLocalStack } from '../../infra/local/template/synthesise.ts'

const lines: string[] = []
let harbour: Harbour

const eventsOf = (event: string) =>
  lines
    .join('')
    .split('\n')
    .filter((line) => line.includes(`"event":"${event}"`))
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)

const until = async (isSo: () => boolean): Promise<void> => {
  const end = Date.now() + 60_000
  while (!isSo() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 100))
}

beforeAll(async () => {
  harbour = await startHarbour({
    stack: synthesiseLocalStack,
    port: 0,
    hasCanary: true,
    writeLog: (text) => lines.push(text),
  })
})
afterAll(() => harbour.close())

const secondsOf = () => eventsOf('metric.recorded').filter((each) => 'CanarySeconds' in each)

test('a canary goes the whole way to its erasure, through every function, by the rights of the template', async () => {
  await until(() => secondsOf().length > 0 || eventsOf('canary.failed').length > 0)
  expect(eventsOf('canary.failed')).toEqual([])
  expect(secondsOf()).toHaveLength(1)
  expect(Number(secondsOf()[0]?.['CanarySeconds'])).toBeLessThan(60)
  expect(eventsOf('report.routed')).toMatchObject([{ desk: 'canary' }])
  expect(eventsOf('delivery.accepted')).toMatchObject([{ channel: 'sink' }])
  expect(eventsOf('canary.withdrawn')).toHaveLength(1)
})

test('nobody is sent an alert of it', async () => {
  await harbour.idle()
  expect(harbour.alerts()).toEqual([])
  expect(lines.join('')).not.toContain('"level":"ERROR"')
})

test('a report with a wrong tag is an ordinary report', async () => {
  const answer = await fetch(`${harbour.url}/reports`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': '7f1d8b0e-3c55-4d0a-9a51-0c0ffee0c0de',
      'harbour-canary': '0'.repeat(64),
    },
    body: '{"narrative": "somebody who reports"}',
  })
  expect(answer.status).toBe(202)
  await until(() => harbour.alerts().length > 0)
  expect(harbour.alerts()[0]?.desk).toBe('child-protection')
  expect(lines.join('')).not.toContain('"level":"ERROR"')
})

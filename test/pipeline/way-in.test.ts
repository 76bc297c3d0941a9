import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Submission } from '../../shared/contract/submission.ts'
import { adultInLeith, withKestrel } from '../kit/submissions.ts'
import { type Accepted, reachedBy, startWatchedHarbour, type WatchedHarbour } from './harbour.ts'

let harbour: WatchedHarbour

beforeAll(async () => {
  harbour = await startWatchedHarbour()
})
afterAll(() => harbour.close())

const newAlerts = async (work: () => Promise<unknown>) => {
  const before = harbour.alerts().length
  await work()
  await harbour.idle()
  return harbour.alerts().slice(before)
}

const adult = { now: '25-44', inImages: '25-44' } as const

describe('a report reaches the desk that must act', () => {
  it.each<[string, Submission, string, string | undefined]>([
    [
      'a 17-year-old in Kirkcaldy',
      { age: { now: '16-17', inImages: '16-17' }, location: { postcode: 'KY1 1XX' } },
      'child-protection',
      'P',
    ],
    ['a man of 30 in Leith', { age: adult, location: { postcode: 'EH6 6AA' } }, 'division-e', 'E'],
    ['the same in lower case and without a space', { age: adult, location: { postcode: 'eh66aa' } }, 'division-e', 'E'],
    [
      'a man of 30 whose images were made at 16',
      { age: { now: '25-44', inImages: '16-17' }, location: { postcode: 'EH6 6AA' } },
      'child-protection',
      'E',
    ],
    [
      'somebody of unknown age',
      { age: { now: 'unknown' }, location: { postcode: 'EH6 6AA' } },
      'child-protection',
      'E',
    ],
    ['somebody who says nothing', {}, 'child-protection', undefined],
    ['a man of 40 in Carlisle', { age: adult, location: { postcode: 'CA1 1AA' } }, 'outside-scotland', undefined],
    ['a man of 50 who gives no place', { age: { now: '45-plus', inImages: '45-plus' } }, 'duty-control', undefined],
  ])('%s is routed, and its desk is notified', async (_, submission, desk, division) => {
    const alerts = await newAlerts(async () => expect((await harbour.post(submission)).status).toBe(202))
    expect(reachedBy(alerts)).toEqual([`1 ${desk} duty`])
    const routed = harbour.logs.map((line) => JSON.parse(line)).findLast(({ event }) => event === 'report.routed')
    expect([routed.desk, routed.division]).toEqual([desk, division])
  })
})

describe('one key is one report', () => {
  it('fifty posts of one key at once get the same answer and make one report', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const answers: string[] = []
    const alerts = await newAlerts(async () => {
      const replies = await Promise.all(Array.from({ length: 50 }, () => harbour.post(adultInLeith, headers)))
      for (const reply of replies) answers.push(`${reply.status} ${await reply.text()}`)
    })
    expect(answers).toHaveLength(50)
    const unpadded = answers.map((answer) => answer.replace(/"padding":"[^"]*"/, ''))
    expect(new Set(unpadded).size).toBe(1)
    expect(answers[0]).toMatch(/^202 /)
    expect(new Set(answers.map(({ length }) => length)).size).toBe(1)
    expect(reachedBy(alerts)).toEqual(['1 division-e duty'])
    expect(new Set(alerts.map(({ text }) => /ref (\w+)/.exec(text)?.[1])).size).toBe(1)
  })

  it('another text under the same key is another report, for a strict caller a 422, and the first report stays', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const send = async (body: object, more: Readonly<Record<string, string>> = {}) => {
      const reply = await harbour.post(body, { ...headers, ...more })
      return { status: reply.status, reference: ((await reply.json()) as Accepted).reference }
    }
    const first = await send(adultInLeith)
    const other = { ...adultInLeith, narrative: 'more' }
    expect((await send(other, { prefer: 'handling=strict' })).status).toBe(422)
    const second = await send(other)
    expect([second.status, second.reference === first.reference]).toEqual([202, false])
    expect([await send(adultInLeith), await send(other)]).toEqual([first, second])
  })
})

describe('a report that nobody answers', () => {
  it('an alert goes to more people at each deadline, and goes on without end', async () => {
    const alone = await startWatchedHarbour()
    onTestFinished(() => alone.close())
    await alone.post({ age: adult, location: { postcode: 'KY1 1XX' } })
    await alone.idle()
    const ofFife = async (minutes: number) => {
      const before = alone.alerts().length
      alone.clock.advance(minutes)
      await alone.runSchedule()
      await alone.idle()
      return reachedBy(alone.alerts().slice(before))
    }

    expect(await ofFife(8 * 60 - 1)).toEqual([])
    expect(await ofFife(1)).toEqual(['2 division-p duty', '2 duty-control duty'])
    expect(await ofFife(4)).toEqual([])
    expect(await ofFife(1)).toEqual(['3 division-p duty', '3 division-p supervisor', '3 duty-control duty'])
    const everyone = ['division-p duty', 'division-p supervisor', 'duty-control duty', 'duty-control supervisor']
    const minutesTo = { 4: 15, 5: 60, 6: 60, 7: 60, 8: 60 }
    for (const [rung, minutes] of Object.entries(minutesTo)) {
      expect(await ofFife(minutes)).toEqual(everyone.map((audience) => `${rung} ${audience}`))
    }
  })
})

describe('what was typed', () => {
  it('what was typed is in no log, alert or answer, whether the report is refused or accepted', async () => {
    const kestrel = `kestrel${randomUUID().slice(0, 8)}`
    const alerts = await newAlerts(async () => {
      const accepted = await harbour.post(withKestrel(kestrel))
      expect(accepted.status).toBe(202)
      expect(await accepted.text()).not.toContain(kestrel)
      const odd = [{ [kestrel]: 1, narrative: `${kestrel}\u0000` }, { age: { now: kestrel } }]
      for (const body of odd) {
        const reply = await harbour.post(body)
        expect(reply.status).toBe(202)
        expect(await reply.text()).not.toContain(`${kestrel}\u0000`)
        expect((await harbour.post(body, { prefer: 'handling=strict' })).status).toBe(400)
      }
      const refused = await harbour.post(`{"narrative": ${kestrel}`)
      expect(refused.status).toBe(400)
      expect(refused.headers.get('content-type')).toBe('application/problem+json')
      expect(await refused.text()).not.toContain(kestrel)
    })
    expect(alerts.length).toBeGreaterThan(0)
    expect(harbour.logs.length).toBeGreaterThan(0)
    expect(JSON.stringify([alerts, harbour.logs])).not.toContain(kestrel)
  })

  it.each<[string, number, string, Readonly<Record<string, string>>]>([
    ['that is not JSON', 400, 'not json', {}],
    ['that is a list', 400, '[]', {}],
    ['of over 128 KB of text', 413, JSON.stringify({ narrative: 'x '.repeat(70_000) }), {}],
    ['of another type', 415, '{}', { 'content-type': 'text/plain' }],
  ])('a report %s is refused with %d and a problem document', async (_, status, body, headers) => {
    const reply = await harbour.post(body, headers)
    expect(reply.status).toBe(status)
    expect(reply.headers.get('content-type')).toBe('application/problem+json')
    expect(await reply.json()).toMatchObject({ status, problems: expect.any(Array) })
  })
})

describe('what anyone may read', () => {
  it.each(['/health', '/guidance?age=16-17&paid=yes', '/openapi.json'])('%s answers 200', async (path) => {
    expect((await fetch(`${harbour.url}${path}`)).status).toBe(200)
  })
})

import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Advice } from '../../shared/domain/guidance.ts'
import type { HttpReply } from '../../shared/lambda/http.ts'
import { createHarbourInMemory } from '../kit/harbour.ts'
import { adultInLeith } from '../kit/submissions.ts'

const guidanceIn = (reply: HttpReply) => (reply.body as { readonly guidance: readonly Advice[] }).guidance
const idsIn = (reply: HttpReply) => guidanceIn(reply).map(({ id }) => id)
const find = (reply: HttpReply, id: string) => guidanceIn(reply).find((advice) => advice.id === id)

/** From the clock's Tuesday noon to Saturday 03:00. */
const untilSaturdayNight = (3 * 24 + 15) * 60

describe('the advice of a 202', () => {
  it('a 202 says what is open at the hour at which it is answered, and puts that first', async () => {
    const harbour = createHarbourInMemory()
    const noon = await harbour.post(adultInLeith)
    expect(find(noon, 'breathing-space')).toMatchObject({ isOpenNow: false })
    harbour.advance(untilSaturdayNight)
    const night = await harbour.post(adultInLeith)
    expect(find(night, 'breathing-space')).toMatchObject({ isOpenNow: true })
    expect(guidanceIn(night).at(0)).toMatchObject({ id: 'immediate-danger' })
    expect(guidanceIn(night).at(-1)).toMatchObject({ id: 'revenge-porn-helpline', isOpenNow: false })
  })

  it('a 202 says it anew to a retry, under the same reference and code', async () => {
    const harbour = createHarbourInMemory()
    const key = randomUUID()
    const first = await harbour.post(adultInLeith, { key })
    harbour.advance(untilSaturdayNight)
    const again = await harbour.post(adultInLeith, { key })
    expect(again.body).toMatchObject({ ...(first.body as object), guidance: expect.any(Array) })
    expect(find(first, 'breathing-space')?.isOpenNow).toBe(false)
    expect(find(again, 'breathing-space')?.isOpenNow).toBe(true)
  })

  it('a 202 names services of Scotland to a person in Scotland or nowhere known, and Report Fraud to one outside', async () => {
    const harbour = createHarbourInMemory()
    const idsAt = async (location: object) => idsIn(await harbour.post({ ...adultInLeith, location }))
    for (const location of [{ postcode: 'EH6 6AA' }, {}]) {
      const ids = await idsAt(location)
      expect(ids).toContain('victim-support-scotland')
      expect(ids).not.toContain('report-fraud')
    }
    const outside = await idsAt({ country: 'England' })
    expect(outside).toContain('report-fraud')
    expect(outside).not.toContain('victim-support-scotland')
  })
})

describe('GET /guidance', () => {
  it('GET /guidance says what is open at the hour at which it is asked', async () => {
    const harbour = createHarbourInMemory()
    const isOpen = async () =>
      find(await harbour.ask('GET /guidance', { query: { age: '25-44' } }), 'breathing-space')?.isOpenNow
    expect(await isOpen()).toBe(false)
    harbour.advance(untilSaturdayNight)
    expect(await isOpen()).toBe(true)
  })

  it('GET /guidance advises on a platform that was chosen from the list, and refuses another', async () => {
    const harbour = createHarbourInMemory()
    const ask = (query: Readonly<Record<string, string>>) => harbour.ask('GET /guidance', { query })
    expect(idsIn(await ask({}))).not.toContain('discord')
    expect(idsIn(await ask({ platform: 'discord' }))).toContain('discord')
    expect((await ask({ platform: 'other' })).status).toBe(400)
  })
})

import { describe, expect, it } from 'vitest'
import { createPublicInfo } from '../../functions/public-info/handler.ts'
import type { Advice } from '../../shared/domain/guidance.ts'
import type { HttpReply } from '../../shared/lambda/http.ts'
import { adultInLeith } from '../builders/submission.ts'
import { createWayIn, posted } from './way-in.ts'

const guidanceIn = (reply: HttpReply) => (reply.body as { readonly guidance: readonly Advice[] }).guidance
const find = (guidance: readonly Advice[], id: string) => guidance.find((advice) => advice.id === id)

/** From the clock's Tuesday noon to Saturday 03:00. */
const untilSaturdayNight = (3 * 24 + 15) * 60

describe('the 202', () => {
  it('says what is open at the hour at which it is answered, and puts that first', async () => {
    const way = createWayIn()
    const noon = guidanceIn(await way.accept(posted(adultInLeith)))
    expect(find(noon, 'breathing-space')).toMatchObject({ isOpenNow: false })
    way.advance(untilSaturdayNight)
    const night = guidanceIn(await way.accept(posted(adultInLeith)))
    expect(find(night, 'breathing-space')).toMatchObject({ isOpenNow: true })
    expect(night.at(0)).toMatchObject({ id: 'immediate-danger' })
    expect(night.at(-1)).toMatchObject({ id: 'revenge-porn-helpline', isOpenNow: false })
  })

  it('says it anew to a retry, under the same reference and code', async () => {
    const way = createWayIn()
    const post = posted(adultInLeith)
    const first = await way.accept(post)
    way.advance(untilSaturdayNight)
    const again = await way.accept(post)
    expect(again.body).toMatchObject({ ...(first.body as object), guidance: expect.any(Array) })
    expect(find(guidanceIn(first), 'breathing-space')?.isOpenNow).toBe(false)
    expect(find(guidanceIn(again), 'breathing-space')?.isOpenNow).toBe(true)
  })

  it('names services of Scotland to a person in Scotland or nowhere known, and Report Fraud to one outside', async () => {
    const way = createWayIn()
    const idsAt = async (location: object) =>
      guidanceIn(await way.accept(posted({ ...adultInLeith, location }))).map(({ id }) => id)
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
  const ask = async (query: Readonly<Record<string, string>>, at: string) => {
    const now = () => new Date(at)
    const due = { findDue: () => Promise.resolve([]) }
    const work = createPublicInfo({ due, openApi: {}, now })['GET /guidance']
    if (work === undefined) throw new Error('there is no such work')
    return work({ body: '', pathParameters: {}, query, header: () => undefined })
  }

  it('says what is open at the hour at which it is asked', async () => {
    const isOpenAt = async (at: string) =>
      find(guidanceIn(await ask({ age: '25-44' }, at)), 'breathing-space')?.isOpenNow
    expect(await isOpenAt('2026-11-24T12:00:00Z')).toBe(false)
    expect(await isOpenAt('2026-11-28T03:00:00Z')).toBe(true)
  })

  it('advises on a platform that was chosen from the list, and refuses another', async () => {
    const idsOn = async (query: Readonly<Record<string, string>>) =>
      guidanceIn(await ask(query, '2026-11-24T12:00:00Z')).map(({ id }) => id)
    expect(await idsOn({})).not.toContain('discord')
    expect(await idsOn({ platform: 'discord' })).toContain('discord')
    expect((await ask({ platform: 'other' }, '2026-11-24T12:00:00Z')).status).toBe(400)
  })
})

import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { canaryBody } from '../../shared/contract/canary.ts'
import { createHarbourInMemory, type HarbourInMemory } from '../kit/harbour.ts'
import { control } from '../kit/officers.ts'

describe('the tag of a canary', () => {
  const factsOf = (harbour: HarbourInMemory) => [...harbour.reports.kept.values()].map(({ report }) => report.facts)

  it.each([
    ['of another key', async (harbour: HarbourInMemory) => harbour.canaryTags.of(randomUUID())],
    ['that is no tag', async () => 'yes'],
    ['that is empty', async () => ''],
  ])('%s makes an ordinary report, with the same answer', async (_name, tagOf) => {
    const harbour = createHarbourInMemory()
    const reply = await harbour.post(canaryBody, { tag: await tagOf(harbour) })
    expect(reply.status).toBe(202)
    expect(factsOf(harbour)[0]).not.toHaveProperty('isCanary')
    await harbour.deliver()
    expect(harbour.channels.sent).not.toEqual([])
  })

  it.each([
    ['other words', { ...canaryBody, narrative: 'They want money by tonight.' }],
    ['one answer more', { ...canaryBody, safeContact: { phone: '07700 900123' } }],
    ['no words', {}],
  ])('that is right makes no canary of %s: a tag that leaks hides nobody', async (_what, body) => {
    const harbour = createHarbourInMemory()
    const key = randomUUID()
    await harbour.post(body, { key, tag: await harbour.canaryTags.of(key) })
    expect(factsOf(harbour)[0]).not.toHaveProperty('isCanary')
    await harbour.deliver()
    expect(harbour.channels.sent).not.toEqual([])
  })

  it('that cannot be verified makes an ordinary report, and is logged', async () => {
    const harbour = createHarbourInMemory()
    const key = randomUUID()
    const tag = await harbour.canaryTags.of(key)
    const isOf = async () => Promise.reject(new Error('KMS is down'))
    const reply = await harbour.post(canaryBody, { key, tag, ports: { canaryTags: { isOf } } })
    expect(reply.status).toBe(202)
    expect(factsOf(harbour)[0]).not.toHaveProperty('isCanary')
    expect(harbour.lines.join()).toContain('canary.not-verified')
  })

  it('is not asked about where there is none', async () => {
    const harbour = createHarbourInMemory()
    const isOf = async () => Promise.reject(new Error('nobody asked'))
    await harbour.post(canaryBody, { ports: { canaryTags: { isOf } } })
    expect(harbour.lines.join()).not.toContain('canary.not-verified')
  })

  it('that is right changes nothing of the answer', async () => {
    const harbour = createHarbourInMemory()
    const key = randomUUID()
    const tag = await harbour.canaryTags.of(key)
    const tagged = await harbour.post(canaryBody, { key, tag })
    const ordinary = await createHarbourInMemory().post(canaryBody, { key })
    expect(tagged).toEqual(ordinary)
  })

  it('shows the report to no officer: duty control finds it neither by its reference nor in a list', async () => {
    const harbour = createHarbourInMemory()
    const key = randomUUID()
    await harbour.post(canaryBody, { key, tag: await harbour.canaryTags.of(key) })
    await harbour.deliver()
    const [canary] = [...harbour.reports.kept.values()].map(({ report }) => report.reportId)
    const { token } = control
    const found = await harbour.duty('GET /duty/reports/{reportId}', canary ?? '', { token })
    expect(found.status).toBe(404)
    for (const desk of ['duty-control', 'canary']) {
      const listed = await harbour.duty('GET /duty/reports', '', { token, query: { desk, state: 'open' } })
      expect(JSON.stringify(listed.body)).not.toContain(canary)
    }
  })
})

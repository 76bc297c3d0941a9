import { beforeAll, describe, expect, it } from 'vitest'
import type { Digest } from '../../shared/domain/digest.ts'
import type { AddressTurns, AlertDigests } from '../../shared/ports/deliveries.ts'

/** The ports of the table of deliveries. */
export interface DeliveryPorts {
  readonly alertDigests: AlertDigests
  readonly turns: AddressTurns
}

const digest: Digest = {
  digestId: 'digest-1',
  audience: { desk: 'division-p', recipients: 'duty' },
  at: '2026-11-24T12:00:00.000Z',
  rung: 2,
  reportIds: ['7F3K9QWX2M4C', 'XKB6FGB5E3SV'],
  contactIds: ['contact-1', 'contact-2'],
  subject: 'Harbour: 2 reports',
  text: 'Harbour: 2 reports, most urgent prompt',
}

const second = (at: Date): number => Math.floor(at.getTime() / 1000)

/** What every store of deliveries does, fake or real. */
export const describeDeliveries = (name: string, create: () => Promise<DeliveryPorts>): void => {
  describe(`deliveries in ${name}`, () => {
    let ports: DeliveryPorts
    beforeAll(async () => {
      ports = await create()
    })

    it('keeps a digest as it was put, without an outcome', async () => {
      await ports.alertDigests.put(digest)
      expect(await ports.alertDigests.find('digest-1')).toEqual({ ...digest, outcomes: {} })
      expect(await ports.alertDigests.find('digest-2')).toBeUndefined()
    })

    it('keeps the newest outcome of each contact, and returns all of them', async () => {
      const { noteOutcome } = ports.alertDigests
      await ports.alertDigests.put({ ...digest, digestId: 'digest-3' })
      expect(await noteOutcome('digest-3', 'contact-1', 'accepted')).toEqual({ 'contact-1': 'accepted' })
      await noteOutcome('digest-3', 'contact-2', 'failed')
      const outcomes = { 'contact-1': 'failed', 'contact-2': 'failed' }
      expect(await noteOutcome('digest-3', 'contact-1', 'failed')).toEqual(outcomes)
      expect(await ports.alertDigests.find('digest-3')).toMatchObject({ outcomes })
    })

    it('notes no outcome of a digest that is not kept', async () => {
      await expect(ports.alertDigests.noteOutcome('digest-9', 'contact-1', 'failed')).rejects.toThrow()
    })

    it('gives an address every second once, from the present one on, and each address its own', async () => {
      const at = new Date('2026-11-24T12:00:00.700Z')
      const turns = [await ports.turns.reserve('one', at), await ports.turns.reserve('one', at)]
      expect(turns).toEqual([second(at), second(at) + 1])
      expect(await ports.turns.reserve('other', at)).toBe(second(at))
      const later = new Date('2026-11-24T12:00:01.100Z')
      expect(await ports.turns.reserve('one', later)).toBe(second(later) + 1)
      const idle = new Date('2026-11-24T12:05:00.000Z')
      expect(await ports.turns.reserve('one', idle)).toBe(second(idle))
    })

    it('gives each of many who ask at once a second of their own', async () => {
      const at = new Date('2026-11-24T13:00:00.000Z')
      const turns = await Promise.all(Array.from({ length: 12 }, () => ports.turns.reserve('many', at)))
      const expected = Array.from({ length: 12 }, (_, index) => second(at) + index)
      expect(turns.toSorted((one, another) => one - another)).toEqual(expected)
    })
  })
}

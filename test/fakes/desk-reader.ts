import type { DeskReader } from '../../shared/ports/desk-reader.ts'
import type { FakeEnvelopeKey } from './envelope-key.ts'

/** Sessions over a key in memory, which refuses what is addressed to another desk. */
export const createFakeDeskReader = (key: FakeEnvelopeKey): DeskReader => ({
  begin: async (asked, { desks }) => {
    const desk = desks.includes(asked) ? asked : (desks[0] ?? 'nobody')
    return {
      open: async (binding, wrappedKey, sealed) => key.open(desk, binding, wrappedKey, sealed),
      readdress: (reportId, wrappedKey, to) => key.readdress(reportId, wrappedKey, desk, to),
    }
  },
})

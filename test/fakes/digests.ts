import type { Digests } from '../../shared/ports/digest.ts'

/** The digests in memory, by day. The first of a day stays: nobody can change it. */
export const createFakeDigests = (): Digests & { readonly kept: ReadonlyMap<string, string> } => {
  const kept = new Map<string, string>()
  return {
    kept,
    put: async (day, text) => {
      if (kept.has(day)) return 'already-kept'
      kept.set(day, text)
      return 'kept'
    },
  }
}

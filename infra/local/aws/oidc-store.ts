import type { Adapter, AdapterPayload } from 'oidc-provider'

interface Kept {
  readonly payload: AdapterPayload
  /** Real time, milliseconds since 1970. */
  readonly endsAt: number
}

/**
 * Creates where oidc-provider keeps codes, sessions and refresh tokens: in memory, so officers sign in after a restart.
 */
export const createOidcStore = (): ((model: string) => Adapter) => {
  const kept = new Map<string, Kept>()
  const find = (key: string): AdapterPayload | undefined => {
    const found = kept.get(key)
    if (found !== undefined && found.endsAt > Date.now()) return found.payload
    kept.delete(key)
    return undefined
  }
  const findKey = (prefix: string, isWanted: (payload: AdapterPayload) => boolean): string | undefined =>
    [...kept.keys()].find((key) => key.startsWith(prefix) && isWanted(kept.get(key)?.payload ?? {}))
  return (model) => ({
    upsert: async (id, payload, seconds) => {
      const endsAt = seconds === undefined ? Number.POSITIVE_INFINITY : Date.now() + seconds * 1000
      kept.set(`${model}:${id}`, { payload, endsAt })
    },
    find: async (id) => find(`${model}:${id}`),
    findByUid: async (uid) => {
      const key = findKey(`${model}:`, (payload) => payload.uid === uid)
      return key === undefined ? undefined : find(key)
    },
    findByUserCode: async () => undefined,
    consume: async (id) => {
      const payload = find(`${model}:${id}`)
      if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000)
    },
    destroy: async (id) => void kept.delete(`${model}:${id}`),
    revokeByGrantId: async (grantId) => {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key)
    },
  })
}

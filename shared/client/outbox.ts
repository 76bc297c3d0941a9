import type { components } from './api.d.ts'

/** A report as a front end sends it. Nothing is required. */
export type Submission = components['schemas']['Submission']

/** A report that is not accepted yet, with the key that makes it one report however often it is sent. */
export interface Draft {
  /** A UUID of version 4. Reference and follow-up code derive from it, so keep it secret. */
  readonly key: string
  readonly submission: Submission
}

/** Where drafts wait until they are accepted. It holds what a person typed: think of who else uses the device. */
export interface Outbox {
  /** Keeps a draft, in place of one with the same key. */
  put(draft: Draft): void | Promise<void>
  remove(key: string): void | Promise<void>
  list(): readonly Draft[] | Promise<readonly Draft[]>
}

/** Creates an outbox in memory: a reload of the page empties it, and nobody else can read it. */
export const createMemoryOutbox = (): Outbox => {
  const drafts = new Map<string, Draft>()
  return {
    put: (draft) => void drafts.set(draft.key, draft),
    remove: (key) => void drafts.delete(key),
    list: () => [...drafts.values()],
  }
}

/**
 * Creates an outbox in a browser's storage. Ask the person first: others who use the device can read it. With
 * `sessionStorage` it ends with the tab.
 */
export const createStorageOutbox = (storage: Storage, name = 'harbour-drafts'): Outbox => {
  const read = (): readonly Draft[] => {
    try {
      const kept: unknown = JSON.parse(storage.getItem(name) ?? '[]')
      return Array.isArray(kept) ? (kept as readonly Draft[]) : []
    } catch {
      return []
    }
  }
  const write = (drafts: readonly Draft[]) =>
    drafts.length === 0 ? storage.removeItem(name) : storage.setItem(name, JSON.stringify(drafts))
  return {
    put: (draft) => write([...read().filter(({ key }) => key !== draft.key), draft]),
    remove: (key) => write(read().filter((draft) => draft.key !== key)),
    list: read,
  }
}

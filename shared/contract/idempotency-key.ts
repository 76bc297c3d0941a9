import type { Problem } from './problem.ts'

const uuidV4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** The UUIDs of our documentation. Everybody knows them, so none of them may name a report. */
export const exampleKeys: readonly string[] = [
  '7f3c1f0e-5d3b-4f58-9a51-2f6c8f1f0a11',
  '6d1f0c0e-0000-4000-8000-000000000001',
  '00000000-0000-4000-8000-000000000000',
]

/** An Idempotency-Key, if it can be one, and what is wrong with it. */
export interface ReadKey {
  readonly key: string | undefined
  readonly problems: readonly Problem[]
}

const wrongKey = (code: 'not-a-uuid' | 'example-key', detail: string): ReadKey => ({
  key: undefined,
  problems: [{ pointer: 'Idempotency-Key', detail, code }],
})

/**
 * Reads the header. Reference and code derive from the key, so it must be random: what is no UUID of version 4, or is
 * one of our examples, counts as none.
 */
export const readKey = (header: string | undefined): ReadKey => {
  if (header === undefined || header === '') return { key: undefined, problems: [] }
  const key = header.trim().toLowerCase()
  if (!uuidV4.test(key)) {
    return wrongKey('not-a-uuid', 'is not a UUID of version 4, so it counts as none; make one with crypto.randomUUID()')
  }
  return exampleKeys.includes(key)
    ? wrongKey(
        'example-key',
        'is an example that everybody knows, so it counts as none; make one with crypto.randomUUID()',
      )
    : { key, problems: [] }
}

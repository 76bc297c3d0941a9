import { createHmac, randomBytes } from 'node:crypto'
import type { CanaryTags } from '../../shared/ports/canary-tags.ts'

/** Tags under a key of this process. */
export const createFakeCanaryTags = (): CanaryTags => {
  const secret = randomBytes(32)
  const of = async (key: string) => createHmac('sha256', secret).update(key).digest('hex')
  return { of, isOf: async (key, tag) => tag === (await of(key)) }
}

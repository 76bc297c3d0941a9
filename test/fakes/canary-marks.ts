import { createHmac, randomBytes } from 'node:crypto'
import type { CanaryMarks } from '../../shared/ports/canary-marks.ts'

/** Marks under a key of this process. */
export const createFakeCanaryMarks = (): CanaryMarks => {
  const secret = randomBytes(32)
  const of = async (key: string) => createHmac('sha256', secret).update(key).digest('hex')
  return { of, isOf: async (key, mark) => mark === (await of(key)) }
}

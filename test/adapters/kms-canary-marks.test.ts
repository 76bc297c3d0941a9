import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startLocalKms } from '../../infra/local/aws/kms.ts'
import { localClient } from '../../infra/local/machine/local-client.ts'
import { createKms, triedOnce } from '../../shared/adapters/aws-clients.ts'
import { createCanaryMarker, createCanaryVerifier } from '../../shared/adapters/kms-canary-marks.ts'
import type { CanaryMarks } from '../../shared/ports/canary-marks.ts'

const arnOf = (keyId: string) => `arn:aws:kms:eu-west-2:000000000000:key/${keyId}`
const keys = ['canaries', 'others'].map((keyId) => ({ keyId, arn: arnOf(keyId) }))

const asked: string[] = []
let isDown = false
let engine: Awaited<ReturnType<typeof startLocalKms>>
let marker: (keyId: string) => Pick<CanaryMarks, 'of'>
let verifier: Pick<CanaryMarks, 'isOf'>

beforeAll(async () => {
  const authorize = ({ action }: { readonly action: string }) => {
    asked.push(action)
    return !isDown
  }
  engine = await startLocalKms({ keys, authorize })
  const kms = createKms({ ...localClient(engine.url), ...triedOnce })
  marker = (keyId) => createCanaryMarker({ kms, keyArn: arnOf(keyId) })
  verifier = createCanaryVerifier({ kms, keyArn: arnOf('canaries') })
})
afterAll(() => engine.close())
beforeEach(() => {
  asked.length = 0
  isDown = false
})

it('a mark is that of its own Idempotency-Key alone', async () => {
  const key = randomUUID()
  const mark = await marker('canaries').of(key)
  expect(mark).toMatch(/^[0-9a-f]{64}$/)
  expect(await verifier.isOf(key, mark)).toBe(true)
  expect(await verifier.isOf(randomUUID(), mark)).toBe(false)
  for (const at of [0, 8, key.length - 1]) {
    const other = key.slice(0, at) + (key[at] === '0' ? '1' : '0') + key.slice(at + 1)
    expect(await verifier.isOf(other, mark)).toBe(false)
  }
})

it('a mark under another key of KMS is wrong', async () => {
  const key = randomUUID()
  expect(await verifier.isOf(key, await marker('others').of(key))).toBe(false)
})

it.each(['', 'yes', '0'.repeat(63), '0'.repeat(65), 'G'.repeat(64)])(
  '%j is no mark, and KMS is not asked',
  async (mark) => {
    expect(await verifier.isOf(randomUUID(), mark)).toBe(false)
    expect(asked).toEqual([])
  },
)

it('a mark that KMS cannot verify is neither right nor wrong', async () => {
  isDown = true
  await expect(verifier.isOf(randomUUID(), '0'.repeat(64))).rejects.toThrow('not authorized')
})

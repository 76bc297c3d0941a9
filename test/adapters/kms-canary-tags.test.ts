import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startLocalKms } from '../../infra/local/aws/kms.ts'
import { localClient } from '../../infra/local/machine/local-client.ts'
import { createKms, triedOnce } from '../../shared/adapters/aws-clients.ts'
import { createCanaryTagger, createCanaryVerifier } from '../../shared/adapters/kms-canary-tags.ts'
import type { CanaryTags } from '../../shared/ports/canary-tags.ts'

const arnOf = (keyId: string) => `arn:aws:kms:eu-west-2:000000000000:key/${keyId}`
const keys = ['canaries', 'others'].map((keyId) => ({ keyId, arn: arnOf(keyId) }))

const asked: string[] = []
let isDown = false
let engine: Awaited<ReturnType<typeof startLocalKms>>
let tagger: (keyId: string) => Pick<CanaryTags, 'of'>
let verifier: Pick<CanaryTags, 'isOf'>

beforeAll(async () => {
  const authorize = ({ action }: { readonly action: string }) => {
    asked.push(action)
    return !isDown
  }
  engine = await startLocalKms({ keys, authorize })
  const kms = createKms({ ...localClient(engine.url), ...triedOnce })
  tagger = (keyId) => createCanaryTagger({ kms, keyArn: arnOf(keyId) })
  verifier = createCanaryVerifier({ kms, keyArn: arnOf('canaries') })
})
afterAll(() => engine.close())
beforeEach(() => {
  asked.length = 0
  isDown = false
})

it('a tag is that of its own Idempotency-Key alone', async () => {
  const key = randomUUID()
  const tag = await tagger('canaries').of(key)
  expect(tag).toMatch(/^[0-9a-f]{64}$/)
  expect(await verifier.isOf(key, tag)).toBe(true)
  expect(await verifier.isOf(randomUUID(), tag)).toBe(false)
  for (const at of [0, 8, key.length - 1]) {
    const other = key.slice(0, at) + (key[at] === '0' ? '1' : '0') + key.slice(at + 1)
    expect(await verifier.isOf(other, tag)).toBe(false)
  }
})

it('a tag under another key of KMS is wrong', async () => {
  const key = randomUUID()
  expect(await verifier.isOf(key, await tagger('others').of(key))).toBe(false)
})

it.each(['', 'yes', '0'.repeat(63), '0'.repeat(65), 'G'.repeat(64)])(
  '%j is no tag, and KMS is not asked',
  async (tag) => {
    expect(await verifier.isOf(randomUUID(), tag)).toBe(false)
    expect(asked).toEqual([])
  },
)

it('a tag that KMS cannot verify is neither right nor wrong', async () => {
  isDown = true
  await expect(verifier.isOf(randomUUID(), '0'.repeat(64))).rejects.toThrow('not authorized')
})

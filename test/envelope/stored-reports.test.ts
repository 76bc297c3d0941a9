import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DecryptCommand } from '@aws-sdk/client-kms'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocalKms } from '../../infra/local/aws/kms.ts'
import { localClient } from '../../infra/local/machine/local-client.ts'
import { createKms } from '../../shared/adapters/aws-clients.ts'
import { createKmsSealer, toEncryptionContext } from '../../shared/adapters/kms-sealer.ts'
import { createHarbourInMemory } from '../kit/harbour.ts'
import { fullSubmission } from '../kit/submissions.ts'

const python = process.env['PYTHON']
const reader = join(import.meta.dirname, 'reader.py')
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** `npm run verify` brings Python and its `cryptography`; without them these are left out, and say so. */
describe.skipIf(python === undefined)('an independent reader, in Python (skipped where PYTHON is not set)', () => {
  let folder: string
  const keyArn = 'arn:aws:kms:eu-west-2:000000000000:key/envelope'
  let engine: Awaited<ReturnType<typeof startLocalKms>>

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'harbour-reader-'))
    engine = await startLocalKms({ keys: [{ keyId: 'envelope', arn: keyArn }], authorize: () => true })
  })
  afterAll(async () => {
    await engine.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const read = (...args: readonly string[]) =>
    execFileSync(python ?? '', [reader, ...args], { encoding: 'utf8' }).trim()

  it('an independent reader opens the test vectors', () => {
    expect(read()).toBe('4 envelopes opened')
  })

  it('an independent reader opens a hundred reports as the handler stored them, with the keys that KMS unwraps', async () => {
    const kms = createKms(localClient(engine.url))
    const harbour = createHarbourInMemory()
    const ports = { sealer: createKmsSealer({ kms, keyArn }) }
    for (let count = 0; count < 100; count += 1) {
      const narrative = 'żółć 😟 '.repeat(count * 20)
      expect((await harbour.post({ ...fullSubmission, narrative }, { ports })).status).toBe(202)
    }
    const stored = [...harbour.reports.kept.values()].map(async ({ report }) => {
      const sealed = harbour.reports.sealedOf(report.reportId)
      if (!('wrappedKey' in report) || sealed === undefined) throw new Error('a report has no text')
      const EncryptionContext = toEncryptionContext(report.reportId, 'unrouted')
      const opened = await kms.send(new DecryptCommand({ CiphertextBlob: report.wrappedKey, EncryptionContext }))
      const { v, salt, iv, commitment, body } = sealed
      const binding = { reportId: report.reportId, receivedAt: report.receivedAt, label: 'report' }
      return {
        dataKey: hex(opened.Plaintext ?? new Uint8Array()),
        binding,
        sealed: { v, salt: hex(salt), iv: hex(iv), commitment: hex(commitment), body: hex(body) },
      }
    })
    const file = join(folder, 'stored.json')
    const vectors = await Promise.all(stored)
    writeFileSync(file, JSON.stringify(vectors))
    expect(read(file, 'KY1 1XX')).toBe('100 envelopes opened')
  })
})

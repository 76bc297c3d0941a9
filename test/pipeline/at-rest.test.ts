import { randomUUID } from 'node:crypto'
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { withKestrel } from '../kit/submissions.ts'
import { type Accepted, reachedBy, startWatchedHarbour } from './harbour.ts'

const directory = mkdtempSync(join(tmpdir(), 'harbour-at-rest-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const filesHolding = (word: string): readonly string[] =>
  globSync(join(directory, '**'))
    .filter((path) => statSync(path).isFile())
    .filter((path) => readFileSync(path).includes(word))

it('what was typed is nowhere on the disk, in no encoding: tables, indexes, queues, topics, alerts', async () => {
  const kestrel = `kestrel${randomUUID().slice(0, 8)}`
  const harbour = await startWatchedHarbour(directory)
  const reply = await harbour.post(withKestrel(kestrel))
  const { reference, followUpCode } = (await reply.json()) as Accepted
  await harbour.idle()
  expect(reachedBy(harbour.alerts())).toEqual(['1 child-protection duty'])
  await harbour.close()

  const reportId = reference.replaceAll('-', '')
  expect(filesHolding(reportId).length).toBeGreaterThan(0)
  const secrets = [
    kestrel,
    followUpCode,
    followUpCode.replaceAll('-', ''),
    Buffer.from(`${kestrel} narrative`).toString('hex'),
  ]
  for (const secret of secrets) expect(filesHolding(secret)).toEqual([])
  const offsets = [0, 1, 2].map((skip) =>
    Buffer.from(`${kestrel} narrative`.slice(skip)).toString('base64').slice(0, 16),
  )
  for (const base64 of offsets) expect(filesHolding(base64)).toEqual([])
})

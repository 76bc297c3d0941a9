import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleOptions } from '../../infra/bundle.ts'

import { synthesiseLocalStack } from '../../infra/local/template/synthesise.ts'
import { adultInLeith } from '../kit/submissions.ts'
import { startWatchedHarbour, type WatchedHarbour } from './harbour.ts'
import { createOfficer } from './officers.ts'

/** The handler's own checks of who may see a report, which this test removes. */
const check = "if (report.state === 'received' || !maySee(officer.desks, report.desk)) return notFound()"
const ownDesk = "if (access === 'facts-only' || officer.desks.includes(report.desk)) return undefined"

const bundleWithoutCheck = async (outfile: string) =>
  build({
    entryPoints: ['functions/duty-api/index.ts'],
    outfile,
    ...bundleOptions,
    plugins: [
      {
        name: 'without-check',
        setup: ({ onLoad }) =>
          onLoad({ filter: /officer-call\.ts$/ }, ({ path }) => {
            const source = readFileSync(path, 'utf8')
            if (!source.includes(check) || !source.includes(ownDesk)) throw new Error('the check is not where it was')
            return { contents: source.replace(check, '').replace(ownDesk, 'return undefined'), loader: 'ts' }
          }),
      },
    ],
  })

describe("another desk's officer, with the handler's own check removed", () => {
  const folder = mkdtempSync(join(tmpdir(), 'harbour-wrong-desk-'))
  let harbour: WatchedHarbour

  beforeAll(async () => {
    await bundleWithoutCheck(join(folder, 'index.mjs'))
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    const stack = async () => {
      const { template, codeDirectoryOf } = await synthesiseLocalStack()
      const isDutyApi = (directory: string) => directory.endsWith('duty-api')
      return {
        template,
        codeDirectoryOf: (key: string) => (isDutyApi(codeDirectoryOf(key)) ? folder : codeDirectoryOf(key)),
      }
    }
    harbour = await startWatchedHarbour(undefined, stack)
  })
  afterAll(async () => {
    await harbour.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('the key refuses the officer who opens or hands over, although the handler lets them through', async () => {
    const { reference } = await harbour.accepted(adultInLeith)
    const stranger = await createOfficer(harbour, 'child-protection')
    expect((await stranger.act(reference, 'grade', { grade: 'prompt' })).status).toBe(200)
    const opened = await stranger.act(reference, 'opening', { reason: 'investigation', note: 'curious' })
    expect(opened.status).toBe(500)
    expect(JSON.stringify(opened.body)).not.toContain('EH6')
    const handed = await stranger.act(reference, 'reroute', { desk: 'child-protection', reason: 'wrong-desk' })
    expect(handed.status).toBe(500)
    const faults = harbour.logs.map((line) => JSON.parse(line)).filter(({ event }) => event === 'request.failed')
    expect(faults.map(({ errorName }) => errorName)).toEqual([
      'InvalidCiphertextException',
      'InvalidCiphertextException',
    ])
    const owner = await createOfficer(harbour, 'fife')
    expect((await owner.act(reference, 'opening', { reason: 'investigation', note: 'mine' })).status).toBe(200)
  })
})

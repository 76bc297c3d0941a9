import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

test('every attack over HTTP is held', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/attack.ts']).catch(({ stdout }) => ({
    stdout,
  }))
  const lines: readonly string[] = stdout.split('\n')
  const named = (verdict: string) =>
    lines
      .filter((line) => line.startsWith(verdict))
      .map((line) => line.slice(verdict.length).trim().replace(/\s+/g, ' '))
  expect(named('NOT HELD')).toEqual([])
  expect(named('held').length).toBeGreaterThan(60)
})

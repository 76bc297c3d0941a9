import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readSecrets } from '../../../infra/local/aws/ready-officers.ts'

let folder: string
const file = () => join(folder, 'officers.json')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'harbour-ready-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the passwords of the ready officers', () => {
  test('an officer who is new in a release gets a password, and the others keep theirs', () => {
    const { passwords } = readSecrets(folder)
    const { v, signingKey } = JSON.parse(readFileSync(file(), 'utf8')) as { v: number; signingKey: object }
    const { supervisor: _, ...others } = passwords
    writeFileSync(file(), JSON.stringify({ v, signingKey, passwords: others }))
    const next = readSecrets(folder)
    expect(next.passwords).toMatchObject(others)
    expect(next.passwords['fife-supervisor']).toMatch(/^[0-9a-f]{18}$/)
    expect(next.signingKey).toEqual(signingKey)
    expect(readSecrets(folder)).toEqual(next)
  })

  test.each([
    ['{"passw', 'it is not JSON'],
    ['{"passwords":{}}', 'v is missing'],
    ['{"v":1,"passwords":{},"signingKey":{}}', 'passwords or signing key are missing'],
    ['{"v":1,"passwords":null}', 'passwords or signing key are missing'],
  ])('a file with %s is refused in one line, and goes when it is removed', (content, why) => {
    writeFileSync(file(), content)
    const wayOut = 'remove it: officers get new passwords, and sign in again'
    expect(() => readSecrets(folder)).toThrow(new Error(`${file()} is damaged (${why}); ${wayOut}`))
    rmSync(file())
    expect(Object.values(readSecrets(folder).passwords).every((each) => each.length === 18)).toBe(true)
  })

  // /dev/full answers each write with ENOSPC, as a full disk does.
  test('a file that finds no room is said in one line', () => {
    symlinkSync('/dev/full', `${file()}.draft`)
    expect(() => readSecrets(folder)).toThrow(`there is no room left for ${file()}; make room`)
  })
})

import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { cutFiles, filePlaceholder } from '../../shared/contract/cut-texts.ts'

const file = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), randomBytes(3000)])
const bytes = [...file].map((byte) => byte.toString(16).padStart(2, '0'))
const inFours = (file.toString('base64').match(/.{1,4}/g) ?? []).join(' ')

describe('the field beside a file', () => {
  // A postcode was cut with the file behind it, and the report went to another desk.
  it.each([
    ['JavaScript’s escapes', bytes.map((byte) => `\\x${byte}`).join('')],
    ['hex with 0x', bytes.map((byte) => `0x${byte}`).join(', ')],
    ['base 64 in fours', inFours],
  ])('keeps its text when the file is %s', (_, encoded) => {
    const left = cutFiles(['KY11 1AA', encoded, 'they want £300'])
    expect([left[0], left[2]]).toEqual([undefined, undefined])
    expect(left[1]).toContain(filePlaceholder)
    expect(left[1]?.length).toBeLessThan(100)
  })

  it('is part of the file when the file is spread over both', () => {
    const parts = file.toString('base64').match(/.{1,60}/g) ?? []
    const left = cutFiles(['KY11 1AA', ...parts, 'they want £300'])
    expect(left.at(0)).toBeUndefined()
    expect(left.slice(1, -1).every((part) => part?.includes(filePlaceholder))).toBe(true)
  })
})

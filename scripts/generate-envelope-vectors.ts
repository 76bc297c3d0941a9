import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { sealText } from '../shared/adapters/envelope.ts'

/**
 * Writes test vectors once: run again only for a new version of the envelope, for a reader elsewhere may hold these.
 */
const texts = ['', 'One line.', 'Zażółć gęślą jaźń 😟\n', 'They wrote again. '.repeat(1111)]
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

const vectors = texts.map((text, index) => {
  const dataKey = randomBytes(32)
  const binding = {
    reportId: `7F3K9QWX2M${index}A`,
    receivedAt: '2026-11-24T12:00:00.000Z',
    label: index === 1 ? 'note#1' : 'report',
  }
  const { v, salt, iv, commitment, body } = sealText(dataKey, binding, text)
  const sealed = { v, salt: hex(salt), iv: hex(iv), commitment: hex(commitment), body: hex(body) }
  return { dataKey: hex(dataKey), binding, sealed, text }
})
writeFileSync(new URL('../test/envelope/vectors.json', import.meta.url), `${JSON.stringify(vectors, undefined, 2)}\n`)

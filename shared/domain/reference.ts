/** Crockford's base 32: no I, L, O or U. @see https://www.crockford.com/base32.html */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Returns the first `length` characters of the bytes in Crockford base 32, 5 bits each. */
export const toBase32 = (bytes: Uint8Array, length: number): string => {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5 && text.length < length) {
      bits -= 5
      text += alphabet.charAt((held >> bits) & 31)
      held &= (1 << bits) - 1
    }
  }
  return text
}

/**
 * Returns the check character of a text, by Luhn mod 32. It finds every single wrong character, and every swap of two
 * neighbours but one.
 */
export const checkCharacter = (text: string): string => {
  let sum = 0
  let factor = 2
  for (const character of [...text].reverse()) {
    const addend = factor * alphabet.indexOf(character)
    sum += Math.floor(addend / 32) + (addend % 32)
    factor = factor === 2 ? 1 : 2
  }
  return alphabet.charAt((32 - (sum % 32)) % 32)
}

/** Groups characters in fours: `7F3K-9QWX-2M4C`. */
export const inFours = (text: string): string => text.match(/.{1,4}/g)?.join('-') ?? ''

/** Letters and digits alone, in one form: a phone makes dashes of hyphens, and some keyboards type wide characters. */
const forgiven = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')

const isBase32 = (text: string, length: number): boolean =>
  text.length === length && [...text].every((character) => alphabet.includes(character))

/**
 * Returns the reportId of a reference as a person typed it, or undefined. Case, width, spaces, dashes and other
 * signs do not matter; O counts as 0, I and L count as 1.
 */
export const parseReference = (text: string): string | undefined => {
  const compact = forgiven(text)
  if (!isBase32(compact, 12)) return undefined
  return checkCharacter(compact.slice(0, 11)) === compact.slice(11) ? compact : undefined
}

/**
 * Returns the 16 characters of a follow-up code as a person typed it, read like a reference; undefined when it cannot
 * be one.
 */
export const parseFollowUpCode = (text: string): string | undefined => {
  const compact = forgiven(text)
  return isBase32(compact, 16) ? compact : undefined
}

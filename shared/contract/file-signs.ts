/**
 * How files begin, in base 64: PNG, JPEG, GIF, RIFF (WebP, AVI, WAV), PDF, ZIP, MP4 and HEIC, TIFF, BMP, OGG, Matroska,
 * MP3, gzip, 7z, RAR, SVG.
 *
 * @see https://en.wikipedia.org/wiki/List_of_file_signatures
 */
const inBase64 =
  '(?:iVBORw0KGg|[/_]9j[/_]|R0lGOD|UklGR|JVBERi|UEsDB|AAAA.GZ0eX|SUkqA|TU0AK|Qk.{6}AAAA|T2dnU|GkXfo|SUQz|H4sI|N3q8r|UmFyI|PHN2Zy)'

/** The same in hex. */
const inHex =
  '(?:89504e47|ffd8ff|47494638|52494646|25504446|504b0304|000000..66747970|49492a00|4d4d002a|424d.{8}00000000|4f676753|1a45dfa3|494433|1f8b08|377abcaf|52617221|3c737667)'

/** The same as decimal numbers. */
const inDecimals =
  /^(?:137,80,78,71|255,216,255|71,73,70,56|82,73,70,70|37,80,68,70|80,75,3,4|0,0,0,\d+,102,116,121,112|73,73,42,0|77,77,0,42|79,103,103,83|26,69,223,163|31,139,8|60,115,118,103),/

const base64Start = new RegExp(`^${inBase64}`)
const base64Inside = new RegExp(`${inBase64}[A-Za-z0-9+/_-]{32}`)
const hexStart = new RegExp(`^${inHex}`, 'i')

/** How many characters a beginning needs to be known. */
export const startCharacters = 20

/** Returns the encoding in which a text begins as a file does, if any. */
export const startsLikeFile = (text: string): 'base64' | 'hex' | undefined => {
  if (base64Start.test(text)) return 'base64'
  return hexStart.test(text) ? 'hex' : undefined
}

/** The first two characters of every beginning, so that a word is told from one at a glance. */
const beginnings = new Set(
  'iV /9 _9 R0 Uk JV UE AA SU TU Qk T2 Gk H4 N3 Um PH 89 ff FF 47 52 25 50 00 49 4d 4D 42 4f 4F 1a 1A 1f 1F 37 3c 3C 0x 0X u0'.split(
    ' ',
  ),
)

/** Returns false for a chunk of a text that cannot begin a file: for most words, without reading them. */
export const mayStartFile = (text: string, start: number, end: number): boolean => {
  const first = text.charCodeAt(start)
  const isDigit = first >= 48 && first <= 57
  return isDigit || first === 120 || (end - start > 1 && beginnings.has(text.slice(start, start + 2)))
}

/** Returns false for two characters or more that begin no file. */
export const mayBegin = (text: string): boolean => beginnings.has(text.slice(0, 2))

/** Returns where in a run of base 64 a file begins, or -1. */
export const findFileInside = (run: string): number => run.search(base64Inside)

/** Returns true for decimal numbers, joined by commas, that begin as a file does. */
export const decimalsStartLikeFile = (numbers: string): boolean => inDecimals.test(numbers)

/** Returns true for bytes that begin as a file does. */
export const bytesStartLikeFile = (bytes: Uint8Array): boolean =>
  hexStart.test(Buffer.from(bytes.subarray(0, 16)).toString('hex'))

const utf8 = new TextDecoder('utf-8', { fatal: true })

// biome-ignore lint/suspicious/noControlCharactersInRegex: text has none of these
const noText = /[\u0000-\u0008\u000e-\u001f]/

/** Returns the bytes as text; undefined when they are none. */
export const readAsText = (bytes: Uint8Array): string | undefined => {
  try {
    const text = utf8.decode(bytes)
    return noText.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

/** A run of base 64 or hex that begins like no file is cut from here on: keys and tokens are shorter. */
export const longRun = 1024

/** True for what is written in hex digits alone. */
export const isHex = (text: string): boolean => /^[0-9a-f]+$/i.test(text)

/** How many hex digits hashes have. */
export const hashLengths = [32, 40, 64, 128]

/** Removes what programming languages put before a byte: `0xff`, `\xff`, `\u00ff`. */
export const bare = (chunk: string): string =>
  /^[0xu]/i.test(chunk) && /^(?:0x|x|u00)[0-9a-f]+$/i.test(chunk) ? chunk.replace(/^(?:0x|x|u00)/i, '') : chunk

/**
 * Returns true for a run with digits, letters of both cases and one of `+/-_`, as base 64 has; lists of wallets have
 * not.
 */
export const looksLikeBase64 = (run: string): boolean =>
  /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run) && /[+/_-]/.test(run)

/** True for a run of many characters: a line of one letter is no file. */
export const hasVariety = (run: string): boolean => new Set(run.slice(0, 512)).size >= 12

/** Words that follow a file stay, as does the little of a file that looks like a word. */
export const isWord = (chunk: string): boolean => /^\p{L}\p{Ll}{0,14}$/u.test(chunk)

/**
 * Returns true for a piece of base 64 that is no word: it has a digit, a sign, or a capital inside, or is very long.
 */
export const looksLikePiece = (chunk: string): boolean =>
  chunk.length >= 4 && (/\d.*[A-Za-z]|[A-Za-z].*\d|[a-z].*[A-Z]|[+]/.test(chunk) || chunk.length >= 30)

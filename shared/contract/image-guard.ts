/** What a person is told who sends an image. @see childline.org.uk, Report Remove; stopncii.org/faq */
export const imageRefusal =
  'this looks like an image or another file, and none is ever sent here; Report Remove (under 18) and StopNCII.org (18 and over) ' +
  'help to take images down without sending them to us'

/** A data URI, as a browser makes it of a file. `data:photos/videos, …` is somebody writing. */
const dataUri =
  /data:(?:[\w.+-]+\/[\w.+-]+)?(?:;[\w=.+-]+)*;base64,|data:(?:image|video|audio|application|text|font)\/[\w.+-]+[;,]\S/i
const base64Run = /[A-Za-z0-9+/_-]{200,}/g

/** A web address that is too short to carry an image, though its token may look like one. */
const webAddress = /^https?:\/\/\S{1,500}$/i
const wrappedBase64 = /(?:[A-Za-z0-9+/]{60,100}\r?\n){3,}/
const hexRun = /(?:[0-9a-f]{2}[\s:]?){200,}/gi
const knownStart = /(?:\/9j\/|iVBORw0KGgo|R0lGOD|UklGR)[A-Za-z0-9+/_-]{40,}/

/**
 * Returns true for a run with digits and letters of both cases, as a file in base 64 has. One key held down has none.
 */
const looksEncoded = (run: string): boolean => /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run)

/**
 * The signs of an image or another file, each with the fewest characters that can hold it. Most answers are shorter.
 */
const signs: ReadonlyArray<readonly [shortest: number, isIn: (text: string) => boolean]> = [
  [13, (text) => dataUri.test(text)],
  [44, (text) => knownStart.test(text)],
  [183, (text) => wrappedBase64.test(text)],
  [200, (text) => !webAddress.test(text) && (text.match(base64Run) ?? []).some(looksEncoded)],
  [400, (text) => (text.match(hexRun) ?? []).some((run) => /[a-f]/i.test(run) && /\d/.test(run))],
]

/**
 * Returns true if a text could carry an image or another file: a data URI, a long base64 or hex run, a known beginning.
 */
export const couldCarryImage = (text: string): boolean =>
  signs.some(([shortest, isIn]) => text.length >= shortest && isIn(text))

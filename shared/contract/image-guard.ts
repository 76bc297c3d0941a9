/** What a refused image is answered with. @see childline.org.uk report-remove; stopncii.org/faq (../shared/FACTS.md) */
export const imageRefusal =
  'this looks like an image or another file, and none is ever sent here; Report Remove (under 18) and StopNCII.org (18 and over) ' +
  'help to take images down without sending them to us'

/** `data:photos/videos, …` is somebody writing; only what browsers make of a file counts. */
const dataUri =
  /data:(?:[\w.+-]+\/[\w.+-]+)?(?:;[\w=.+-]+)*;base64,|data:(?:image|video|audio|application|text|font)\/[\w.+-]+[;,]\S/i
const base64Run = /[A-Za-z0-9+/_-]{200,}/g

/** A web address in a short text has room for a long token and none for an image. */
const webAddress = /^https?:\/\/\S{1,500}$/i
const wrappedBase64 = /(?:[A-Za-z0-9+/]{60,100}\r?\n){3,}/
const hexRun = /(?:[0-9a-f]{2}[\s:]?){200,}/gi
const knownStart = /(?:\/9j\/|iVBORw0KGgo|R0lGOD|UklGR)[A-Za-z0-9+/_-]{40,}/

/** One key held down is somebody typing; a file in base 64 has digits and letters of both cases. */
const looksEncoded = (run: string): boolean => /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run)

/** What gives an image or another file away, each with the shortest text that can hold it, characters: most answers are shorter than all. */
const signs: ReadonlyArray<readonly [shortest: number, isIn: (text: string) => boolean]> = [
  [13, (text) => dataUri.test(text)],
  [44, (text) => knownStart.test(text)],
  [183, (text) => wrappedBase64.test(text)],
  [200, (text) => !webAddress.test(text) && (text.match(base64Run) ?? []).some(looksEncoded)],
  [400, (text) => (text.match(hexRun) ?? []).some((run) => /[a-f]/i.test(run) && /\d/.test(run))],
]

/** True when a text could carry an image or another file: a data URI, a long base64 or hex run, the start of a known format. */
export const couldCarryImage = (text: string): boolean =>
  signs.some(([shortest, isIn]) => text.length >= shortest && isIn(text))

/** The way to a value, from the inside out. The pointer is built only where something is wrong with the value. */
export type Path = { readonly up: Path; readonly name: string | number } | undefined

/** A name of a field that is no text of anybody's. */
const identifier = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/

/** Returns true for the name of a field that may be repeated; false for one that could be somebody's text. */
export const isIdentifier = (name: string): boolean => identifier.test(name)

/** Words a step of a JSON Pointer (RFC 6901). */
export const pointerToken = (name: string | number): string =>
  `/${String(name).replace(/~/g, '~0').replace(/\//g, '~1')}`

/** Words a path as a JSON Pointer, down to the first name that could be text. */
export const pointerTo = (path: Path): string => {
  const names: Array<string | number> = []
  for (let at = path; at !== undefined; at = at.up) names.unshift(at.name)
  const strange = names.findIndex((name) => typeof name === 'string' && !isIdentifier(name))
  return (strange < 0 ? names : names.slice(0, strange)).map(pointerToken).join('')
}

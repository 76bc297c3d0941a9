import { fewestCharacters, findFiles } from './image-guard.ts'

/** What stands where something was cut out that could carry a file. */
export const filePlaceholder = '[a file was cut out here]'

const cutAlone = (text: string): string => (text.length < fewestCharacters ? text : (cutTogether([text])[0] ?? text))

/**
 * Cuts files out of texts and returns, for each text, what is left of it, or undefined where it is as it was. Each text
 * is searched by itself, so that a file in one takes nothing of its neighbour; then all as one, in the order of the
 * document, so that a file spread over many fields is found too.
 */
export const cutFiles = (texts: readonly string[]): ReadonlyArray<string | undefined> => {
  const alone = texts.map(cutAlone)
  const together = cutTogether(alone)
  const isAnyCut = together.length > 0 || alone.some((text, index) => text !== texts[index])
  if (!isAnyCut) return []
  return texts.map((text, index) => {
    const left = together[index] ?? alone[index]
    return left === text ? undefined : left
  })
}

const cutTogether = (texts: readonly string[]): ReadonlyArray<string | undefined> => {
  const spans = findFiles(texts.join('\n'))
  if (spans.length === 0) return []
  let next = 0
  let start = 0
  return texts.map((text) => {
    const end = start + text.length
    while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next += 1
    let kept = ''
    let from = start
    let at = next
    for (let span = spans[at]; span !== undefined && span.start < end; at += 1, span = spans[at]) {
      kept += text.slice(from - start, Math.max(from, span.start) - start) + filePlaceholder
      from = Math.min(span.end, end)
    }
    const isCut = at > next
    kept += text.slice(from - start)
    start = end + 1
    return isCut ? kept : undefined
  })
}

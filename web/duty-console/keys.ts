import { useEffect } from 'preact/hooks'

/** What each key does in a view; every key can be pressed without holding another. */
export type KeyActions = Readonly<Partial<Record<'j' | 'k' | 'a' | 'o' | 'n' | '?', () => void>>>

/** The keys, as the list of keys says them. */
export const keyWords: ReadonlyArray<readonly [key: string, words: string]> = [
  ['j', 'the next report'],
  ['k', 'the report before'],
  ['Enter', 'go to the report'],
  ['a', 'acknowledge it'],
  ['o', 'go to the report; on its page: to the form that opens it'],
  ['n', 'write a note'],
  ['?', 'this list'],
]

/** A preference, kept in this browser: it names no report and no officer. */
const offName = 'harbour-keys-off'

/** True while single keys do something. Speech control types them by mistake, so they can be turned off. */
export const areKeysOn = (): boolean => localStorage.getItem(offName) === null

/** Turns single keys on or off for this browser. @see https://www.w3.org/TR/WCAG22/#character-key-shortcuts */
export const turnKeys = (on: boolean): void => {
  if (on) localStorage.removeItem(offName)
  else localStorage.setItem(offName, 'off')
}

const isField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null

/** Lets single keys act while the view is shown; never while a field has the focus. */
export const useKeys = (actions: KeyActions): void => {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target) || !areKeysOn()) return
      const act = actions[event.key as keyof KeyActions]
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  })
}

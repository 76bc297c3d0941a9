import { empty } from './empty.ts'

/** How long after one press of Shift the next still counts, milliseconds. */
const pauseMs = 2000

/**
 * Leaves by the button, and by Shift pressed three times by itself. Never by Escape: it closes lists
 * and stops a page that loads, and what was typed would be lost.
 */
export const setUpLeaving = (): void => {
  const link = document.getElementById('leave')
  if (!(link instanceof HTMLAnchorElement)) return
  const leave = (): void => {
    for (const form of document.forms) empty(form)
    const { href } = link
    document.title = ''
    document.body.replaceChildren()
    location.replace(href)
  }
  link.addEventListener('click', (event) => {
    event.preventDefault()
    leave()
  })
  let presses: readonly number[] = []
  let isAlone = false
  document.addEventListener('keydown', ({ key }) => {
    isAlone = key === 'Shift'
    if (!isAlone) presses = []
  })
  document.addEventListener('keyup', ({ key, timeStamp }) => {
    if (key !== 'Shift' || !isAlone) return
    const last = presses.at(-1) ?? timeStamp
    presses = [...(timeStamp - last > pauseMs ? [] : presses), timeStamp]
    if (presses.length === 3) leave()
  })
}

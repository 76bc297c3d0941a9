import { useDuty } from './duty.ts'
import { toDayAndTime, toTimeLeft } from './instants.ts'
import type { ServerClock } from './server-clock.ts'

/** Marks what `tickCountdowns` writes to. */
const marked = 'time[data-act-by]'

const write = (element: HTMLTimeElement, nowMs: number): void => {
  const iso = element.dateTime
  const words = toTimeLeft(iso, nowMs)
  if (element.textContent !== words) element.textContent = words
  const isLate = Date.parse(iso) < nowMs
  if (element.classList.contains('late') !== isLate) element.classList.toggle('late', isLate)
}

/**
 * The time left until an instant. Preact renders the element and never its text: that is written each second by
 * `tickCountdowns`, since rendering 300 rows a second costs ten times as much.
 */
export const Countdown = ({ to }: { readonly to: string }) => {
  const { clock } = useDuty()
  return (
    <time
      dateTime={to}
      data-act-by={to}
      title={`by ${toDayAndTime(to)}`}
      ref={(element) => {
        if (element !== null) write(element, clock.nowMs())
      }}
    />
  )
}

/** Writes the time left into every countdown on the page whose words have changed. */
export const tickCountdowns = (clock: ServerClock): void => {
  const nowMs = clock.nowMs()
  for (const element of document.querySelectorAll<HTMLTimeElement>(marked)) write(element, nowMs)
}

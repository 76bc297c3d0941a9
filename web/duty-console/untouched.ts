import { useEffect, useRef } from 'preact/hooks'

/** How long text stays on a screen that nobody touches, milliseconds. */
export const untouchedMs = 10 * 60_000

const touches = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const

/** Calls `leave` when nobody has touched the page for `untouchedMs`, and when the browser leaves the page. */
export const useUntouched = (leave: () => void): void => {
  const newest = useRef(leave)
  newest.current = leave
  useEffect(() => {
    let touchedAt = Date.now()
    const touch = () => {
      touchedAt = Date.now()
    }
    const leaveNow = () => {
      touch()
      newest.current()
    }
    // A timer of ten minutes stands still while the computer sleeps; the clock does not.
    const timer = setInterval(() => {
      if (Date.now() - touchedAt >= untouchedMs) leaveNow()
    }, 1000)
    for (const each of touches) addEventListener(each, touch, { passive: true })
    addEventListener('pagehide', leaveNow)
    return () => {
      clearInterval(timer)
      for (const each of touches) removeEventListener(each, touch)
      removeEventListener('pagehide', leaveNow)
    }
  }, [])
}

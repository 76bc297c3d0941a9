import { useEffect, useRef, useState } from 'preact/hooks'
import type { Alerting } from './alerting.ts'
import { useDuty } from './duty.ts'
import { toWholeInstant } from './instants.ts'
import { areKeysOn, keyWords, turnKeys } from './keys.ts'
import type { Route } from './route.ts'
import { supervisedDesks } from './session.ts'

const ShiftButton = ({ alerting }: { readonly alerting: Alerting }) => {
  const [isOn, setOn] = useState(alerting.isOnShift())
  const toggle = async () => {
    await (isOn ? alerting.endShift() : alerting.startShift())
    setOn(alerting.isOnShift())
  }
  return (
    <button type="button" class={isOn ? 'shift on' : 'shift'} aria-pressed={isOn} onClick={toggle}>
      {isOn ? 'On shift: sound is on' : 'Start my shift (sound)'}
    </button>
  )
}

const Place = ({
  href,
  isHere,
  children,
}: {
  readonly href: string
  readonly isHere: boolean
  readonly children: string
}) => (
  <a href={href} {...(isHere ? { 'aria-current': 'page' as const } : {})}>
    {children}
  </a>
)

/** The top of every page: where one can go, the shift, and who is signed in. */
export const Header = (props: {
  readonly route: Route
  readonly alerting: Alerting
  readonly onKeys: () => void
  readonly onSignOut: () => void
}) => {
  const { officer } = useDuty()
  const { route, alerting, onKeys, onSignOut } = props
  return (
    <header class="top">
      <nav aria-label="Views">
        <Place href="#/" isHere={route.view === 'queue'}>
          Open
        </Place>
        <Place href="#/closed" isHere={route.view === 'closed'}>
          Closed
        </Place>
        {officer.desks.includes('duty-control') && (
          <Place href="#/desks" isHere={route.view === 'desks'}>
            All desks
          </Place>
        )}
        {supervisedDesks(officer).length > 0 && (
          <Place href="#/supervision" isHere={route.view === 'supervision'}>
            Supervision
          </Place>
        )}
      </nav>
      <ShiftButton alerting={alerting} />
      <button type="button" onClick={onKeys}>
        Keys
      </button>
      <span class="officer">{officer.subject}</span>
      <button type="button" onClick={onSignOut}>
        Sign out
      </button>
    </header>
  )
}

/** The list of keys, where they can be turned off. */
export const KeyList = ({ onClose }: { readonly onClose: () => void }) => {
  const dialog = useRef<HTMLDialogElement>(null)
  const [isOn, setOn] = useState(areKeysOn())
  useEffect(() => dialog.current?.showModal(), [])
  const toggle = () => {
    turnKeys(!isOn)
    setOn(!isOn)
  }
  return (
    <dialog ref={dialog} aria-labelledby="keys" onClose={onClose}>
      <h2 id="keys">Keys</h2>
      <dl class="keys">
        {keyWords.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p>They do nothing while you type in a field.</p>
      <label class="check">
        <input type="checkbox" checked={isOn} onChange={toggle} /> Single keys are on
      </label>
      <button type="button" onClick={() => dialog.current?.close()}>
        Close
      </button>
    </dialog>
  )
}

/** Who prints and when, on every printed page and nowhere else. */
export const PrintMark = () => {
  const { officer } = useDuty()
  const mark = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    // Written at once, and not rendered: the browser takes the page as it is when this returns.
    const write = () => {
      if (mark.current === null) return
      const who = `Printed by ${officer.subject}, ${toWholeInstant(new Date())}.`
      mark.current.textContent = `${who} Personal data of a victim: keep it locked away, and destroy it when it is not needed.`
    }
    addEventListener('beforeprint', write)
    return () => removeEventListener('beforeprint', write)
  }, [])
  return <p class="print-mark" aria-hidden="true" ref={mark} />
}

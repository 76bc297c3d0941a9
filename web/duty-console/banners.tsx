import { useEffect, useState } from 'preact/hooks'
import { useDuty, useQueue } from './duty.ts'
import { isStale } from './queue-feed.ts'
import { sentencesOf } from './trouble.tsx'

/** Says that the list is old: a list that looks alive and is not is what an officer must never trust. */
export const StaleBanner = () => {
  const { feed } = useDuty()
  const queue = useQueue()
  const [isOld, setOld] = useState(false)
  useEffect(() => {
    const look = () => setOld(isStale(feed.get(), Date.now()))
    look()
    const timer = setInterval(look, 1000)
    return () => clearInterval(timer)
  }, [feed])
  const isNeverRead = queue.answeredAtMs === undefined && queue.trouble !== undefined
  return (
    <div role="alert">
      {(isOld || isNeverRead) && (
        <div class="banner">
          <p>
            <strong>{isNeverRead ? 'The list could not be read.' : 'This list is old.'}</strong>{' '}
            {queue.trouble === undefined ? 'Harbour has not answered.' : sentencesOf(queue.trouble).join(' ')} The
            console keeps asking. Alerts by email and telephone go on without it.
          </p>
          <button type="button" onClick={() => void feed.refresh()}>
            Ask now
          </button>
        </div>
      )}
    </div>
  )
}

/** Says that the sign-in has ended. What was typed stays, for the sign-in goes on in a second window. */
export const SignedOutBanner = ({ onSignIn }: { readonly onSignIn: () => Promise<void> }) => {
  const [problem, setProblem] = useState('')
  const signIn = () => onSignIn().catch(() => setProblem('That sign-in did not succeed.'))
  return (
    <div role="alert" class="banner">
      <p>
        <strong>Your sign-in has ended, and this list is old.</strong> Sign in again in a second window; what you typed
        stays here. {problem}
      </p>
      <button type="button" onClick={signIn}>
        Sign in again
      </button>
    </div>
  )
}

import { render } from 'preact'
import { SignedInPage } from './app.tsx'
import type { ConsoleConfig } from './config.ts'
import { createSession, type Tokens } from './session.ts'
import { goToSignIn, renewTokens, takeSignIn } from './sign-in.ts'

/** Says in this tab alone that somebody is signed in, so that a reload goes through the sign-in pages by itself. */
const onDutyName = 'harbour-on-duty'

const root = document.getElementById('console')

const show = (page: preact.ComponentChild): void => {
  if (root === null) throw new Error('the page has no place for the console')
  document.getElementById('loading')?.remove()
  render(page, root)
}

const Landing = ({ config, problem }: { readonly config: ConsoleConfig; readonly problem?: string }) => (
  <main class="page">
    <h1>Harbour duty</h1>
    {problem !== undefined && (
      <p class="trouble" role="alert">
        {problem}
      </p>
    )}
    <p>For the officers of the duty desks. What you read here is logged under your name.</p>
    <button type="button" class="main" onClick={() => void goToSignIn(config)}>
      Sign in
    </button>
  </main>
)

const Failed = () => (
  <main class="page">
    <h1>Harbour duty</h1>
    <p class="trouble" role="alert">
      The console could not start: its server does not answer. Alerts by email and telephone go on without it.
    </p>
    <button type="button" class="main" onClick={() => location.reload()}>
      Try again
    </button>
  </main>
)

const SignedInElsewhere = () => (
  <main class="page">
    <h1>You are signed in</h1>
    <p>Your work is in the other window. You can close this one.</p>
  </main>
)

const showSignedIn = (config: ConsoleConfig, tokens: Tokens): void => {
  sessionStorage.setItem(onDutyName, 'yes')
  const session = createSession(tokens, (old) => renewTokens(config, old))
  show(<SignedInPage config={config} session={session} onLeave={() => sessionStorage.removeItem(onDutyName)} />)
}

const start = async (): Promise<void> => {
  const response = await fetch('config.json')
  if (!response.ok) throw new Error('there is no config.json')
  const config = (await response.json()) as ConsoleConfig
  try {
    const answer = await takeSignIn(config)
    if (answer === 'elsewhere') {
      show(<SignedInElsewhere />)
      window.close()
    } else if (answer !== undefined) showSignedIn(config, answer)
    else if (sessionStorage.getItem(onDutyName) === null) show(<Landing config={config} />)
    else await goToSignIn(config)
  } catch {
    show(<Landing config={config} problem="The sign-in did not succeed. Sign in again." />)
  }
}

// A page that the browser kept while it was elsewhere would show what was on it then.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload()
})
start().catch(() => show(<Failed />))

import { useEffect, useMemo, useState } from 'preact/hooks'
import { createAlerting } from './alerting.ts'
import { createDutyApi } from './api.ts'
import { SignedOutBanner, StaleBanner } from './banners.tsx'
import { ClosedView } from './closed.tsx'
import type { ConsoleConfig } from './config.ts'
import { tickCountdowns } from './countdown.tsx'
import { DesksView } from './desks.tsx'
import { type Duty, DutyContext } from './duty.ts'
import { Header, KeyList, PrintMark } from './header.tsx'
import { useKeys } from './keys.ts'
import { LogPage } from './log.tsx'
import { QueueView } from './queue.tsx'
import { createQueueFeed } from './queue-feed.ts'
import { ReportPage } from './report.tsx'
import { type Route, useRoute } from './route.ts'
import { createServerClock } from './server-clock.ts'
import type { Session } from './session.ts'
import { goToSignOut, signInInWindow } from './sign-in.ts'
import { SupervisionView } from './supervision.tsx'
import { startTicking } from './ticking.ts'

const createDuty = (config: ConsoleConfig, session: Session) => {
  const { officer } = session
  const clock = createServerClock()
  const api = createDutyApi({ apiUrl: config.apiUrl, session })
  const feed = createQueueFeed({ api, desks: officer.desks, clock })
  return { officer, api, feed, clock }
}

const View = ({ route }: { readonly route: Route }) => {
  if (route.view === 'report') return <ReportPage key={route.reportId} reportId={route.reportId} />
  if (route.view === 'log') return <LogPage key={route.reportId} reportId={route.reportId} />
  if (route.view === 'closed') return <ClosedView />
  if (route.view === 'supervision') return <SupervisionView />
  return route.view === 'desks' ? <DesksView /> : <QueueView />
}

/** What runs while the page is open: reading the queue, counting down, alerting. */
const keepRunning = (
  { feed, clock }: Pick<Duty, 'feed' | 'clock'>,
  alerting: ReturnType<typeof createAlerting>,
): void => {
  startTicking(() => {
    feed.tick()
    tickCountdowns(clock)
    const { answeredAtMs, reports } = feed.get()
    if (answeredAtMs !== undefined) alerting.look(reports, clock.nowMs())
  })
  void feed.refresh()
}

/** Moves the focus to the heading of a view that was gone to, so that a screen reader says where it is. */
const useFocusOnRoute = (route: Route): void => {
  const place = JSON.stringify(route)
  useEffect(() => {
    const heading = document.querySelector('main h1')
    if (!(heading instanceof HTMLElement)) return
    heading.tabIndex = -1
    heading.focus()
    tickAfterRender()
  }, [place])
}

const tickAfterRender = (): void => scrollTo(0, 0)

/** Everything that an officer sees after the sign-in. */
export const SignedInPage = (props: {
  readonly config: ConsoleConfig
  readonly session: Session
  readonly onLeave: () => void
}) => {
  const { config, session, onLeave } = props
  const parts = useMemo(() => createDuty(config, session), [])
  const alerting = useMemo(createAlerting, [])
  const [isSignedOut, setSignedOut] = useState(false)
  const [hasKeyList, setKeyList] = useState(false)
  const route = useRoute()
  useEffect(() => keepRunning(parts, alerting), [])
  useEffect(
    () => parts.feed.subscribe(() => setSignedOut((was) => was || parts.feed.get().trouble?.kind === 'signed-out')),
    [],
  )
  useKeys({ '?': () => setKeyList((was) => !was) })
  useFocusOnRoute(route)
  const duty: Duty = { ...parts, tellSignedOut: () => setSignedOut(true) }
  const signInAgain = async () => {
    const isSame = session.adopt(await signInInWindow(config))
    if (!isSame) return leave()
    setSignedOut(false)
    await parts.feed.refresh()
  }
  const leave = () => {
    onLeave()
    goToSignOut(config)
  }
  return (
    <DutyContext.Provider value={duty}>
      <Header route={route} alerting={alerting} onKeys={() => setKeyList(true)} onSignOut={leave} />
      {isSignedOut ? <SignedOutBanner onSignIn={signInAgain} /> : <StaleBanner />}
      {hasKeyList && <KeyList onClose={() => setKeyList(false)} />}
      <View route={route} />
      <PrintMark />
    </DutyContext.Provider>
  )
}

import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import type { ReportView } from '../../shared/domain/report-view.ts'
import type { Answer, DutyApi, Trouble } from './api.ts'
import type { Queue, QueueFeed } from './queue-feed.ts'
import type { ServerClock } from './server-clock.ts'
import type { Officer } from './session.ts'

/** What every view of a signed-in officer works with. */
export interface Duty {
  readonly officer: Officer
  readonly api: DutyApi
  readonly feed: QueueFeed
  readonly clock: ServerClock
  /** Says that a call was refused since the sign-in has ended. */
  readonly tellSignedOut: () => void
}

/** Holds what the views work with; there is none before the sign-in. */
export const DutyContext = createContext<Duty | undefined>(undefined)

/** Returns what the views work with. @throws Error outside a signed-in page */
export const useDuty = (): Duty => {
  const duty = useContext(DutyContext)
  if (duty === undefined) throw new Error('the view is not inside a signed-in page')
  return duty
}

/** Returns the queue, and renders again when it changes. */
export const useQueue = (): Queue => {
  const { feed } = useDuty()
  const [queue, setQueue] = useState(feed.get())
  useEffect(() => {
    setQueue(feed.get())
    return feed.subscribe(() => setQueue(feed.get()))
  }, [feed])
  return queue
}

/** A call that a view makes, and how it went. */
export interface Calling<Value> {
  readonly isBusy: boolean
  readonly trouble: Trouble | undefined
  /** Makes the call, unless one is on its way. Returns what it gave; undefined when it did not do what was asked. */
  run(call: () => Promise<Answer<Value>>): Promise<Value | undefined>
}

/** Makes calls one at a time, and keeps what went wrong with the last one. */
export const useCalling = <Value>(): Calling<Value> => {
  const { tellSignedOut } = useDuty()
  const [isBusy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Trouble>()
  return {
    isBusy,
    trouble,
    run: async (call) => {
      if (isBusy) return undefined
      setBusy(true)
      setTrouble(undefined)
      const answer = await call()
      setBusy(false)
      if (answer.ok) return answer.value
      setTrouble(answer.trouble)
      if (answer.trouble.kind === 'signed-out') tellSignedOut()
      return undefined
    },
  }
}

/** Returns what puts the API's answer to a change into the queue, or takes the report out where its work is over. */
export const useKeep = (): ((report: ReportView) => void) => {
  const { feed, officer } = useDuty()
  return (report) => {
    const isOpen = report.state === 'routed' || report.state === 'alerted' || report.state === 'acknowledged'
    feed.put(report, isOpen && officer.desks.includes(report.desk))
  }
}

import { inFours } from '../../shared/domain/reference.ts'
import type { ReportView } from '../../shared/domain/report-view.ts'
import { hrefOf } from './route.ts'
import { isLate, isUnanswered } from './urgency.ts'

/** What an officer on shift hears and sees of a new alert. It repeats what is sent by other ways, and replaces none. */
export interface Alerting {
  /** To be called from a click: a browser plays nothing and asks nothing before one. */
  startShift(): Promise<void>
  endShift(): Promise<void>
  isOnShift(): boolean
  /** Looks at the queue as it is now, and alerts of what is new in it or late since the last look. */
  look(reports: readonly ReportView[], nowMs: number): void
}

/** The page's name, before which the number of unanswered reports stands. */
const pageTitle = 'Harbour duty'

const playTone = (audio: AudioContext, hertz: number, afterSeconds: number): void => {
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  const from = audio.currentTime + afterSeconds
  tone.frequency.value = hertz
  volume.gain.setValueAtTime(0.2, from)
  volume.gain.exponentialRampToValueAtTime(0.001, from + 0.4)
  tone.connect(volume).connect(audio.destination)
  tone.start(from)
  tone.stop(from + 0.4)
}

/** At most so many notifications at once: more would cover the screen, and the list has them all. */
const mostNotifications = 3

/** Notifies of a reference and nothing else: whoever stands beside the screen may read it. */
const notify = (reportId: string): void => {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return
  try {
    const notification = new Notification('Harbour', { body: inFours(reportId), tag: reportId })
    notification.onclick = () => {
      window.focus()
      location.assign(hrefOf(reportId))
      notification.close()
    }
  } catch {
    // Android's browsers have the constructor and refuse it; the sound and the title remain.
  }
}

/** Creates the alerting of one signed-in page. */
export const createAlerting = (): Alerting => {
  let audio: AudioContext | undefined
  let wakeLock: WakeLockSentinel | undefined
  let known: ReadonlySet<string> | undefined

  const keepAwake = async (): Promise<void> => {
    if (audio === undefined || document.visibilityState !== 'visible') return
    wakeLock = await navigator.wakeLock?.request('screen').catch(() => undefined)
  }
  // The lock ends when the page is hidden.
  document.addEventListener('visibilitychange', () => void keepAwake())

  return {
    startShift: async () => {
      audio = new AudioContext()
      playTone(audio, 660, 0)
      if ('Notification' in globalThis && Notification.permission === 'default') await Notification.requestPermission()
      await keepAwake()
    },
    endShift: async () => {
      await audio?.close()
      audio = undefined
      await wakeLock?.release()
      wakeLock = undefined
    },
    isOnShift: () => audio !== undefined,
    look: (reports, nowMs) => {
      const waiting = reports.filter(isUnanswered)
      const marks = waiting.flatMap((report) => [
        `new ${report.reportId} ${report.unreadSince ?? ''}`,
        ...(isLate(report, nowMs) ? [`late ${report.reportId} ${report.actBy}`] : []),
      ])
      const before = known
      known = new Set(marks)
      const title = waiting.length === 0 ? pageTitle : `(${waiting.length}) ${pageTitle}`
      if (document.title !== title) document.title = title
      const news = before === undefined ? [] : marks.filter((mark) => !before.has(mark))
      if (news.length === 0 || audio === undefined) return
      playTone(audio, 880, 0)
      playTone(audio, 660, 0.45)
      const reportIds = new Set(news.map((mark) => mark.split(' ')[1] ?? ''))
      for (const reportId of [...reportIds].slice(0, mostNotifications)) notify(reportId)
    },
  }
}

import type { ServedDesk } from '../../shared/domain/desk.ts'
import type { ReportView } from '../../shared/domain/report-view.ts'
import type { Answer, DutyApi, Trouble } from './api.ts'
import type { ServerClock } from './server-clock.ts'

/** The open reports of the officer's desks, as they were last answered. */
export interface Queue {
  /** Most urgent first within each desk, desks one after the other until `inOrder` mixes them. */
  readonly reports: readonly ReportView[]
  /** When the API last answered a whole round, milliseconds by this browser's clock. */
  readonly answeredAtMs: number | undefined
  /** Why the last round failed. */
  readonly trouble: Trouble | undefined
}

/** What a feed works with. */
export interface QueueFeedDeps {
  readonly api: Pick<DutyApi, 'list'>
  readonly desks: readonly ServedDesk[]
  readonly clock: ServerClock
}

/** How often the queue is read, seconds. */
export const roundSeconds = 10

/** How many pages of a desk every round reads: the most urgent reports. */
const headPages = 4

/** How often the whole of a longer queue is read, rounds. */
const roundsToWhole = 6

/** How old an answer may be before the list counts as old, milliseconds. */
export const staleMs = 30_000

/** True when the list that is shown may not be true any more. */
export const isStale = ({ answeredAtMs }: Queue, nowMs: number): boolean =>
  answeredAtMs !== undefined && nowMs - answeredAtMs > staleMs

interface DeskPages {
  readonly reports: readonly ReportView[]
  readonly isWhole: boolean
}

/** Reads a desk's list, at most so many pages of it. A report that moved between two pages is kept once. */
const readDesk = async (
  { api, clock }: QueueFeedDeps,
  desk: ServedDesk,
  mostPages: number,
): Promise<Answer<DeskPages>> => {
  const reports = new Map<string, ReportView>()
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await api.list(desk, 'open', cursor)
    if (!answer.ok) return answer
    clock.learn(answer.value.at)
    for (const report of answer.value.reports) reports.set(report.reportId, report)
    cursor = answer.value.next
    if (cursor === undefined) return { ok: true, value: { reports: [...reports.values()], isWhole: true } }
  }
  return { ok: true, value: { reports: [...reports.values()], isWhole: false } }
}

/** Keeps the object of a report that has not changed, so that its row is not rendered again. */
const withSameObjects = (reports: readonly ReportView[], old: readonly ReportView[]): readonly ReportView[] => {
  const known = new Map(old.map((report) => [report.reportId, report]))
  return reports.map((report) => {
    const before = known.get(report.reportId)
    return before !== undefined && JSON.stringify(before) === JSON.stringify(report) ? before : report
  })
}

/** Puts a head that was read anew before what is known of the rest of the desk's list. */
const withKnownRest = (head: readonly ReportView[], known: readonly ReportView[]): readonly ReportView[] => {
  const read = new Set(head.map(({ reportId }) => reportId))
  return [...head, ...known.filter(({ reportId }) => !read.has(reportId))]
}

/**
 * Creates what reads the queue again and again. A round reads the first pages of each desk; the whole of a list that is
 * longer is read once a minute, since 1,000 reports are 40 requests and the firewall counts them.
 */
export const createQueueFeed = (deps: QueueFeedDeps) => {
  let queue: Queue = { reports: [], answeredAtMs: undefined, trouble: undefined }
  let ticks = 0
  let rounds = 0
  let running: Promise<void> | undefined
  const heads = new Map<ServedDesk, readonly string[]>()
  const listeners = new Set<() => void>()

  /** What left the head of a longer list is now elsewhere in it, or gone: the next round looks. */
  const keepHead = (desk: ServedDesk, head: readonly ReportView[]) => {
    const ids = new Set(head.map(({ reportId }) => reportId))
    if (heads.get(desk)?.some((reportId) => !ids.has(reportId))) rounds = -1
    heads.set(desk, [...ids])
  }

  const set = (next: Queue) => {
    queue = { ...next, reports: withSameObjects(next.reports, queue.reports) }
    for (const listener of listeners) listener()
  }

  const runRound = async (): Promise<void> => {
    const isWholeRound = rounds % roundsToWhole === 0
    const pages = isWholeRound ? Number.POSITIVE_INFINITY : headPages
    const reports: ReportView[] = []
    for (const desk of deps.desks) {
      const answer = await readDesk(deps, desk, pages)
      if (!answer.ok) return set({ ...queue, trouble: answer.trouble })
      const known = queue.reports.filter((report) => report.desk === desk)
      const { isWhole, reports: read } = answer.value
      if (isWhole) heads.delete(desk)
      else keepHead(desk, read)
      reports.push(...(isWhole ? read : withKnownRest(read, known)))
    }
    rounds += 1
    set({ reports, answeredAtMs: Date.now(), trouble: undefined })
  }

  const refresh = (): Promise<void> => {
    running ??= runRound().finally(() => {
      running = undefined
    })
    return running
  }

  /** A round that runs already may have read before the change, so another one follows it. */
  const refreshAfterChange = async (): Promise<void> => {
    await running
    await refresh()
  }

  return {
    get: () => queue,
    /** Reads the queue now, or waits for the round that runs. */
    refresh,
    /** Reads the queue after something was changed elsewhere than in it: an opening marks what it showed as read. */
    refreshAfterChange,
    /** To be called each second. */
    tick: () => {
      ticks += 1
      if (ticks % roundSeconds === 0) void refresh()
    },
    /** Takes what the API just answered about one report. */
    put: (report: ReportView, isListed: boolean) => {
      const isHere = queue.reports.some(({ reportId }) => reportId === report.reportId)
      const replaced = queue.reports.map((each) => (each.reportId === report.reportId ? report : each))
      const others = queue.reports.filter(({ reportId }) => reportId !== report.reportId)
      const listed = isHere ? replaced : [...others, report]
      set({ ...queue, reports: isListed ? listed : others })
      void refreshAfterChange()
    },
    /** Calls a listener after each change. Returns what ends that. */
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** What reads the queue. */
export type QueueFeed = ReturnType<typeof createQueueFeed>

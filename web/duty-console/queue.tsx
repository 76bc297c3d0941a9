import { useMemo, useState } from 'preact/hooks'
import { type Grade, grades } from '../../shared/domain/grade.ts'
import type { ReportView } from '../../shared/domain/report-view.ts'
import { useCalling, useDuty, useKeep, useQueue } from './duty.ts'
import { type KeyActions, useKeys } from './keys.ts'
import { QueueRow } from './queue-row.tsx'
import { hrefOf } from './route.ts'
import { TroubleNote } from './trouble.tsx'
import { inOrder, isUnanswered } from './urgency.ts'
import { deskTitle, gradeTitles } from './words/names.ts'

interface Filter {
  readonly grade: Grade | ''
  readonly whose: 'all' | 'free' | 'mine'
  readonly desk: string
  /** A part of a reference: an alert names its first four characters. */
  readonly reference: string
}

const everything: Filter = { grade: '', whose: 'all', desk: '', reference: '' }

const compact = (text: string): string => text.toUpperCase().replace(/[\s-]/g, '')

const passes = (report: ReportView, { grade, whose, desk, reference }: Filter, me: string): boolean =>
  report.reportId.includes(compact(reference)) &&
  (grade === '' || report.grade === grade) &&
  (desk === '' || report.desk === desk) &&
  (whose !== 'free' || isUnanswered(report)) &&
  (whose !== 'mine' || report.acknowledgedBy === me)

/** How many reports nobody has answered, by grade. */
const Counts = ({ reports }: { readonly reports: readonly ReportView[] }) => (
  <p class="counts">
    {grades.map((grade) => (
      <span key={grade} class={`grade ${grade}`}>
        {reports.filter((report) => report.grade === grade && isUnanswered(report)).length}{' '}
        {gradeTitles[grade].toLowerCase()}
      </span>
    ))}
    <span>to be taken or read, {reports.length} open</span>
  </p>
)

const Filters = (props: {
  readonly filter: Filter
  readonly desks: readonly string[]
  readonly onChange: (filter: Filter) => void
}) => {
  const { filter, desks, onChange } = props
  return (
    <fieldset class="filters">
      <legend class="unseen">Show</legend>
      <label>
        Grade
        <select
          value={filter.grade}
          onChange={({ currentTarget: { value } }) => onChange({ ...filter, grade: value as Grade | '' })}
        >
          <option value="">All</option>
          {grades.map((grade) => (
            <option key={grade} value={grade}>
              {gradeTitles[grade]}
            </option>
          ))}
        </select>
      </label>
      <label>
        Whose
        <select
          value={filter.whose}
          onChange={({ currentTarget: { value } }) => onChange({ ...filter, whose: value as Filter['whose'] })}
        >
          <option value="all">All</option>
          <option value="free">To be taken or read</option>
          <option value="mine">Mine</option>
        </select>
      </label>
      <label>
        Reference
        <input
          size={8}
          autocomplete="off"
          spellcheck={false}
          value={filter.reference}
          onInput={({ currentTarget: { value } }) => onChange({ ...filter, reference: value })}
        />
      </label>
      {desks.length > 1 && (
        <label>
          Desk
          <select value={filter.desk} onChange={({ currentTarget: { value } }) => onChange({ ...filter, desk: value })}>
            <option value="">All</option>
            {desks.map((desk) => (
              <option key={desk} value={desk}>
                {deskTitle(desk as ReportView['desk'])}
              </option>
            ))}
          </select>
        </label>
      )}
    </fieldset>
  )
}

const focused = (): HTMLElement | null => document.activeElement?.closest<HTMLElement>('[data-report]') ?? null

/** Moves the focus by rows. The list is in the order of the page, so nothing is kept about it. */
const moveFocus = (by: 1 | -1): void => {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-report]')]
  const row = focused()
  const at = row === null ? -1 : rows.indexOf(row)
  const next = rows[Math.min(rows.length - 1, Math.max(0, at === -1 ? 0 : at + by))]
  next?.querySelector<HTMLElement>('a.reference')?.focus()
}

const withFocused =
  (act: (reportId: string) => void): (() => void) =>
  () => {
    const reportId = focused()?.dataset['report']
    if (reportId !== undefined) act(reportId)
  }

/** The open reports of the officer's desks, most urgent first. */
export const QueueView = () => {
  const { officer, api, clock } = useDuty()
  const queue = useQueue()
  const keep = useKeep()
  const { isBusy, trouble, run } = useCalling<ReportView>()
  const [filter, setFilter] = useState(everything)
  const ordered = useMemo(() => inOrder(queue.reports, clock.nowMs()), [queue.reports])
  const shown = useMemo(() => ordered.filter((report) => passes(report, filter, officer.subject)), [ordered, filter])
  const acknowledge = async (reportId: string) => {
    const report = await run(() => api.acknowledge(reportId))
    if (report !== undefined) keep(report)
  }
  const actions: KeyActions = {
    j: () => moveFocus(1),
    k: () => moveFocus(-1),
    a: withFocused((reportId) => void acknowledge(reportId)),
    o: withFocused((reportId) => location.assign(hrefOf(reportId))),
  }
  useKeys(actions)
  const isRead = queue.answeredAtMs !== undefined
  return (
    <main class="page">
      <h1>Open reports</h1>
      <Counts reports={queue.reports} />
      <Filters filter={filter} desks={officer.desks} onChange={setFilter} />
      <TroubleNote trouble={trouble} />
      {!isRead && <p>{queue.trouble === undefined ? 'Reading the list …' : 'The list could not be read yet.'}</p>}
      {isRead && shown.length === 0 && <p>No report here.</p>}
      <ol class="reports">
        {shown.map((report) => (
          <QueueRow
            key={report.reportId}
            report={report}
            me={officer.subject}
            showsDesk={officer.desks.length > 1}
            isBusy={isBusy}
            onAcknowledge={acknowledge}
          />
        ))}
      </ol>
    </main>
  )
}

import { type ComponentChildren, Fragment } from 'preact'
import { useState } from 'preact/hooks'
import type { Opened } from '../../shared/contract/answers/opened.ts'
import type { ReportView } from '../../shared/domain/report-view.ts'
import { useCalling, useDuty } from './duty.ts'
import { OpenedText } from './opened.tsx'
import { OpeningForm, type OpeningWhy } from './opening-form.tsx'
import { SafeContact } from './safe-contact.tsx'
import { TroubleNote } from './trouble.tsx'
import { useUntouched } from './untouched.ts'

/** Opened text, with how many additions there were when it was opened. */
interface Text {
  readonly opened: Opened
  readonly why: OpeningWhy
  readonly additions: number
}

/**
 * Opens a report and shows its text until it is put away; the forms below it lose what was typed when nobody touches
 * the page.
 */
export const Reading = ({
  report,
  children,
}: {
  readonly report: ReportView
  readonly children: ComponentChildren
}) => {
  const { api, feed, officer } = useDuty()
  const [text, setText] = useState<Text>()
  const [putAway, setPutAway] = useState(false)
  const [timesLeft, setTimesLeft] = useState(0)
  const { trouble, run } = useCalling<Opened>()
  const leave = () => {
    setText(undefined)
    setPutAway(true)
    setTimesLeft((times) => times + 1)
  }
  useUntouched(leave)
  const hasNews = text !== undefined && (report.additions > text.additions || report.unreadSince !== undefined)
  const onOpened = (opened: Opened, why: OpeningWhy) => {
    setPutAway(false)
    void feed.refreshAfterChange()
    setText({ opened, why, additions: opened.supplements.filter(({ kind }) => kind === 'addition').length })
  }
  const showOlder = async (before: string) => {
    if (text === undefined) return
    const older = await run(() => api.open(report.reportId, { ...text.why, before }))
    if (older === undefined) return
    const { earlier, ...opened } = text.opened
    const supplements = [...older.supplements, ...opened.supplements]
    setText({
      ...text,
      opened: { ...opened, supplements, ...(older.earlier === undefined ? {} : { earlier: older.earlier }) },
    })
  }
  return (
    <div class={text === undefined ? undefined : 'opened'}>
      {text !== undefined && <SafeContact contact={text.opened.report.contact} />}
      <div class="text">
        {putAway && (
          <p role="status">The text was put away with what was typed here: nobody touched this page for 10 minutes.</p>
        )}
        {hasNews && (
          <p class="notice" role="status">
            The person added something after you opened this. Open it again to read it.
          </p>
        )}
        {text !== undefined && (
          <>
            <OpenedText opened={text.opened} me={officer.subject} onAskForOlder={showOlder} />
            <TroubleNote trouble={trouble} />
            <button type="button" onClick={() => setText(undefined)}>
              Put the text away
            </button>
          </>
        )}
        <details id="open" open={text === undefined || hasNews} key={`${text === undefined} ${hasNews} ${timesLeft}`}>
          <summary>{text === undefined ? 'Open the report' : 'Open it again'}</summary>
          <OpeningForm
            reportId={report.reportId}
            first={hasNews ? 'news-from-reporter' : 'first-assessment'}
            onOpened={onOpened}
          />
        </details>
        {/* With another key the forms begin anew, without what was typed into them. */}
        <Fragment key={timesLeft}>{children}</Fragment>
      </div>
    </div>
  )
}

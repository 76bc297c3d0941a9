import type { Opened, OpenedSupplement } from '../../shared/contract/answers/opened.ts'
import { AnswerGroup, readingOrder } from './answers.tsx'
import { toDayAndTime } from './instants.ts'
import { officerTitle } from './words/names.ts'

const SupplementText = ({ supplement }: { readonly supplement: OpenedSupplement }) => {
  if (supplement.waiting) return <p>It is on its way to your desk. Open the report again in a minute.</p>
  if (supplement.failed) return <p class="trouble">It could not be opened, and stays unread. Open the report again.</p>
  return <p class="typed">{supplement.text}</p>
}

const Supplement = ({ supplement, me }: { readonly supplement: OpenedSupplement; readonly me: string }) => {
  const { kind, at, officer } = supplement
  const who = kind === 'addition' ? 'The person added' : `Note by ${officerTitle(officer ?? 'an officer', me)}`
  return (
    <li class={kind}>
      <h3>
        {who}, {toDayAndTime(at)}
      </h3>
      <SupplementText supplement={supplement} />
    </li>
  )
}

/** A report in clear. It lives in its parent's memory alone, and is gone when the parent lets go of it. */
export const OpenedText = (props: {
  readonly opened: Opened
  readonly me: string
  readonly onAskForOlder: (before: string) => void
}) => {
  const { opened, me } = props
  const { report, supplements, earlier } = opened
  return (
    <>
      <h2>What they reported</h2>
      {readingOrder.map((name) => (
        <AnswerGroup key={name} name={name} report={report} />
      ))}
      {opened.sent !== undefined && (
        <details class="sent">
          <summary>Some of it was not understood: show all that was sent</summary>
          <pre class="typed">{JSON.stringify(opened.sent, undefined, 2)}</pre>
        </details>
      )}
      <h2>Since then</h2>
      {earlier !== undefined && (
        <button type="button" onClick={() => props.onAskForOlder(earlier)}>
          Show older ones, and log that I read them
        </button>
      )}
      {supplements.length === 0 && <p>Nothing was added and nothing was noted.</p>}
      <ol class="supplements">
        {supplements.map((supplement) => (
          <Supplement key={supplement.id} supplement={supplement} me={me} />
        ))}
      </ol>
    </>
  )
}

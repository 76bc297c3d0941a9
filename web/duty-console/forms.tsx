import type { ComponentChildren } from 'preact'
import type { ReportView } from '../../shared/domain/report-view.ts'

/** A choice from a closed set. */
export const Choice = <Value extends string>(props: {
  readonly label: string
  readonly name: string
  readonly value: Value | ''
  readonly choices: ReadonlyArray<readonly [value: Value, words: string]>
  readonly onChoose: (value: Value) => void
}) => (
  <label>
    {props.label}
    <select
      name={props.name}
      required
      value={props.value}
      onChange={({ currentTarget }) => props.onChoose(currentTarget.value as Value)}
    >
      <option value="" disabled>
        Choose
      </option>
      {props.choices.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  </label>
)

/** A text in the officer's own words. No browser may keep it or send it to be spell-checked. */
export const Words = (props: {
  readonly label: string
  readonly name: string
  readonly value: string
  readonly rows: number
  readonly onType: (value: string) => void
}) => (
  <label>
    {props.label}
    <textarea
      name={props.name}
      required
      rows={props.rows}
      maxLength={20_000}
      autocomplete="off"
      spellcheck={false}
      value={props.value}
      onInput={({ currentTarget }) => props.onType(currentTarget.value)}
    />
  </label>
)

/** A form that sends one thing. */
export const Form = (props: {
  readonly label: string
  readonly isBusy: boolean
  readonly onSend: () => void
  readonly children: ComponentChildren
}) => (
  <form
    onSubmit={(event) => {
      event.preventDefault()
      props.onSend()
    }}
  >
    {props.children}
    <button type="submit" disabled={props.isBusy}>
      {props.isBusy ? 'Sending …' : props.label}
    </button>
  </form>
)

/** What a form that changes a report is given. */
export interface ActionProps {
  readonly report: ReportView
  /** Called with the report as it is after the change, and with what was done. Not before the API has said so. */
  readonly onDone: (report: ReportView, done: string) => void
}

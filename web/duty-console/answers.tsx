import type { ComponentChildren } from 'preact'
import type { Submission } from '../../shared/contract/submission.ts'
import { toDayAndTime } from './instants.ts'
import { submissionLabels } from './words/submission.ts'

interface Group {
  readonly label: string
  readonly fields: Readonly<Record<string, string | Group>>
}

/** Returns an amount in the major unit, such as `£500.00`; undefined when the currency is not one. */
const toMoney = (amountMinor: number, currency: string | undefined): string => {
  if (currency === undefined) return `${amountMinor} in the smallest unit, currency not said`
  try {
    const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency })
    return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
  } catch {
    return `${amountMinor} in the smallest unit of ${currency}`
  }
}

const instant = /^\d{4}-\d{2}-\d{2}T/

/** Words a closed answer or shows a text as it was typed. */
const toText = (value: unknown): string => {
  if (value === true) return 'Yes'
  if (value === false) return 'No'
  const text = String(value)
  if (instant.test(text)) return toDayAndTime(text)
  return text
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const Row = ({ label, children }: { readonly label: string; readonly children: ComponentChildren }) => (
  <div class="row">
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
)

const Fields = ({ group, value }: { readonly group: Group; readonly value: Readonly<Record<string, unknown>> }) => {
  const currency = typeof value['currency'] === 'string' ? value['currency'] : undefined
  const given = Object.entries(group.fields).filter(([name]) => value[name] !== undefined && name !== 'currency')
  return (
    <dl class="answers">
      {given.map(([name, label]) => (
        <Field
          key={name}
          label={label}
          value={name === 'amountMinor' ? toMoney(Number(value[name]), currency) : value[name]}
        />
      ))}
    </dl>
  )
}

const Field = ({ label, value }: { readonly label: string | Group; readonly value: unknown }) => {
  if (typeof label === 'string') {
    return (
      <Row label={label}>
        {Array.isArray(value) ? (
          value.map((each) => <p key={String(each)}>{toText(each)}</p>)
        ) : (
          <p class="typed">{toText(value)}</p>
        )}
      </Row>
    )
  }
  const values = (Array.isArray(value) ? value : [value]).filter(isRecord)
  return (
    <Row label={label.label}>
      {values.map((each, index) => (
        <Fields key={String(index)} group={label} value={each} />
      ))}
    </Row>
  )
}

/** One group of a report's answers, under its heading; nothing where nothing was answered. */
export const AnswerGroup = ({ name, report }: { readonly name: keyof Submission; readonly report: Submission }) => {
  const value: unknown = report[name]
  const label: string | Group = submissionLabels[name]
  const title = typeof label === 'string' ? label : label.label
  if (value === undefined || (isRecord(value) && Object.keys(value).length === 0)) return null
  return (
    <section>
      <h3>{title}</h3>
      {typeof label === 'string' ? (
        <p class="typed">{toText(value)}</p>
      ) : (
        (Array.isArray(value) ? value : [value])
          .filter(isRecord)
          .map((each, index) => <Fields key={String(index)} group={label} value={each} />)
      )}
    </section>
  )
}

/** Every group of answers but the safe contact, which has a place of its own, in the order in which an officer reads. */
export const readingOrder = (Object.keys(submissionLabels) as ReadonlyArray<keyof Submission>).filter(
  (name) => name !== 'contact',
)

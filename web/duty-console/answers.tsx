import type { ComponentChildren } from 'preact'
import type { Submission } from '../../shared/contract/submission.ts'
import { submissionWords } from '../../shared/contract/words/submission.ts'
import type { Words } from '../../shared/contract/words/words-of.ts'
import { toDayAndTime } from './instants.ts'
import { submissionLabels } from './words/submission.ts'

/** How a field is called, and what its closed answers mean. */
interface Described {
  readonly label: string | Group
  readonly words: Words | string | undefined
}

interface Group {
  readonly label: string
  readonly fields: Readonly<Record<string, string | Group>>
}

/** Returns an amount in the major unit, such as `£500.00`, or as it was sent where the currency is none. */
const toMoney = (amountMinor: number, currency: unknown): string => {
  if (typeof currency !== 'string') return `${amountMinor} in the smallest unit, currency not said`
  try {
    const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency })
    return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
  } catch {
    return `${amountMinor} in the smallest unit of ${currency}`
  }
}

const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/i

/** Words a closed answer, or shows a text as it was typed. */
const toText = (value: unknown, words: Described['words']): string => {
  if (value === true) return 'Yes'
  if (value === false) return 'No'
  const text = String(value)
  const meaning = typeof words === 'object' ? words.values?.[text] : undefined
  if (meaning !== undefined) return meaning.replace(/\.$/, '')
  return instant.test(text) ? toDayAndTime(text) : text
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

/** Returns the words of a list's entries, or those of the field itself. */
const eachOf = (words: Described['words']): Described['words'] =>
  typeof words === 'object' && words.each !== undefined ? words.each : words

const fieldWords = (words: Described['words'], name: string): Described['words'] =>
  typeof words === 'object' ? words.fields?.[name] : undefined

const Row = ({ label, children }: { readonly label: string; readonly children: ComponentChildren }) => (
  <div class="row">
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
)

const Typed = ({ value, words }: { readonly value: unknown; readonly words: Described['words'] }) => (
  <>
    {listOf(value).map((each, index) => (
      <p key={String(index)} class="typed">
        {toText(each, eachOf(words))}
      </p>
    ))}
  </>
)

const Fields = ({
  label,
  words,
  value,
}: {
  readonly label: Group
  readonly words: Described['words']
  readonly value: unknown
}) => (
  <>
    {listOf(value)
      .filter(isRecord)
      .map((each, index) => (
        <dl key={String(index)} class="answers">
          {Object.entries(label.fields)
            .filter(([name]) => each[name] !== undefined && name !== 'currency')
            .map(([name, field]) => (
              <Row key={name} label={typeof field === 'string' ? field : field.label}>
                <Value
                  label={field}
                  words={fieldWords(eachOf(words), name)}
                  value={name === 'amountMinor' ? toMoney(Number(each[name]), each['currency']) : each[name]}
                />
              </Row>
            ))}
        </dl>
      ))}
  </>
)

const Value = ({ label, words, value }: Described & { readonly value: unknown }) =>
  typeof label === 'string' ? (
    <Typed value={value} words={words} />
  ) : (
    <Fields label={label} words={words} value={value} />
  )

/** One group of a report's answers, under its heading; nothing where nothing was answered. */
export const AnswerGroup = ({ name, report }: { readonly name: keyof Submission; readonly report: Submission }) => {
  const value: unknown = report[name]
  const label: string | Group = submissionLabels[name]
  const words: Words | string = submissionWords.fields[name]
  if (value === undefined || (isRecord(value) && Object.keys(value).length === 0)) return null
  return (
    <section>
      <h3>{typeof label === 'string' ? label : label.label}</h3>
      <Value label={label} words={words} value={value} />
    </section>
  )
}

/** Every group of answers in the order in which an officer reads; the safe contact has a place of its own. */
export const readingOrder = (Object.keys(submissionLabels) as ReadonlyArray<keyof Submission>).filter(
  (name) => name !== 'contact',
)

import * as v from 'valibot'
import type { OperatorNews } from '../domain/announcement-words.ts'
import { watchedKeyCalls } from '../domain/key-calls.ts'

/** A message to the operators, by the id that SNS gave it. */
export interface OperatorMessage {
  readonly messageId: string
  readonly news: OperatorNews
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
const snsEvent = v.object({
  Records: v.array(v.object({ Sns: v.object({ MessageId: v.string(), Message: v.string() }) })),
})

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html */
const alarm = v.object({ AlarmName: v.string(), NewStateValue: v.picklist(['OK', 'ALARM', 'INSUFFICIENT_DATA']) })

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** EventBridge sends the words that infra/constructs/key-watch.ts gives it: the call stands before ` of `. */
const keyCallIn = (text: string) => watchedKeyCalls.find((call) => text.includes(`${call} of `))

/** Names and states alone are read: what else stands in a message may name the account. */
const toNews = (message: string): OperatorNews => {
  const parsed = v.safeParse(alarm, parseJson(message))
  if (parsed.success) {
    const { AlarmName, NewStateValue } = parsed.output
    return { kind: 'alarm', name: AlarmName, isOver: NewStateValue === 'OK' }
  }
  const call = keyCallIn(message)
  return call === undefined ? { kind: 'unknown' } : { kind: 'key-call', call }
}

/**
 * Reads what SNS calls a function with: alarms of CloudWatch, and calls of a key that EventBridge tells of. A message
 * of a form that is not known is no reason to be silent: it is news of its own kind.
 *
 * @throws Error that quotes nothing when the event is none of SNS
 */
export const parseOperatorMessages = (event: unknown): readonly OperatorMessage[] => {
  const parsed = v.safeParse(snsEvent, event)
  if (!parsed.success) throw new Error('an event of the operators has a form that is not known')
  return parsed.output.Records.map(({ Sns }) => ({ messageId: Sns.MessageId, news: toNews(Sns.Message) }))
}

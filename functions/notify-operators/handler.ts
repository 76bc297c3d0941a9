import { parseOperatorMessages } from '../../shared/contract/operator-message.ts'
import { toOperatorWords } from '../../shared/domain/announcement-words.ts'
import { type NotifyingDeps, notifyContacts } from '../../shared/workflow/notify-contacts.ts'

const operators = { desk: 'operators', recipients: 'duty' } as const

/**
 * Says each alarm to the operators by the same channels as reports are said to a desk. CloudWatch also mails them, and
 * calls the stage's `alarmUrl`: when deliver is what is broken, that way is left. A message that SNS gives twice is
 * sent twice at most, under one id.
 */
export const createNotifyOperators =
  (deps: NotifyingDeps) =>
  async (event: unknown): Promise<void> => {
    for (const { messageId, news } of parseOperatorMessages(event)) {
      const isOver = news.kind === 'alarm' && news.isOver
      await notifyContacts(deps, {
        digestId: `operators-${messageId}`,
        audience: operators,
        words: toOperatorWords(news),
        wakes: isOver ? 'never' : 'always',
      })
    }
  }

import { withdrawnAnswer } from '../answers/reporter.ts'
import { followUpSchema } from '../follow-up.ts'
import { followUpWords } from '../words/bodies.ts'
import { answerWith, inputWith, post } from './operation.ts'
import { codeInBody, exampleCode, followUpRefusals, referenceParameter } from './reporter-call.ts'

/** POST /reports/{reference}/withdrawal. */
export const withdrawReport = post('/reports/{reference}/withdrawal', {
  operationId: 'withdrawReport',
  tag: 'reporters',
  summary: 'Withdraw a report',
  description: `${codeInBody} The text is erased at once, unless an officer has taken the report, a life may be in danger, or a legal hold keeps it: then its desk is notified and decides.`,
  parameters: [referenceParameter],
  body: inputWith({ schema: followUpSchema, words: followUpWords, examples: { code: { followUpCode: exampleCode } } }),
  answers: {
    200: answerWith({
      description: 'Whether the text is erased.',
      schema: withdrawnAnswer,
      example: { textErased: true, text: 'You took your report back, and what you wrote has been erased.' },
    }),
  },
  refusals: followUpRefusals,
})

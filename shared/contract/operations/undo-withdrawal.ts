import { undoneAnswer } from '../answers/reporter.ts'
import { followUpSchema } from '../follow-up.ts'
import { followUpWords } from '../words/bodies.ts'
import { answerWith, inputWith, post } from './operation.ts'
import { codeInBody, exampleCode, followUpRefusals, referenceParameter } from './reporter-call.ts'

/** POST /reports/{reference}/withdrawal/undo. */
export const undoWithdrawal = post('/reports/{reference}/withdrawal/undo', {
  operationId: 'undoWithdrawal',
  tag: 'reporters',
  summary: 'Undo a withdrawal',
  description: `${codeInBody} The report goes on as before. It can be undone until the text is erased.`,
  parameters: [referenceParameter],
  body: inputWith({ schema: followUpSchema, words: followUpWords, examples: { code: { followUpCode: exampleCode } } }),
  answers: {
    200: answerWith({
      description: 'The report is not withdrawn.',
      schema: undoneAnswer,
      example: { text: 'Your report is not withdrawn. It goes on as before.' },
    }),
  },
  refusals: [...followUpRefusals, 'text-erased'],
})

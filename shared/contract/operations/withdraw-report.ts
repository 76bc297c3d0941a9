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
  description: `${codeInBody} Nothing is erased for 72 hours. Until then the reporter can undo it, and can still add to the report. After that the text is erased by itself only if the report is an adult's, no officer ever acknowledged or opened it, it was never graded immediate, no legal hold keeps it, and its reporter added nothing after the withdrawal. Every other withdrawal is decided by an officer, and the status says what was decided.`,
  parameters: [referenceParameter],
  body: inputWith({ schema: followUpSchema, words: followUpWords, examples: { code: { followUpCode: exampleCode } } }),
  answers: {
    200: answerWith({
      description: 'Whether the text is erased, and until when this can be undone.',
      schema: withdrawnAnswer,
      example: {
        textErased: false,
        undoUntil: '2026-11-27T12:00:00.000Z',
        text: 'You withdrew your report. Nothing is erased for 72 hours.',
      },
    }),
  },
  refusals: followUpRefusals,
})

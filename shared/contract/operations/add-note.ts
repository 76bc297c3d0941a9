import { noteSchema } from '../duty.ts'
import { noteWords } from '../words/bodies.ts'
import { changeRefusals, noteAdded, reportIdParameter } from './officer-call.ts'
import { inputWith, post } from './operation.ts'
import { idempotencyKey, preferParameter } from './reporter-call.ts'

/** POST /duty/reports/{reportId}/notes. */
export const addNote = post('/duty/reports/{reportId}/notes', {
  operationId: 'addNote',
  tag: 'officers',
  summary: 'Add a note',
  description: 'The note is sealed like the report.',
  parameters: [
    reportIdParameter,
    preferParameter,
    idempotencyKey(
      'Made once for each note. The same key with the same text adds once, however often it is sent. With another text it is another note.',
    ),
  ],
  body: inputWith({ schema: noteSchema, words: noteWords, examples: { spoken: { text: 'Spoke to the reporter.' } } }),
  answers: { 200: noteAdded },
  refusals: [...changeRefusals, 'text-erased', 'key-reused'],
})

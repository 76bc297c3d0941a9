import { changedReport, reportIdParameter, reportRefusals } from './officer-call.ts'
import { get } from './operation.ts'

/** GET /duty/reports/{reportId}. */
export const findReport = get('/duty/reports/{reportId}', {
  operationId: 'findReport',
  tag: 'officers',
  summary: 'The facts of a report',
  description:
    'Returns which desk has the report. Duty control may ask too, for a person who calls with the reference.',
  parameters: [reportIdParameter],
  answers: { 200: changedReport },
  refusals: reportRefusals,
})

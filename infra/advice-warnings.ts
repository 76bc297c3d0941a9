import { adviceToReview } from '../shared/domain/guidance.ts'
import { reviewBy } from '../shared/domain/guidance-line.ts'

/**
 * Returns one warning for each line of advice whose review date has passed. They go to stderr and not to CDK's
 * annotations: those print a validation report at every test and every `npm start`.
 */
export const adviceWarnings = (today: Date): readonly string[] =>
  adviceToReview(today).map(
    (line) =>
      `warning: advice "${line.id}" was to be reviewed by ${reviewBy(line)}; open its source and set its seenOn (${line.source})`,
  )

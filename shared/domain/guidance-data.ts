import { imageLines } from './guidance-images.ts'
import type { AdviceLine } from './guidance-line.ts'
import { services } from './guidance-services.ts'
import { steps } from './guidance-steps.ts'

/**
 * Every line of advice, in the order in which a person needs it. Facts come from the sources that a line names and from
 * nowhere else; what has no source that was read is left out.
 */
export const adviceLines: readonly AdviceLine[] = [...steps, ...imageLines, ...services]

import type { SynthesisedStack } from './harbour.ts'

/** Synthesises the stack of stage `local` and bundles its functions. */
export const synthesiseLocalStack = async (): Promise<SynthesisedStack> => {
  throw new Error('the stack is not there yet')
}

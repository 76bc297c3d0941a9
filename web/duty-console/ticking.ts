/** Where the worker's script stands. */
const script = 'ticks.js'

/** What `require-trusted-types-for` asks for: the one script address that the console ever makes. */
const trustedScript = (): string => {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes }
  if (trustedTypes === undefined) return script
  // The DOM types of a Worker take text alone.
  return trustedTypes.createPolicy('harbour', { createScriptURL: () => script }).createScriptURL('') as string
}

/** The part of Trusted Types that is used. @see https://www.w3.org/TR/trusted-types/ */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: () => string },
  ): { createScriptURL(text: string): unknown }
}

/** Calls `tick` each second, also while the page is not in front. */
export const startTicking = (tick: () => void): void => {
  const worker = new Worker(trustedScript())
  worker.onmessage = tick
}

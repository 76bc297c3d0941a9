/**
 * How large an event may be with which a function is invoked and waited for, bytes of JSON.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const largestEventBytes = 6 * 1024 * 1024

/**
 * How large an answer may be, bytes of JSON: what Lambda's own error names, 100 more than 6 MB.
 *
 * @see https://zaccharles.medium.com/deep-dive-lambdas-response-payload-size-limit-8aedba9530ed
 */
const largestResultBytes = 6_291_556

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '')

/** True when Lambda would take this event. */
export const fitsEvent = (event: unknown): boolean => bytesOf(event) <= largestEventBytes

/** Returns the result of a function. @throws Error when it is larger than Lambda returns, as Lambda fails then */
export const withinLimit = (result: unknown): unknown => {
  const bytes = bytesOf(result)
  if (bytes <= largestResultBytes) return result
  throw new Error(`the function returned ${bytes} bytes; Lambda returns at most ${largestResultBytes}`)
}

import { isReservedHost } from '../shared/domain/reserved-address.ts'

/** The email addresses of those who keep Harbour running: CloudWatch's alarms go there. At least one. */
export type OperatorAddresses = readonly [string, ...string[]]

const emailAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

const isReal = (address: string): boolean =>
  emailAddress.test(address) && !isReservedHost(address.split('@').at(-1) ?? '')

/** The address of nobody: for a template that is checked and never deployed. */
export const exampleOperators: OperatorAddresses = ['operators@example.org']

/**
 * Reads the operators of a stage from a variable of the environment.
 *
 * @param text - addresses, with a space between
 * @throws Error that says in one line what to set when there is none, or when one reaches nobody
 */
export const parseOperators = (variable: string, text: string | undefined): OperatorAddresses => {
  const [first, ...others] = (text ?? '').split(/\s+/).filter((address) => address !== '')
  if (first === undefined || ![first, ...others].every(isReal)) {
    throw new Error(`nobody would hear the alarms: set ${variable} to email addresses that are no example's`)
  }
  return [first, ...others]
}

import { isReservedHost } from '../shared/domain/reserved-address.ts'

/** The email addresses of those who keep Harbour running: CloudWatch's alarms go there. At least one. */
export type OperatorAddresses = readonly [string, ...string[]]

/** SNS takes other addresses too; one without a full host is a slip of the pen. */
const emailAddress = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/

/** Says why nobody would hear an alarm at an address; undefined for one that may be somebody's. */
const problemWith = (address: string): string | undefined => {
  if (!emailAddress.test(address)) return `${address} is not an email address with its whole host, as in name@host.uk`
  return isReservedHost(address.split('@').at(-1) ?? '')
    ? `${address} is an example's, which reaches nobody`
    : undefined
}

/** The address of nobody: for a template that is checked and never deployed. */
export const exampleOperators: OperatorAddresses = ['operators@example.org']

/**
 * Reads the operators of a stage from a variable of the environment.
 *
 * @param text - addresses, with a space between
 * @throws Error that says in one line what to set when there is none, or which address reaches nobody
 */
export const parseOperators = (variable: string, text: string | undefined): OperatorAddresses => {
  const [first, ...others] = (text ?? '').split(/\s+/).filter((address) => address !== '')
  const how = `set ${variable} to the email addresses of those who hear the alarms`
  if (first === undefined) throw new Error(`nobody would hear the alarms: ${how}`)
  const problems = [first, ...others].flatMap((address) => problemWith(address) ?? [])
  if (problems.length > 0) throw new Error(`${problems.join('; ')}: ${how}`)
  return [first, ...others]
}

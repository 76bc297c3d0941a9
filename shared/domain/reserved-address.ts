/** Hosts that belong to nobody. @see https://www.rfc-editor.org/rfc/rfc2606 */
const reservedHost = /(^|\.)(example|example\.(com|net|org)|test|invalid|localhost)$/i

/**
 * Mobile numbers that Ofcom gives to nobody, for use in drama.
 *
 * @see https://www.bbc.com/news/blogs-magazine-monitor-32348371
 */
const reservedNumber = /^\+447700900\d{3}$/

/** True for a host of an example, where nothing reaches a person. */
export const isReservedHost = (host: string): boolean => reservedHost.test(host)

const hostOf = (address: string): string =>
  URL.canParse(address) ? new URL(address).hostname : (address.split('@').at(-1) ?? '')

/** True for an email address, a telephone number or a URL of an example, which reaches nobody. */
export const isReservedAddress = (address: string): boolean =>
  reservedNumber.test(address) || (!address.startsWith('+') && isReservedHost(hostOf(address)))

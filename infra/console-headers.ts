/**
 * Returns the policy under which the console's pages run: its own files, and calls to the API and the sign-in pages.
 * Nothing else can be loaded or called, so text of a report that reached the page cannot leave it.
 *
 * @param callable - origins that the console calls, besides its own
 */
export const consoleContentPolicy = (callable: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src ${["'self'", ...callable].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types harbour',
  ].join('; ')

/** The browser's features that the console uses. Every other one that a page could ask for is refused. */
export const consolePermissions =
  'camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), screen-wake-lock=(self)'

/** How a browser may keep the console's files: it asks each time whether they changed, so a page is of one release. */
export const consoleCaching = 'no-cache'

/** What each kind of file is served as. */
export const consoleFileTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}

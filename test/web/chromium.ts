import { existsSync } from 'node:fs'

/** Where a Chromium may be, the first that is there. */
const places = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** Returns the path of this machine's Chromium; undefined where none is found. */
export const findChromium = (): string | undefined => places.find((path) => path !== undefined && existsSync(path))

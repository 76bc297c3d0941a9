import { findDynamoDbLocal } from './contracts/engines.ts'
import { canMount } from './local/small-disk.ts'
import { findChromium } from './web/chromium.ts'

/** Runs before the tests, and says in a line each what this machine cannot run. */
export const setup = (): void => {
  const skip = (what: string): void => void process.stdout.write(`skipped: ${what}\n`)
  if (findDynamoDbLocal() === undefined) {
    skip('contract suites on Amazon DynamoDB Local: DYNAMODB_LOCAL_JAR_DIR names no folder with DynamoDBLocal.jar')
  }
  if (findChromium() === undefined) skip('the tests in a browser: CHROMIUM_PATH names none, and none is installed')
  if (process.env['PYTHON'] === undefined) {
    skip('the independent reader of the envelope: PYTHON names no Python with cryptography; npm run verify brings one')
  }
  if (!canMount()) skip('a disk that fills up: this user may not mount a small one')
  if (findChromium() === undefined) {
    skip('the pages in a browser: CHROMIUM_PATH names no Chromium, and none is at /usr/bin/chromium')
  }
}

import { findDynamoDbLocal } from './contracts/engines.ts'

/** Runs before the tests, and says in a line each what this machine cannot run. */
export const setup = (): void => {
  const skip = (what: string): void => void process.stdout.write(`skipped: ${what}\n`)
  if (findDynamoDbLocal() === undefined) {
    skip('contract suites on Amazon DynamoDB Local: DYNAMODB_LOCAL_JAR_DIR names no folder with DynamoDBLocal.jar')
  }
  if (process.env['PYTHON'] === undefined) {
    skip('the independent reader of the envelope: PYTHON names no Python with cryptography; npm run verify brings one')
  }
}

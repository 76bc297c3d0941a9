import { createDynamoDb } from '../../shared/adapters/aws-clients.ts'
import { createContacts } from '../../shared/adapters/dynamo-contacts.ts'
import { readEnv } from '../../shared/lambda/env.ts'
import { createLog } from '../../shared/lambda/log.ts'
import { env } from './env.ts'
import { createNoteDelivery } from './handler.ts'

const { CONTACT_TABLE } = readEnv(env, process.env)
const now = () => new Date()

/** What EventBridge calls with each event about a message. */
export const handler = createNoteDelivery({
  contacts: createContacts({ dynamo: createDynamoDb(), table: CONTACT_TABLE }, now),
  log: createLog('note-delivery', now),
})
